/**
 * Google's words for why an answer ended, in ours. A reason nobody knows yet counts as a plain stop.
 *
 * @source https://ai.google.dev/api/generate-content#FinishReason; LiteLLM's mapping for `OTHER` and malformed calls
 */
import type { FinishReason } from "../../contract/answer.ts";

const filtered: ReadonlySet<string> = new Set(
  [
    "SAFETY RECITATION LANGUAGE OTHER BLOCKLIST PROHIBITED_CONTENT SPII MODEL_ARMOR JAILBREAK",
    "IMAGE_SAFETY IMAGE_PROHIBITED_CONTENT IMAGE_RECITATION",
  ]
    .join(" ")
    .split(" "),
);

/** @param hasCalls  the choice holds a tool call, which Google does not say in its reason */
export function finishReason(word: string, hasCalls: boolean): FinishReason {
  if (word === "MAX_TOKENS") return "length";
  if (filtered.has(word)) return "content_filter";
  return hasCalls ? "tool_calls" : "stop";
}
