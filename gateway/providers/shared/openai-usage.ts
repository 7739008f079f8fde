/**
 * Reads OpenAI's `usage` object, with OpenRouter's and DeepSeek's extra fields.
 *
 * @source OpenAI usage object: prompt_tokens_details.cached_tokens, completion_tokens_details.reasoning_tokens
 */
import type { TokenUsage } from "../../contract/usage.ts";

/** @param usage  the value of `usage` as parsed; anything but an object reads as unknown */
export function readUsage(usage: unknown): TokenUsage | null {
  if (!isRecord(usage)) return null;
  const promptDetails = usage["prompt_tokens_details"];
  const completionDetails = usage["completion_tokens_details"];
  return {
    // Media operations say input and output.
    promptTokens: count(usage["prompt_tokens"] ?? usage["input_tokens"]),
    completionTokens: count(usage["completion_tokens"] ?? usage["output_tokens"]),
    cachedTokens: count(isRecord(promptDetails) ? promptDetails["cached_tokens"] : usage["prompt_cache_hit_tokens"]),
    cacheWriteTokens: count(
      isRecord(promptDetails) ? cacheWrites(promptDetails) : usage["cache_creation_input_tokens"],
    ),
    reasoningTokens: count(isRecord(completionDetails) ? completionDetails["reasoning_tokens"] : undefined),
    reportedCostUsd: decimal(usage["cost"]),
  };
}

/** OpenRouter's word, then LiteLLM's. */
function cacheWrites(details: Record<string, unknown>): unknown {
  return details["cache_write_tokens"] ?? details["cache_creation_tokens"];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;
}

function decimal(value: unknown): string | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? String(value) : null;
}
