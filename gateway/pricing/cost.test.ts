/** The bill of one answer: each kind of count, tiers, layers of prices, and what is unknown. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CostBreakdown } from "../contract/cost.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import { bundledBook, pricedDeployment } from "./__fixtures__/priced-deployment.ts";

const book = bundledBook();
/** A Tuesday at noon, UTC. */
const noon = Date.UTC(2026, 10, 24, 12);

interface Asked {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly modelInfo?: Readonly<Record<string, unknown>>;
  readonly hasCompletion?: boolean;
  readonly atMs?: number;
}

function bill(model: string, usage: Partial<TokenUsage>, asked: Asked = {}): CostBreakdown {
  const deployment = pricedDeployment(model, asked);
  return book.bill({
    deployment,
    upstreamModel: deployment.upstreamModel,
    usage: { ...unknownUsage, ...usage },
    hasCompletion: asked.hasCompletion ?? true,
    searchContext: "medium",
    atMs: asked.atMs ?? noon,
  });
}

function shown(cost: CostBreakdown): string[] {
  return cost.lines.map(({ unit, quantity, priceKey, usd }) => `${quantity} ${unit} ${priceKey} = ${usd}`);
}

describe("a bill by tokens", () => {
  it("charges fresh, cached and said tokens each at its price", () => {
    const cost = bill("openai/gpt-4o", { promptTokens: 2006, cachedTokens: 1920, completionTokens: 300 });
    expect(shown(cost)).toEqual([
      "86 input input_cost_per_token = 0.000215",
      "1920 cache_read cache_read_input_token_cost = 0.0024",
      "300 output output_cost_per_token = 0.003",
    ]);
    expect(cost).toMatchObject({ usdNanos: "5615000", source: "price_map", entry: "gpt-4o", missing: [] });
    expect(cost.map).toMatch(/^litellm \d+\.\d+\.\d+, 20\d\d-\d\d-\d\d$/);
  });

  it("charges writes to the cache for five minutes and for an hour at their two prices", () => {
    const cost = bill("anthropic/claude-sonnet-4-5", {
      promptTokens: 10_000,
      cachedTokens: 4000,
      cacheWriteTokens: 5000,
      cacheWrite1hTokens: 2000,
      completionTokens: 100,
    });
    expect(shown(cost)).toEqual([
      "1000 input input_cost_per_token = 0.003",
      "4000 cache_read cache_read_input_token_cost = 0.0012",
      "3000 cache_write cache_creation_input_token_cost = 0.01125",
      "2000 cache_write_1h cache_creation_input_token_cost_above_1hr = 0.012",
      "100 output output_cost_per_token = 0.0015",
    ]);
    expect(cost.usdNanos).toBe("28950000");
  });

  it("takes the whole request at the long-context price above the threshold, and not at it", () => {
    const at = bill("gemini/gemini-2.5-pro", { promptTokens: 200_000, completionTokens: 10 });
    expect(at.usdNanos).toBe("250100000");
    const above = bill("gemini/gemini-2.5-pro", { promptTokens: 200_001, cachedTokens: 1, completionTokens: 10 });
    expect(shown(above)).toEqual([
      "200000 input input_cost_per_token_above_200k_tokens = 0.5",
      "1 cache_read cache_read_input_token_cost_above_200k_tokens = 0.00000025",
      "10 output output_cost_per_token_above_200k_tokens = 0.00015",
    ]);
  });

  it("takes xAI's long-context price from the threshold on", () => {
    const prices = {
      input_cost_per_token: 1e-6,
      output_cost_per_token: 1e-6,
      input_cost_per_token_above_200k_tokens: 2e-6,
    };
    const usage = { promptTokens: 200_000, completionTokens: 0 };
    expect(bill("xai/grok-mine", usage, { params: prices }).usdNanos).toBe("400000000");
    expect(bill("openai/gpt-mine", usage, { params: prices }).usdNanos).toBe("200000000");
  });

  it.each([
    ["priority", "2125000", "output_cost_per_token_priority"],
    ["batch", "625000", "output_cost_per_token_batches"],
    ["default", "1250000", "output_cost_per_token"],
    ["auto", "1250000", "output_cost_per_token"],
  ])("bills the service tier %s that served, not the one asked for", (serviceTier, usdNanos, key) => {
    const cost = bill("openai/gpt-4o", { promptTokens: 100, completionTokens: 100, serviceTier });
    expect(cost.usdNanos).toBe(usdNanos);
    expect(cost.lines.at(-1)?.priceKey).toBe(key);
  });

  it("bills reasoning at its own price where the model has one", () => {
    const cost = bill("gemini/gemini-2.5-flash-image", {
      promptTokens: 0,
      completionTokens: 1290 + 100,
      reasoningTokens: 100,
      completionImageTokens: 1290,
    });
    expect(shown(cost)).toEqual([
      "100 reasoning output_cost_per_reasoning_token = 0.00025",
      "1290 image_output output_cost_per_image_token = 0.0387",
    ]);
  });

  it("bills a token once that was both cached and seen as an image", () => {
    const cost = bill("openai/gpt-realtime", {
      promptTokens: 2461,
      cachedTokens: 2432,
      promptImageTokens: 1142,
      completionTokens: 0,
    });
    expect(cost.lines.reduce((total, { quantity }) => total + quantity, 0)).toBe(2461);
    expect(cost.lines.map(({ unit, quantity }) => [unit, quantity])).toEqual([
      ["image_input", 29],
      ["cache_read", 2432],
    ]);
  });

  it("bills heard tokens at the audio price", () => {
    const cost = bill("openai/gpt-realtime", {
      promptTokens: 110,
      promptAudioTokens: 100,
      completionTokens: 50,
      completionAudioTokens: 50,
    });
    expect(shown(cost)).toEqual([
      "10 input input_cost_per_token = 0.00004",
      "100 audio_input input_cost_per_audio_token = 0.0032",
      "50 audio_output output_cost_per_audio_token = 0.0032",
    ]);
  });

  it("bills the cheaper hours of a provider that has them", () => {
    const usage = { promptTokens: 1000, completionTokens: 1000 };
    const busy = bill("deepseek/deepseek-v4-flash", usage, { atMs: Date.UTC(2026, 10, 24, 2) });
    const calm = bill("deepseek/deepseek-v4-flash", usage, { atMs: Date.UTC(2026, 10, 24, 23, 30) });
    const sunday = bill("deepseek/deepseek-v4-flash", usage, { atMs: Date.UTC(2026, 10, 22, 2) });
    expect([busy, calm, sunday].map(({ usdNanos }) => usdNanos)).toEqual(["1500000", "750000", "750000"]);
  });

  it("adds searches of the web by the piece", () => {
    const cost = bill("anthropic/claude-sonnet-4-5", { promptTokens: 0, completionTokens: 0, webSearches: 3 });
    expect(cost).toMatchObject({ usdNanos: "30000000", lines: [{ unit: "web_search", quantity: 3 }] });
  });

  it("sums up exactly and rounds once, whatever the counts", () => {
    const prices = {
      input_cost_per_token: "1.23456789e-7",
      output_cost_per_token: 3.3e-11,
      cache_read_input_token_cost: 7e-10,
    };
    fc.assert(
      fc.property(
        fc.nat(10_000_000),
        fc.nat(10_000_000),
        fc.nat(10_000_000),
        (fresh, cachedTokens, completionTokens) => {
          const cost = bill(
            "openai/mine",
            { promptTokens: fresh + cachedTokens, cachedTokens, completionTokens },
            { params: prices },
          );
          const exact =
            BigInt(fresh) * 123_456_789n * 10n +
            BigInt(cachedTokens) * 7_000_000n * 1n +
            BigInt(completionTokens) * 330_000n;
          // In units of 1e-16 USD: prices are 1234567890, 7000000 and 330000 of them.
          expect(BigInt(cost.usdNanos ?? "-1")).toBe((exact + 5_000_000n) / 10_000_000n);
        },
      ),
    );
  });
});

