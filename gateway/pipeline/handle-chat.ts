/**
 * The whole story of one request: parse, resolve, admit, attempt, relay, record.
 *
 * Authentication happened at the door, before the body was read. Whatever the exit, the record is closed exactly once.
 */
import { admit, type AdmitParts } from "./admit.ts";
import { newRequestId } from "../base/ids.ts";
import { attemptLoop, type Answered, type AttemptParts } from "./attempt-loop.ts";
import type { Authenticated } from "./exchange.ts";
import { limitHeaders } from "./limit-headers.ts";
import { bodyPolicyOf, openRecord } from "./open-record.ts";
import { parseRequest } from "./parse-request.ts";
import type { RequestRecord, RecorderParts } from "./record.ts";
import { relayJson, relayStream } from "./relay.ts";
import { refuse, type RefuseParts } from "./refuse.ts";
import { replyHeaders } from "./reply-headers.ts";
import { resumableFor } from "./resumable-for.ts";
import { resolveRequest } from "./resolve-request.ts";

export interface PipelineParts extends AdmitParts, AttemptParts, RecorderParts, RefuseParts {}

/** Answers the client in every case; never rejects. */
export async function handleChat(call: Authenticated, parts: PipelineParts): Promise<void> {
  const id = newRequestId(parts.clock.wallMs());
  let record: RequestRecord | null = null;
  try {
    const request = await parseRequest(call);
    record = openRecord(id, request, parts);
    const resolved = resolveRequest(request);
    const names = [resolved.model, resolved.groupName, resolved.group.alias];
    record.keepBodiesBy(bodyPolicyOf(resolved.catalog, names, resolved.headers));
    const reservation = admit(resolved, record, parts);
    const admittedAtMs = parts.clock.monotonicMs();
    const admitted = { ...resolved, reservation, admittedAtMs, resumable: resumableFor(resolved) };
    await Promise.all([record.begin(), reservation.onDisk()]);
    const answered = await attemptLoop(admitted, parts, record);
    await relay(answered, record, parts);
  } catch (failure) {
    record ??= openRecord(id, call, parts);
    refuse(call, failure, record, parts);
  }
}

async function relay(
  { routed, reply, settlement, resume }: Answered,
  record: RequestRecord,
  parts: PipelineParts,
): Promise<void> {
  const { settings } = routed.catalog;
  if (reply.kind === "json") record.answered(reply.usage);
  const limits = limitHeaders(routed.reservation, routed.principal.key, routed.model);
  const headers = replyHeaders({
    requestId: record.id,
    route: record.route,
    routed,
    upstream: reply.headers,
    limits,
    durationMs: record.elapsedMs(),
    // Of a stream nobody knows it yet.
    costUsdNanos: record.bill()?.usdNanos ?? null,
    redact: parts.redact,
  });
  const target = { reply: routed.reply, headers, limits, record, settlement, resume };
  try {
    if (reply.kind === "stream")
      await relayStream(reply, { clock: parts.clock, idleMs: settings.portico.streamIdleTimeoutMs }, target);
    else relayJson(reply, target);
  } finally {
    settlement.close(record.usage, null); // counts once: a broken stream has said so already
  }
}
