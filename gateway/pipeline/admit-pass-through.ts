/** A pass-through under the same limits: what its body means only its provider knows, so it is estimated by its length. */
import { isRecord, numberOf } from "../base/json-shape.ts";
import type { Deployment } from "../contract/deployment.ts";
import { unknownUsage } from "../contract/usage.ts";
import type { Reservation } from "../policy/reservation.ts";
import { assertMayPassThrough } from "../policy/virtual-keys.ts";
import { chargeFacts, type AdmitParts } from "./admit.ts";
import { billOf } from "./bill.ts";
import type { Authenticated } from "./exchange.ts";
import type { RequestRecord } from "./record.ts";

const bytesPerToken = 3;
const defaultAnswerTokens = 4096;

export interface PassedCall {
  readonly deployment: Deployment;
  /** That the request names; null = none. */
  readonly model: string | null;
  readonly record: RequestRecord;
}

/** @throws GatewayError `key_model_access_denied`, `budget_exceeded`, `budget_reserved`, `rate_limit_exceeded` */
export function admitPassThrough(
  call: Authenticated,
  { deployment, model, record }: PassedCall,
  { admission, prices }: AdmitParts,
): Reservation {
  const { principal, catalog, body } = call;
  const { limits } = catalog.settings;
  if (principal.key !== null) assertMayPassThrough(principal.key, catalog, deployment.provider, model);
  const refused = admission.deploymentRefusal(deployment, limits);
  if (refused !== null) throw refused;
  const promptTokens = Math.ceil(body.length / bytesPerToken);
  const usage = { ...unknownUsage, promptTokens, completionTokens: answerTokens(body) };
  const { upstreamModel } = deployment;
  const reservation = admission.admit({
    facts: chargeFacts(record.intent, call),
    key: principal.key,
    groupAlias: deployment.alias,
    limits,
    deployments: [deployment],
    estimateTokens: () => promptTokens,
    estimateNanos: () => {
      const billed = { operation: "pass_through", deployment, upstreamModel, fields: {} } as const;
      const { usdNanos } = billOf(billed, usage, record.startedAt, prices);
      return usdNanos === null ? null : BigInt(usdNanos);
    },
  });
  record.holds(reservation);
  reservation.attempt(deployment); // in the same turn as the look at its budget
  return reservation;
}

function answerTokens(body: Buffer): number {
  if (body.length === 0) return 0;
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    const fields = isRecord(value) ? value : {};
    return numberOf(fields["max_tokens"]) ?? numberOf(fields["max_output_tokens"]) ?? defaultAnswerTokens;
  } catch {
    return defaultAnswerTokens;
  }
}
