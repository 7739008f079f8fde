/**
 * A choice's `finish_reason` in our words, with the words of servers that kept their own.
 *
 * A named tool choice and some servers end a tool call with `stop`; clients of other dialects must hear of the call.
 */
import type { FinishReason } from "../../contract/answer.ts";

const reasons: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool_calls",
  function_call: "tool_calls",
  content_filter: "content_filter",
  max_tokens: "length",
  max_length: "length",
  model_length: "length",
  tool_use: "tool_calls",
  refusal: "refusal",
};
const failures = new Set(["error", "abort", "insufficient_system_resource"]);

/** @returns what the provider meant by an ending that is none; null for a real one */
export function failureIn(word: string): string | null {
  return failures.has(word) ? `The provider ended the answer with finish_reason "${word}".` : null;
}

export interface ChoiceTraits {
  readonly hasCalls: boolean;
  readonly hasRefusal: boolean;
  /** vLLM names the sequence that ended the text. */
  readonly stopSequence: string | null;
}

export function finishOf(word: string, { hasCalls, hasRefusal, stopSequence }: ChoiceTraits): FinishReason {
  const reason = Object.hasOwn(reasons, word) ? (reasons[word] ?? "stop") : "stop";
  if (reason !== "stop") return reason;
  if (hasCalls) return "tool_calls";
  if (hasRefusal) return "refusal";
  return stopSequence === null ? "stop" : "stop_sequence";
}