describe("a bill by the piece", () => {
  it("charges speech by the character", () => {
    expect(bill("openai/tts-1", { characters: 2000 }, { hasCompletion: false }).usdNanos).toBe("30000000");
  });

  it("charges recognised speech once by the second, though the map has two names for that price", () => {
    const cost = bill("openai/whisper-1", { seconds: 12.5 }, { hasCompletion: false });
    expect(shown(cost)).toEqual(["12.5 second input_cost_per_second = 0.00125"]);
  });

  it("charges recognised speech by tokens when the provider counted them, else by the second", () => {
    const counted = bill("openai/gpt-4o-transcribe", {
      promptTokens: 100,
      promptAudioTokens: 100,
      completionTokens: 10,
      seconds: 10,
    });
    expect(counted.lines.map(({ unit }) => unit)).toEqual(["audio_input", "output"]);
    const timed = bill("openai/gpt-4o-transcribe", { seconds: 10 }, { hasCompletion: false });
    expect(timed.usdNanos).toBe("1000000");
  });

  it("charges a reranker by the search, though the map has a token price of 0 beside it", () => {
    const cost = bill(
      "openai/mine",
      { searchUnits: 2, promptTokens: 0 },
      {
        hasCompletion: false,
        modelInfo: { input_cost_per_query: 0.002, input_cost_per_token: 0, output_cost_per_token: 0 },
      },
    );
    expect(cost).toMatchObject({ usdNanos: "4000000", source: "model_info" });
  });

  it("charges an image by the piece and embeddings without a completion", () => {
    expect(
      bill("openai/mine", { images: 2 }, { hasCompletion: false, params: { output_cost_per_image: 0.04 } }).usdNanos,
    ).toBe("80000000");
    expect(bill("openai/text-embedding-3-small", { promptTokens: 1000 }, { hasCompletion: false }).usdNanos).toBe(
      "20000",
    );
  });

  it("adds what a request costs by itself", () => {
    const cost = bill(
      "openai/mine",
      { promptTokens: 0, completionTokens: 0 },
      {
        params: { input_cost_per_request: 0.005, input_cost_per_token: 0, output_cost_per_token: 0 },
      },
    );
    expect(cost.usdNanos).toBe("5000000");
  });
});

