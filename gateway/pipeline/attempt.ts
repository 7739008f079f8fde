/** One attempt: how this deployment answers this request, sent until the answer is worth relaying. */
import type { Deployment } from "../contract/deployment.ts";
import type { UpstreamRequest } from "../providers/provider.ts";
import type { UpstreamClient } from "../upstream/client.ts";
import type { PlannedCall } from "./call-input.ts";
import type { Resolved, Routed } from "./exchange.ts";
import type { ChatOnlyDeployments } from "./chat-only-deployments.ts";
import { localReply } from "./local-reply.ts";
import { planCall } from "./plan-call.ts";
import type { RequestRecord } from "./record.ts";
import { traceHeadersFor } from "./trace-headers.ts";
import { send, type UpstreamReply } from "./send.ts";
import { shownModelOf } from "./shown-model.ts";

export interface SendParts {
  readonly upstream: UpstreamClient;
  readonly redact: (text: string) => string;
  /** Adds what a request must be signed with. */
  readonly sign: (request: UpstreamRequest) => Promise<UpstreamRequest>;
  readonly chatOnly: ChatOnlyDeployments;
}

/** @throws GatewayError what the provider or the network said, or what this deployment cannot be asked */
export async function attempt(
  routed: Routed,
  parts: SendParts,
  record: RequestRecord,
  onClientLeave: (listener: () => void) => void,
): Promise<UpstreamReply> {
  const local = localReply(routed, record.id, record.startedAt);
  if (local !== null) return local;
  try {
    return await call(routed, parts, record, onClientLeave);
  } catch (failure) {
    if (!parts.chatOnly.learns(failure, routed)) throw failure;
    return call(routed, parts, record, onClientLeave);
  }
}

async function call(
  routed: Routed,
  parts: SendParts,
  record: RequestRecord,
  onClientLeave: (listener: () => void) => void,
): Promise<UpstreamReply> {
  const { deployment } = routed;
  const planned = plan(routed, record, parts.chatOnly.has(routed));
  record.dropped(planned.dropped);
  return send({
    client: parts.upstream,
    wire: planned.wire,
    request: traced(
      planned.request.signing === undefined ? planned.request : await parts.sign(planned.request),
      traceHeadersFor(record, routed.catalog.settings),
    ),
    isStream: routed.isStream,
    timeoutMs: timeoutFor(routed, deployment),
    names: { providerLabel: deployment.providerRow.label, alias: routed.group.alias, redact: parts.redact },
    tap: record.tapWire(),
    onClientLeave,
  });
}

/** After it is signed: no signature covers the trace. */
function traced(request: UpstreamRequest, headers: Readonly<Record<string, string>> | null): UpstreamRequest {
  return headers === null ? request : { ...request, headers: { ...request.headers, ...headers } };
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
export function timeoutFor(request: Resolved, deployment: Deployment | null): number {
  const { settings } = request.catalog;
  const plain = deployment?.timeoutMs ?? request.timeoutMs ?? settings.requestTimeoutMs;
  if (!request.isStream) return plain;
  return deployment?.streamTimeoutMs ?? request.streamTimeoutMs ?? settings.streamTimeoutMs ?? plain;
}
