/** How a span ends: its status, and what happened on the way. */
import { SpanStatusCode, type SpanStatus } from "@opentelemetry/api";
import { cleanText, finishAttributes, type TextPolicy } from "./attribute-values.ts";
import type { EventFacts, SpanFacts } from "./gateway-span.ts";
import { events, general } from "./span-names.ts";
import type { SpanScene } from "./span-scene.ts";

export interface Failure {
  /** Our error code; no text that differs from request to request. */
  readonly type: string;
  readonly message: string | null;
}

export interface SpanEnd extends Pick<SpanFacts, "status" | "events" | "endMs"> {}

interface Ending {
  readonly scene: SpanScene;
  readonly failure: Failure | null;
  readonly endMs: number;
  /** Epoch milliseconds; null where none came within this span. */
  readonly firstTokenAt: number | null;
}

export function endOf({ scene, failure, endMs, firstTokenAt }: Ending, policy: TextPolicy): SpanEnd {
  const first = firstTokenAt === null ? [] : [{ name: events.firstToken, atMs: firstTokenAt, attributes: {} }];
  return {
    endMs,
    status: statusOf(failure, scene, policy),
    events: failure === null ? first : [...first, exceptionEvent(failure, endMs, policy)],
  };
}

/** Why the request failed; null when it did not. */
export function requestFailure({ outcome: { state, errorCode, errorMessage } }: SpanScene): Failure | null {
  return state === "ok" ? null : { type: errorCode ?? state, message: errorMessage };
}

/** The conventions leave a good end unset; LiteLLM says OK. */
function statusOf(failure: Failure | null, { names }: SpanScene, policy: TextPolicy): SpanStatus {
  if (failure === null) return { code: names.litellm ? SpanStatusCode.OK : SpanStatusCode.UNSET };
  return { code: SpanStatusCode.ERROR, message: cleanText(failure.message ?? failure.type, policy) };
}

function exceptionEvent({ type, message }: Failure, atMs: number, policy: TextPolicy): EventFacts {
  const draft = { [general.exceptionType]: type, [general.exceptionMessage]: message };
  return { name: events.exception, atMs, attributes: finishAttributes(draft, policy) };
}
