/** Charges and sums in LiteLLM's words. Dollars are JSON numbers here because its clients read them so; null is unknown. */
import type { Charge } from "../contract/ledger.ts";
import type { SpendSum } from "../contract/spend.ts";
import { usdNanos, usdOfNanos } from "../contract/units.ts";

type Fields = Record<string, unknown>;

export function usd(nanos: bigint): number {
  return usdOfNanos(usdNanos(nanos));
}

/** LiteLLM's other columns, as it has them when nothing is in them: the request log has what they are about. */
const notKept = {
  completionStartTime: null,
  api_base: "",
  metadata: {},
  cache_hit: "",
  cache_key: "",
  requester_ip_address: null,
  messages: {},
  response: {},
  session_id: null,
  mcp_namespaced_tool_name: null,
  proxy_server_request: {},
} as const;

/** A row of `/spend/logs`. */
export function logRow(charge: Charge): Fields {
  const { promptTokens, completionTokens } = charge;
  return {
    request_id: charge.id,
    call_type: charge.operation,
    api_key: charge.token ?? "",
    spend: charge.nanos === null ? null : usd(charge.nanos),
    total_tokens: (promptTokens ?? 0) + (completionTokens ?? 0),
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    startTime: new Date(charge.startedAt).toISOString(),
    endTime: new Date(charge.endedAt).toISOString(),
    model: charge.upstreamModel ?? charge.alias,
    model_id: charge.deploymentId,
    model_group: charge.alias,
    custom_llm_provider: charge.provider,
    user: charge.userId ?? "",
    team_id: charge.teamId,
    end_user: charge.endUser,
    request_tags: charge.tags,
    status: charge.state === "ok" ? "success" : "failure",
    ...notKept,
    portico_state: charge.state,
    portico_is_estimate: charge.isEstimate,
  };
}

export interface DaySums {
  readonly totals: readonly SpendSum[];
  readonly models: readonly SpendSum[];
  readonly users: readonly SpendSum[];
  readonly keys: readonly SpendSum[];
}

/** A row per day, as `/spend/logs` sums up. */
export function dayRows({ totals, models, users, keys }: DaySums): Fields[] {
  const ofDay = (sums: readonly SpendSum[], day: string): Fields =>
    Object.fromEntries(sums.filter((sum) => sum.day === day).map(({ name, nanos }) => [name, usd(nanos)]));
  return totals.map(({ day, nanos, requests, unpriced }) => ({
    startTime: day,
    spend: usd(nanos),
    requests,
    unpriced_requests: unpriced,
    users: ofDay(users, day),
    models: ofDay(models, day),
    api_keys: ofDay(keys, day),
  }));
}

/** One sum of a report. */
export function sumRow(label: string, { name, nanos, requests, unpriced, ...tokens }: SpendSum): Fields {
  return {
    [label]: name,
    total_spend: usd(nanos),
    total_cost: usd(nanos),
    total_input_tokens: tokens.promptTokens,
    total_output_tokens: tokens.completionTokens,
    requests,
    unpriced_requests: unpriced,
  };
}
