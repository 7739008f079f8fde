/**
 * Cohere's finish reasons in the form's words; null = the generation failed.
 *
 * @source https://docs.cohere.com/reference/chat (finish_reason); ERROR_TOXIC and ERROR_LIMIT: older models
 */
import type { FinishReason } from "../../contract/answer.ts";

const reasons: ReadonlyMap<unknown, FinishReason | null> = new Map<unknown, FinishReason | null>([
  ["COMPLETE", "stop"],
  ["STOP_SEQUENCE", "stop_sequence"],
  ["MAX_TOKENS", "length"],
  ["TOOL_CALL", "tool_calls"],
  ["ERROR_TOXIC", "content_filter"],
  ["ERROR_LIMIT", "context_window"],
  ["ERROR", null],
  ["TIMEOUT", null],
]);

export function finishReason(value: unknown): FinishReason | null {
  const reason = reasons.get(value);
  return reason === undefined ? "stop" : reason;
}
