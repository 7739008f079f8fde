/** OpenAI's word for why a choice ended. */
import type { FinishReason } from "../../contract/answer.ts";

const words: Readonly<Record<FinishReason, string>> = {
  stop: "stop",
  stop_sequence: "stop",
  length: "length",
  tool_calls: "tool_calls",
  content_filter: "content_filter",
  refusal: "content_filter",
  pause: "stop",
  context_window: "length",
};

/** @param hasRefusalText  OpenAI ends a choice whose refusal was written out with `stop` */
export function finishWord(reason: FinishReason, hasRefusalText: boolean): string {
  return reason === "refusal" && hasRefusalText ? "stop" : words[reason];
}
