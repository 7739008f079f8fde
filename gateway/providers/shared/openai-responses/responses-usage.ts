/**
 * Reads the `usage` object of a Responses answer.
 *
 * @source https://platform.openai.com/docs/api-reference/responses/object: cached and cache-written tokens are part of
 *   `input_tokens`, reasoning tokens of `output_tokens`; `cost` is OpenRouter's and LiteLLM's
 */
import { countOf, numberOf, recordOf } from "../../../base/json-shape.ts";
import type { TokenUsage } from "../../../contract/usage.ts";

/** @returns null when there is no usage object */
export function readResponsesUsage(value: unknown): TokenUsage | null {
  const usage = recordOf(value);
  if (usage === null) return null;
  const input = recordOf(usage["input_tokens_details"]);
  const cost = numberOf(usage["cost"]);
  return {
    promptTokens: countOf(usage["input_tokens"]),
    completionTokens: countOf(usage["output_tokens"]),
    cachedTokens: countOf(input?.["cached_tokens"]),
    cacheWriteTokens: countOf(input?.["cache_write_tokens"]),
    reasoningTokens: countOf(recordOf(usage["output_tokens_details"])?.["reasoning_tokens"]),
    reportedCostUsd: cost === null || cost < 0 ? null : String(cost),
  };
}