describe("where a price comes from", () => {
  const usage = { promptTokens: 1000, cachedTokens: 400, completionTokens: 100 };

  it("is the deployment's own before model_info's before the map's", () => {
    const both = {
      params: { input_cost_per_token: 1e-6 },
      modelInfo: { input_cost_per_token: 9, output_cost_per_token: 2e-6 },
    };
    const cost = bill("openai/gpt-4o", usage, both);
    expect(cost.lines.map(({ unit, source, usd }) => [unit, source, usd])).toEqual([
      ["input", "litellm_params", "0.0006"],
      ["cache_read", "litellm_params", "0.0004"],
      ["output", "model_info", "0.0002"],
    ]);
  });

  it("is never the map's list price for cached tokens where the file prices input as free", () => {
    const free = { params: { input_cost_per_token: 0, output_cost_per_token: 0 } };
    expect(bill("openai/gpt-4o", usage, free).usdNanos).toBe("0");
  });

  it("is base_model's entry where the deployment's name says nothing", () => {
    const cost = bill("azure/my-gpt", usage, { modelInfo: { base_model: "azure/gpt-4o" } });
    expect(cost.entry).toBe("azure/gpt-4o");
    expect(cost.usdNanos).not.toBeNull();
  });

  it("takes a price written as text, as YAML reads 3e-6", () => {
    expect(
      bill("openai/mine", usage, { params: { input_cost_per_token: "3e-6", output_cost_per_token: ".00001" } })
        .usdNanos,
    ).toBe("4000000");
  });

  it("is not a stranger's: a model on one's own server is not billed by the company that trained it", () => {
    for (const model of ["hosted_vllm/gpt-4o", "ollama/gpt-4o", "lm_studio/gpt-4o"])
      expect(bill(model, usage)).toMatchObject({ usdNanos: null, entry: null, missing: ["input_cost_per_token"] });
  });
});

