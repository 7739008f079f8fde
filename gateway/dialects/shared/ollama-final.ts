/**
 * What ends an Ollama answer: why it ended, how long it took, how many tokens; as JSON members behind `done`.
 *
 * Ollama knows `stop` and `length`; calls, refusals and filters end with `stop`. What was not measured or counted is
 * left out, never 0.
 */
import type { FinishReason } from "../../contract/answer.ts";
import type { TokenUsage } from "../../contract/usage.ts";

export interface Timing {
  readonly totalMs: number;
  /** When the first content went out; null = there was none, or it was not seen. */
  readonly firstMs: number | null;
}

export function finalMembers(finish: FinishReason, usage: TokenUsage, timing: Timing | null): string {
  const reason = finish === "length" || finish === "context_window" ? "length" : "stop";
  const firstMs = timing?.firstMs ?? null;
  return (
    `,"done_reason":"${reason}"` +
    member("total_duration", nanos(timing?.totalMs ?? null)) +
    member("prompt_eval_count", usage.promptTokens) +
    member("prompt_eval_duration", nanos(firstMs)) +
    member("eval_count", usage.completionTokens) +
    member("eval_duration", timing === null || firstMs === null ? null : nanos(timing.totalMs - firstMs))
  );
}

function member(name: string, value: number | null): string {
  return value === null ? "" : `,"${name}":${value}`;
}

function nanos(ms: number | null): number | null {
  return ms === null ? null : Math.max(0, Math.round(ms * 1e6));
}
