/**
 * Why the model stopped, in Anthropic's words.
 *
 * @source https://docs.claude.com/en/api/handling-stop-reasons
 */
import type { FinishReason } from "../../contract/answer.ts";

export const stopReasons: Readonly<Record<FinishReason, string>> = {
  stop: "end_turn",
  stop_sequence: "stop_sequence",
  length: "max_tokens",
  tool_calls: "tool_use",
  content_filter: "refusal",
  refusal: "refusal",
  pause: "pause_turn",
  context_window: "model_context_window_exceeded",
};
