/**
 * The only retry loop: pick, translate, send; on failure ask the retry policy; on success hand the reply on.
 *
 * It ends before the first byte goes to the client, so a retry can never repeat what was seen.
 */
import { GatewayError } from "../contract/errors.ts";
import type { Deployment } from "../contract/deployment.ts";
import { pickDeployment } from "../routing/pick-deployment.ts";
import { fillWildcards } from "../routing/resolve-alias.ts";
import { shouldRetry } from "../routing/retry-policy.ts";
import type { UpstreamRequest } from "../providers/provider.ts";
import type { UpstreamClient } from "../upstream/client.ts";
import type { Admitted, Routed } from "./exchange.ts";
import { localReply } from "./local-reply.ts";
import type { PlannedCall } from "./call-input.ts";
import type { ChatOnlyDeployments } from "./chat-only-deployments.ts";
import { planCall } from "./plan-call.ts";
import type { RequestRecord } from "./record.ts";
import { shownModelOf } from "./shown-model.ts";
import { send, type UpstreamReply } from "./send.ts";

export interface AttemptParts {
  readonly upstream: UpstreamClient;
  readonly random: () => number;
  readonly redact: (text: string) => string;
  /** Adds what a request must be signed with. */
  readonly sign: (request: UpstreamRequest) => Promise<UpstreamRequest>;
  readonly chatOnly: ChatOnlyDeployments;
}

export interface Answered {
  readonly routed: Routed;
  readonly reply: UpstreamReply;
}

/** @throws GatewayError the last attempt's failure, or `no_healthy_deployment` */
export async function attemptLoop(admitted: Admitted, parts: AttemptParts, record: RequestRecord): Promise<Answered> {
  const tried = new Set<string>();
  for (;;) {
    const routed = route(admitted, tried, parts.random);
    tried.add(routed.deployment.id);
    record.startAttempt(routed);
    try {
      const reply = await attempt(routed, parts, record);
      record.endAttempt(200, null);
      return { routed, reply };
    } catch (failure) {
      if (!(failure instanceof GatewayError)) throw failure;
      record.endAttempt(failure.status, failure);
      const untried = admitted.group.deployments.filter(({ id }) => !tried.has(id)).length;
      const numRetries = routed.deployment.numRetries ?? admitted.catalog.settings.numRetries;
      if (!shouldRetry({ failure, attempts: tried.size, numRetries, untried })) throw failure;
    }
  }
}

function route(admitted: Admitted, tried: ReadonlySet<string>, random: () => number): Routed {
  const deployment = pickDeployment({ group: admitted.group, tried, random });
  if (deployment === null) {
    throw new GatewayError("no_healthy_deployment", {
      message: `No deployments available for selected model. Passed model=${admitted.model}.`,
      hint: "Every deployment of this alias was left out at load; `portico check` says why.",
    });
  }
  return { ...admitted, deployment, upstreamModel: fillWildcards(deployment.upstreamModel, admitted.captures) };
}

async function attempt(routed: Routed, parts: AttemptParts, record: RequestRecord): Promise<UpstreamReply> {
  const local = localReply(routed, record.id, record.startedAt);
  if (local !== null) return local;
  try {
    return await call(routed, parts, record);
  } catch (failure) {
    if (!parts.chatOnly.learns(failure, routed)) throw failure;
    return call(routed, parts, record);
  }
}

async function call(routed: Routed, parts: AttemptParts, record: RequestRecord): Promise<UpstreamReply> {
  const { deployment } = routed;
  const planned = plan(routed, record, parts.chatOnly.has(routed));
  record.dropped(planned.dropped);
  return send({
    client: parts.upstream,
    wire: planned.wire,
    request: planned.request.signing === undefined ? planned.request : await parts.sign(planned.request),
    isStream: routed.isStream,
    timeoutMs: timeoutFor(routed, deployment),
    names: { providerLabel: deployment.providerRow.label, alias: routed.group.alias, redact: parts.redact },
    onClientLeave: (listener) => routed.reply.onLeave(listener),
  });
}

function plan(routed: Routed, record: RequestRecord, isChatOnly: boolean): PlannedCall {
  return planCall({
    ...routed,
    isChatOnly,
    shownModel: shownModelOf(routed),
    requestId: record.id,
    createdAt: Math.floor(record.startedAt / 1000),
    elapsedMs: () => record.elapsedMs(),
  });
}

/** Deployment, then request, then router; `stream_timeout` stands in for `timeout` where one is set. */
function timeoutFor(routed: Routed, deployment: Deployment): number {
  const { settings } = routed.catalog;
  const plain = deployment.timeoutMs ?? routed.timeoutMs ?? settings.requestTimeoutMs;
  if (!routed.isStream) return plain;
  return deployment.streamTimeoutMs ?? routed.streamTimeoutMs ?? settings.streamTimeoutMs ?? plain;
}
