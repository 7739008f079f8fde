/** The usage shapes of providers that speak OpenAI's dialect, as their documentation or wire shows them. */
import { describe, expect, it } from "vitest";
import { readUsage } from "./openai-usage.ts";

const nothing = { cachedTokens: null, cacheWriteTokens: null, reasoningTokens: null, reportedCostUsd: null };

describe("the usage object", () => {
  it.each<[string, unknown, Record<string, unknown>]>([
    [
      "OpenAI chat",
      {
        prompt_tokens: 2006,
        completion_tokens: 300,
        total_tokens: 2306,
        prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0 },
        completion_tokens_details: {
          reasoning_tokens: 64,
          audio_tokens: 0,
          accepted_prediction_tokens: 0,
          rejected_prediction_tokens: 0,
        },
      },
      {
        promptTokens: 2006,
        completionTokens: 300,
        cachedTokens: 1920,
        reasoningTokens: 64,
        promptAudioTokens: 0,
        completionAudioTokens: 0,
      },
    ],
    [
      "OpenAI Responses, with writes to the cache",
      {
        input_tokens: 172_000,
        input_tokens_details: { cached_tokens: 155_000, cache_write_tokens: 3000 },
        output_tokens: 10,
        output_tokens_details: { reasoning_tokens: 4 },
        total_tokens: 172_010,
      },
      {
        promptTokens: 172_000,
        completionTokens: 10,
        cachedTokens: 155_000,
        cacheWriteTokens: 3000,
        reasoningTokens: 4,
      },
    ],
    [
      "OpenAI images",
      {
        total_tokens: 100,
        input_tokens: 50,
        output_tokens: 50,
        input_tokens_details: { text_tokens: 10, image_tokens: 40 },
      },
      { promptTokens: 50, completionTokens: 50, promptImageTokens: 40 },
    ],
    [
      "OpenAI transcription by tokens",
      {
        type: "tokens",
        input_tokens: 14,
        input_token_details: { text_tokens: 0, audio_tokens: 14 },
        output_tokens: 45,
        total_tokens: 59,
      },
      { promptTokens: 14, completionTokens: 45, promptAudioTokens: 14 },
    ],
    [
      "OpenAI transcription by the second",
      { type: "duration", seconds: 12 },
      { promptTokens: null, completionTokens: null, seconds: 12 },
    ],
    [
      "OpenRouter",
      {
        prompt_tokens: 194,
        completion_tokens: 2,
        total_tokens: 196,
        cost: 0.95,
        cost_details: { upstream_inference_cost: 19 },
        is_byok: false,
        prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 100, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
      {
        promptTokens: 194,
        completionTokens: 2,
        cachedTokens: 0,
        cacheWriteTokens: 100,
        reasoningTokens: 0,
        promptAudioTokens: 0,
        reportedCostUsd: "0.95",
      },
    ],
    [
      "OpenRouter with a key of one's own: its fee and the model's price",
      {
        prompt_tokens: 1,
        completion_tokens: 1,
        total_tokens: 2,
        cost: 0.0001,
        is_byok: true,
        cost_details: { upstream_inference_cost: 0.0002 },
      },
      { promptTokens: 1, completionTokens: 1, reportedCostUsd: "0.0003" },
    ],
    [
      "OpenRouter with a key of one's own and no price of the model's: unknown",
      {
        prompt_tokens: 1,
        completion_tokens: 1,
        total_tokens: 2,
        cost: 0.0001,
        is_byok: true,
        cost_details: { upstream_inference_cost: null },
      },
      { promptTokens: 1, completionTokens: 1 },
    ],
    [
      "DeepSeek",
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_cache_hit_tokens: 64,
        prompt_cache_miss_tokens: 36,
        completion_tokens_details: { reasoning_tokens: 30 },
      },
      { promptTokens: 100, completionTokens: 50, cachedTokens: 64, reasoningTokens: 30 },
    ],
    [
      "xAI: reasoning stands beside the completion, the price in ticks",
      {
        prompt_tokens: 32,
        completion_tokens: 9,
        total_tokens: 135,
        prompt_tokens_details: { text_tokens: 32, audio_tokens: 0, image_tokens: 0, cached_tokens: 6 },
        completion_tokens_details: {
          reasoning_tokens: 94,
          audio_tokens: 0,
          accepted_prediction_tokens: 0,
          rejected_prediction_tokens: 0,
        },
        num_sources_used: 0,
        cost_in_usd_ticks: 49_100_000,
      },
      {
        promptTokens: 32,
        completionTokens: 103,
        cachedTokens: 6,
        reasoningTokens: 94,
        promptAudioTokens: 0,
        promptImageTokens: 0,
        completionAudioTokens: 0,
        reportedCostUsd: "49100000e-10",
      },
    ],
    [
      "vLLM",
      { prompt_tokens: 7, total_tokens: 12, completion_tokens: 5, prompt_tokens_details: null },
      { promptTokens: 7, completionTokens: 5 },
    ],
    [
      "Moonshot",
      { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25, cached_tokens: 16 },
      { promptTokens: 20, completionTokens: 5, cachedTokens: 16 },
    ],
    [
      "Perplexity",
      {
        prompt_tokens: 9,
        completion_tokens: 41,
        total_tokens: 50,
        search_context_size: "low",
        num_search_queries: 2,
        cost: { input_tokens_cost: 0, output_tokens_cost: 0, total_cost: 0.0061 },
      },
      { promptTokens: 9, completionTokens: 41, webSearches: 2, reportedCostUsd: "0.0061" },
    ],
    [
      "LiteLLM before Claude: the count stands in two places and one of them is 0",
      {
        prompt_tokens: 2459,
        completion_tokens: 23,
        total_tokens: 2482,
        prompt_tokens_details: {
          audio_tokens: null,
          cached_tokens: 0,
          cache_creation_token_details: { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 2 },
        },
        cache_read_input_tokens: 2455,
        cache_creation_input_tokens: 3,
        server_tool_use: { web_search_requests: 1 },
      },
      {
        promptTokens: 2459,
        completionTokens: 23,
        cachedTokens: 2455,
        cacheWriteTokens: 3,
        cacheWrite1hTokens: 2,
        webSearches: 1,
      },
    ],
    ["an embedding", { prompt_tokens: 5, total_tokens: 5 }, { promptTokens: 5, completionTokens: null }],
    [
      "counts that are none",
      { prompt_tokens: -1, completion_tokens: 1.5, cost: -2 },
      { promptTokens: null, completionTokens: null },
    ],
  ])("of %s is read whole", (_name, value, wanted) => {
    expect(readUsage(value)).toEqual({ ...nothing, ...wanted });
  });

  it("takes the service tier beside it", () => {
    expect(readUsage({ prompt_tokens: 1 }, "flex")?.serviceTier).toBe("flex");
  });

  it.each([null, undefined, "12", [], 7])("is not %j", (value) => {
    expect(readUsage(value)).toBeNull();
  });
});
