/**
 * The whole story of one request: parse, resolve, admit, attempt, relay, record.
 *
 * Authentication happened at the door, before the body was read. Whatever the exit, the record is closed exactly once.
 */
import { admit, type AdmitParts } from "./admit.ts";
import { newRequestId } from "../base/ids.ts";
import { GatewayError } from "../contract/errors.ts";
import { resolveAlias } from "../routing/resolve-alias.ts";
import { attemptLoop, type Answered, type AttemptParts } from "./attempt-loop.ts";
import type { Authenticated, ChatRequest, Resolved } from "./exchange.ts";
import { intentOf } from "./intent.ts";
import { parseRequest } from "./parse-request.ts";
import { RequestRecord, type RecorderParts } from "./record.ts";
import { relayJson, relayStream } from "./relay.ts";
import { refuse, type RefuseParts } from "./refuse.ts";
import { replyHeaders } from "./reply-headers.ts";

export interface PipelineParts extends AdmitParts, AttemptParts, RecorderParts, RefuseParts {}

/** Answers the client in every case; never rejects. */
export async function handleChat(call: Authenticated, parts: PipelineParts): Promise<void> {
  const id = newRequestId(parts.clock.wallMs());
  let record: RequestRecord | null = null;
  try {
    const request = await parseRequest(call);
    record = openRecord(id, request, parts);
    const resolved = resolve(request);
    const admitted = { ...resolved, ...admit(resolved, record, parts), admittedAtMs: parts.clock.monotonicMs() };
    await Promise.all([record.begin(), admitted.reservation.onDisk()]);
    const answered = await attemptLoop(admitted, parts, record);
    await relay(answered, record, parts);
  } catch (failure) {
    record ??= openRecord(id, call, parts);
    refuse(call, failure, record, parts);
  }
}

function openRecord(id: string, request: Authenticated | ChatRequest, parts: PipelineParts): RequestRecord {
  const { portico, turnOffMessageLogging } = request.catalog.settings;
  return new RequestRecord(parts, intentOf(id, request, parts.clock.wallMs()), request.body, {
    keepsBodies: portico.logBodies && !turnOffMessageLogging && !asksForRedaction(request),
    maxBytes: portico.logBodyBytes,
  });
}

function asksForRedaction(request: Authenticated): boolean {
  return request.headers["x-litellm-enable-message-redaction"] === "true";
}

/** @throws GatewayError `unknown_model` */
function resolve(request: ChatRequest): Resolved {
  const match = resolveAlias(request.catalog, request.model);
  if (match !== null) return { ...request, ...match };
  const reason = request.catalog.disabledAliases.get(request.model);
  throw new GatewayError("unknown_model", {
    message:
      `litellm.BadRequestError: You passed in model=${request.model}. There are no healthy deployments for this model. ` +
      `Received Model Group=${request.model}\nAvailable Model Group Fallbacks=None`,
    hint:
      reason === undefined
        ? "Call `/v1/models` to view available models for your key."
        : `The alias is in the config but does not work: ${reason}`,
  });
}

async function relay({ routed, reply }: Answered, record: RequestRecord, parts: PipelineParts): Promise<void> {
  const { settings } = routed.catalog;
  if (reply.kind === "json") record.answered(reply.usage);
  const headers = replyHeaders({
    requestId: record.id,
    attempts: record.attemptCount,
    routed,
    upstream: reply.headers,
    durationMs: record.elapsedMs(),
    // Of a stream nobody knows it yet.
    costUsdNanos: record.bill()?.usdNanos ?? null,
    redact: parts.redact,
  });
  const target = { reply: routed.reply, headers, record };
  if (reply.kind === "stream")
    return relayStream(reply, { clock: parts.clock, idleMs: settings.portico.streamIdleTimeoutMs }, target);
  relayJson(reply, target);
}
