/**
 * Reads OpenAI's `usage` object and what the servers that speak its dialect add to it.
 *
 * Every count stands once in the result: parts stay parts of the prompt or the completion, whoever reports them how.
 * @source OpenAI chat completions, images and audio (usage); OpenRouter, usage accounting; DeepSeek, context caching;
 *   xAI, usage (`cost_in_usd_ticks` of 1e-10 USD; reasoning beside the completion); Perplexity (`cost.total_cost`)
 */
import { countOf, numberOf, recordOf, textOf } from "../../base/json-shape.ts";
import { extraUsage, type TokenUsage } from "../../contract/usage.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * @param value  the value of `usage` as parsed; anything but an object reads as unknown
 * @param serviceTier  `service_tier` beside it
 */
export function readUsage(value: unknown, serviceTier?: unknown): TokenUsage | null {
  const usage = recordOf(value);
  if (usage === null) return null;
  const prompt =
    recordOf(usage["prompt_tokens_details"] ?? usage["input_tokens_details"] ?? usage["input_token_details"]) ?? {};
  const completion = recordOf(usage["completion_tokens_details"] ?? usage["output_tokens_details"]) ?? {};
  const reasoningTokens = countOf(completion["reasoning_tokens"]);
  return {
    // Media operations say input and output.
    promptTokens: countOf(usage["prompt_tokens"] ?? usage["input_tokens"]),
    completionTokens: completionOf(usage, reasoningTokens),
    cachedTokens: most(
      prompt["cached_tokens"],
      usage["prompt_cache_hit_tokens"],
      usage["cached_tokens"],
      usage["cache_read_input_tokens"],
    ),
    // OpenRouter's word, then LiteLLM's two.
    cacheWriteTokens: most(
      prompt["cache_write_tokens"],
      prompt["cache_creation_tokens"],
      usage["cache_creation_input_tokens"],
    ),
    reasoningTokens,
    reportedCostUsd: reportedCost(usage),
    ...extraUsage({
      promptAudioTokens: countOf(prompt["audio_tokens"]),
      promptImageTokens: countOf(prompt["image_tokens"]),
      completionAudioTokens: countOf(completion["audio_tokens"]),
      completionImageTokens: countOf(completion["image_tokens"]),
      cacheWrite1hTokens: hourWrites(prompt),
      webSearches: webSearches(usage),
      seconds: numberOf(usage["seconds"]),
      serviceTier: textOf(serviceTier ?? usage["service_tier"]),
    }),
  };
}

/** xAI counts reasoning beside the completion; the total tells. */
function completionOf(usage: Fields, reasoning: number | null): number | null {
  const prompt = countOf(usage["prompt_tokens"]);
  const completion = countOf(usage["completion_tokens"] ?? usage["output_tokens"]);
  if (prompt === null || completion === null || reasoning === null) return completion;
  return countOf(usage["total_tokens"]) === prompt + completion + reasoning ? completion + reasoning : completion;
}

/** Some servers say the same count in two places and leave one of them 0. */
function most(...values: readonly unknown[]): number | null {
  const counts = values.map(countOf).filter((count) => count !== null);
  return counts.length === 0 ? null : Math.max(...counts);
}

function hourWrites(promptDetails: Fields): number | null {
  return countOf(recordOf(promptDetails["cache_creation_token_details"])?.["ephemeral_1h_input_tokens"]);
}

function webSearches(usage: Fields): number | null {
  return countOf(recordOf(usage["server_tool_use"])?.["web_search_requests"]) ?? countOf(usage["num_search_queries"]);
}

/** With a key of one's own, OpenRouter's `cost` is its fee alone: the model's price comes on top. */
function reportedCost(usage: Fields): string | null {
  const ticks = countOf(usage["cost_in_usd_ticks"]);
  if (ticks !== null) return `${ticks}e-10`;
  const cost = amount(recordOf(usage["cost"])?.["total_cost"] ?? usage["cost"]);
  if (cost === null || usage["is_byok"] !== true) return cost;
  const upstream = amount(recordOf(usage["cost_details"])?.["upstream_inference_cost"]);
  return upstream === null ? null : added(cost, upstream);
}

/** USD as decimal text; null when it is no amount. */
function amount(value: unknown): string | null {
  const number = numberOf(value);
  return number === null || number < 0 ? null : String(number);
}

/** Two amounts of at most twelve decimals, added without a float's error in the last digit. */
function added(left: string, right: string): string {
  return String(Number((Number(left) + Number(right)).toFixed(12)));
}
