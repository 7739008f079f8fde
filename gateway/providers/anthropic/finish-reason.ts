/**
 * Anthropic's stop reasons in the form's words; one nobody knows yet counts as a plain stop.
 *
 * @source https://docs.claude.com/en/api/handling-stop-reasons
 */
import type { FinishReason } from "../../contract/answer.ts";

const reasons: ReadonlyMap<unknown, FinishReason> = new Map<unknown, FinishReason>([
  ["end_turn", "stop"],
  ["stop_sequence", "stop_sequence"],
  ["max_tokens", "length"],
  ["tool_use", "tool_calls"],
  ["pause_turn", "pause"],
  ["refusal", "refusal"],
  ["model_context_window_exceeded", "context_window"],
]);

export function finishReason(stopReason: unknown): FinishReason {
  return reasons.get(stopReason) ?? "stop";
}