describe("what is unknown", () => {
  it("is null with its reason, never 0: no price", () => {
    expect(bill("openai/nobody-knows", { promptTokens: 5, completionTokens: 5 })).toMatchObject({
      usdNanos: null,
      source: null,
      missing: ["input_cost_per_token"],
    });
  });

  it("is null with its reason: no count", () => {
    expect(bill("openai/gpt-4o", { promptTokens: 5 }).missing).toEqual(["completion_tokens"]);
    expect(bill("openai/gpt-4o", {}).missing).toEqual(["prompt_tokens", "completion_tokens"]);
    expect(bill("openai/whisper-1", {}, { hasCompletion: false }).missing).toEqual(["seconds"]);
  });

  it("keeps what it could charge beside what is missing", () => {
    const cost = bill("openai/gpt-4o", { promptTokens: 1000 });
    expect(cost).toMatchObject({ usdNanos: null, lines: [{ unit: "input", usd: "0.0025" }] });
  });

  it("does not take five-minute writes for hour-long ones", () => {
    const prices = {
      input_cost_per_token: 1e-6,
      output_cost_per_token: 1e-6,
      cache_creation_input_token_cost: 1.25e-6,
    };
    const usage = { promptTokens: 10, cacheWriteTokens: 10, cacheWrite1hTokens: 10, completionTokens: 0 };
    expect(bill("anthropic/mine", usage, { params: prices }).missing).toEqual([
      "cache_creation_input_token_cost_above_1hr",
    ]);
  });

  it("says so when more was cached than was sent", () => {
    expect(bill("openai/gpt-4o", { promptTokens: 10, cachedTokens: 11, completionTokens: 0 }).missing).toEqual([
      "cached_tokens",
    ]);
  });

  it("is a price that is none, and a count that is none: a bill may lack a price, never fail", () => {
    const odd = { input_cost_per_token: "1e9999", output_cost_per_token: -1, input_cost_per_second: "free" };
    expect(bill("openai/mine", { promptTokens: 1, completionTokens: 1 }, { params: odd }).usdNanos).toBeNull();
    expect(bill("openai/whisper-1", { seconds: -3 }, { hasCompletion: false })).toMatchObject({
      usdNanos: null,
      missing: ["seconds"],
    });
  });

  it("is not what the provider counted as nothing", () => {
    expect(bill("openai/gpt-4o", { promptTokens: 0, completionTokens: 0 })).toMatchObject({
      usdNanos: "0",
      missing: [],
    });
  });
});

describe("what the provider itself says it charged", () => {
  it("wins over any price", () => {
    const cost = bill("openrouter/openai/gpt-4o", { promptTokens: 1, completionTokens: 1, reportedCostUsd: "0.0123" });
    expect(cost).toMatchObject({ usdNanos: "12300000", source: "provider_reported", lines: [] });
  });

  it("may be 0 where free models exist, and is no price where it means that none is known", () => {
    const usage = { promptTokens: 100, completionTokens: 100, reportedCostUsd: "0" };
    expect(bill("openrouter/some/model:free", usage)).toMatchObject({ usdNanos: "0", source: "provider_reported" });
    expect(bill("openai/gpt-4o", usage)).toMatchObject({ usdNanos: "1250000", source: "price_map" });
    expect(bill("openai/nobody-knows", usage).usdNanos).toBeNull();
  });
});
