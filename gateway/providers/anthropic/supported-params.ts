/**
 * OpenAI's names of what a Claude model can be told.
 *
 * @source LiteLLM 1.103.7: seed, n, penalties, logprobs are a 400; models without sampling refuse temperature and top_p
 */
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

export function supportedParams({ thinking, takesSampling }: ModelTraits): ReadonlySet<string> {
  return new Set([
    ...always,
    ...(takesSampling ? ["temperature", "top_p", "top_k"] : []),
    ...(thinking === "none" ? [] : ["reasoning_effort", "thinking"]),
  ]);
}
