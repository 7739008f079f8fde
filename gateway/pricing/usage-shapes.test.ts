/**
 * One request as every provider would report it comes to the same bill: 1000 tokens asked, 600 of them read from the
 * cache, 100 written to it where the provider has that, 50 answered, 20 of these thought.
 */
import { describe, expect, it } from "vitest";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import { readUsage as anthropic } from "../providers/anthropic/read-usage.ts";
import { readUsage as bedrock } from "../providers/bedrock/read-usage.ts";
import { readUsage as gemini } from "../providers/gemini/read-usage.ts";
import { usageIn as ollama } from "../providers/ollama/line-shape.ts";
import { readUsage as openai } from "../providers/shared/openai-usage.ts";
import { bundledBook, pricedDeployment } from "./__fixtures__/priced-deployment.ts";

const book = bundledBook();
/** Millionths of a dollar, so that a bill can be read off. */
const deployment = pricedDeployment("openai/mine", {
  params: {
    input_cost_per_token: 1e-6,
    output_cost_per_token: 10e-6,
    output_cost_per_reasoning_token: 20e-6,
    cache_read_input_token_cost: 0.1e-6,
    cache_creation_input_token_cost: 2e-6,
    cache_creation_input_token_cost_above_1hr: 4e-6,
  },
});

function micros(usage: TokenUsage | null): number {
  const { usdNanos } = book.bill({
    deployment,
    upstreamModel: "mine",
    usage: usage ?? unknownUsage,
    hasCompletion: true,
    searchContext: "medium",
    atMs: 0,
  });
  return Number(usdNanos) / 1000;
}

const details = { prompt_tokens_details: { cached_tokens: 600 }, completion_tokens_details: { reasoning_tokens: 20 } };

describe("one request, reported by", () => {
  // 400 fresh + 60 cached + 300 said + 400 thought
  it.each<[string, TokenUsage | null]>([
    ["OpenAI", openai({ prompt_tokens: 1000, completion_tokens: 50, total_tokens: 1050, ...details })],
    [
      "OpenAI Responses",
      openai({
        input_tokens: 1000,
        output_tokens: 50,
        total_tokens: 1050,
        input_tokens_details: { cached_tokens: 600 },
        output_tokens_details: { reasoning_tokens: 20 },
      }),
    ],
    ["xAI", openai({ prompt_tokens: 1000, completion_tokens: 30, total_tokens: 1050, ...details })],
    [
      "DeepSeek",
      openai({
        prompt_tokens: 1000,
        completion_tokens: 50,
        prompt_cache_hit_tokens: 600,
        prompt_cache_miss_tokens: 400,
        completion_tokens_details: { reasoning_tokens: 20 },
      }),
    ],
    [
      "Anthropic",
      anthropic({
        input_tokens: 400,
        cache_read_input_tokens: 600,
        cache_creation_input_tokens: 0,
        output_tokens: 50,
        output_tokens_details: { thinking_tokens: 20 },
      }),
    ],
    [
      "Gemini",
      gemini({
        promptTokenCount: 1000,
        cachedContentTokenCount: 600,
        candidatesTokenCount: 30,
        thoughtsTokenCount: 20,
        totalTokenCount: 1050,
      }),
    ],
    [
      "Gemini, thoughts inside the candidates",
      gemini({
        promptTokenCount: 1000,
        cachedContentTokenCount: 600,
        candidatesTokenCount: 50,
        thoughtsTokenCount: 20,
        totalTokenCount: 1050,
      }),
    ],
  ])("%s", (_name, usage) => {
    expect(micros(usage)).toBe(400 + 60 + 300 + 400);
  });

  // 300 fresh + 60 cached + 200 written + 500 said
  it.each<[string, TokenUsage | null]>([
    [
      "OpenRouter",
      openai({
        prompt_tokens: 1000,
        completion_tokens: 50,
        prompt_tokens_details: { cached_tokens: 600, cache_write_tokens: 100 },
      }),
    ],
    [
      "LiteLLM",
      openai({
        prompt_tokens: 1000,
        completion_tokens: 50,
        prompt_tokens_details: { cached_tokens: 600, cache_creation_tokens: 100 },
        cache_creation_input_tokens: 100,
        cache_read_input_tokens: 600,
      }),
    ],
    [
      "Anthropic",
      anthropic({
        input_tokens: 300,
        cache_read_input_tokens: 600,
        cache_creation_input_tokens: 100,
        output_tokens: 50,
        cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 0 },
      }),
    ],
    [
      "Bedrock",
      bedrock({
        inputTokens: 300,
        cacheReadInputTokens: 600,
        cacheWriteInputTokens: 100,
        outputTokens: 50,
        totalTokens: 1050,
      }),
    ],
  ])("%s, with writes to the cache", (_name, usage) => {
    expect(micros(usage)).toBe(300 + 60 + 200 + 500);
  });

  // 300 fresh + 60 cached + 60 x 2 + 40 x 4 written + 500 said
  it.each<[string, TokenUsage | null]>([
    [
      "Anthropic",
      anthropic({
        input_tokens: 300,
        cache_read_input_tokens: 600,
        cache_creation_input_tokens: 100,
        output_tokens: 50,
        cache_creation: { ephemeral_5m_input_tokens: 60, ephemeral_1h_input_tokens: 40 },
      }),
    ],
    [
      "Bedrock",
      bedrock({
        inputTokens: 300,
        cacheReadInputTokens: 600,
        cacheWriteInputTokens: 100,
        outputTokens: 50,
        cacheDetails: [
          { ttl: "5m", inputTokens: 60 },
          { ttl: "1h", inputTokens: 40 },
        ],
      }),
    ],
    [
      "LiteLLM",
      openai({
        prompt_tokens: 1000,
        completion_tokens: 50,
        prompt_tokens_details: {
          cached_tokens: 600,
          cache_creation_tokens: 100,
          cache_creation_token_details: { ephemeral_1h_input_tokens: 40 },
        },
      }),
    ],
  ])("%s, with writes for an hour", (_name, usage) => {
    expect(micros(usage)).toBe(300 + 60 + 280 + 500);
  });

  it("Ollama, which has no cache price", () => {
    expect(micros(ollama({ prompt_eval_count: 1000, eval_count: 50 }))).toBe(1000 + 500);
  });
});
