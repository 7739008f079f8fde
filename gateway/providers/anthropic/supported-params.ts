/**
 * OpenAI's names of what a Claude model can be told.
 *
 * @source LiteLLM 1.103.7: seed, n, penalties, logprobs are a 400; models without sampling refuse temperature and top_p
 */
import type { WireFamily } from "../../contract/conversation.ts";
import type { ModelTraits } from "./model-table.ts";

const always = [
  "max_tokens",
  "max_completion_tokens",
  "stop",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "response_format",
  "user",
  "web_search_options",
];

/** @param family  the client's: `service_tier` has other values in OpenAI's API */
export function supportedParams({ thinking, takesSampling }: ModelTraits, family: WireFamily): ReadonlySet<string> {
  return new Set([
    ...always,
    ...(takesSampling ? ["temperature", "top_p", "top_k"] : []),
    ...(thinking === "none" ? [] : ["reasoning_effort", "thinking"]),
    ...(family === "anthropic" ? ["service_tier"] : []),
  ]);
}
