/**
 * The wrong bills of other gateways, each as a request through this one: whole and streamed, with the provider's bytes as
 * they were reported.
 *
 * @source the issues named in the titles; figures are theirs
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SpendLogDetail } from "../contract/spend-log.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";
import { anthropicSse, json, sse, startScriptedUpstream, type ScriptedUpstream } from "./scripted-upstream.ts";

const chunk = (delta: unknown, finish: string | null = null, more: Record<string, unknown> = {}): unknown => ({
  id: "c1",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [{ index: 0, delta, finish_reason: finish }],
  ...more,
});
const whole = (usage: unknown): unknown => ({
  id: "c1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "OK" }, finish_reason: "stop" }],
  usage,
});
const done = "data: [DONE]";

const deepseekUsage = {
  completion_tokens: 2,
  prompt_tokens: 16_111,
  total_tokens: 16_113,
  completion_tokens_details: { reasoning_tokens: 0 },
  prompt_tokens_details: { cached_tokens: 15_872 },
};
const vercelUsage = {
  prompt_tokens: 9520,
  completion_tokens: 16,
  total_tokens: 9536,
  cost: 0.00254674,
  prompt_tokens_details: { cached_tokens: 9519, audio_tokens: 0, video_tokens: 0 },
  market_cost: 0.00254674,
  gateway_cost: 0.00254674,
};
const zeroCost = { prompt_tokens: 9, completion_tokens: 20, total_tokens: 29, cost: 0 };
const messageStart = (usage: unknown): { type: string; message: unknown } => ({
  type: "message_start",
  message: { id: "msg_1", type: "message", role: "assistant", model: "claude", content: [], stop_reason: null, usage },
});
type Event = { readonly type: string; readonly [key: string]: unknown };
const said = (text: string): Event[] => [
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } },
  { type: "content_block_stop", index: 0 },
];
const messageEnd = (usage: unknown): Event[] => [
  { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage },
  { type: "message_stop" },
];

const answers = {
  "deepseek-v4-flash-0731": json(whole(deepseekUsage)),
  "deepseek-v4-flash-0731:stream": sse(
    chunk({ role: "assistant", content: "OK" }),
    chunk({}, "stop"),
    {
      id: "c1",
      object: "chat.completion.chunk",
      created: 1,
      model: "m",
      choices: [{ index: 0, delta: {} }],
      usage: deepseekUsage,
    },
    done,
  ),
  "zai/glm-5.3:stream": sse(chunk({ content: "OK" }), chunk({}, "stop", { usage: vercelUsage }), done),
  zero: json(whole(zeroCost)),
  "zero:stream": sse(chunk({ content: "OK" }), chunk({}, "stop"), { choices: [], usage: zeroCost }, done),
  // 5 m writes in the first round alone; the total at the end covers all rounds.
  "claude-searches:stream": anthropicSse(
    messageStart({
      input_tokens: 123_201,
      cache_read_input_tokens: 426_653,
      cache_creation_input_tokens: 31_490,
      cache_creation: { ephemeral_5m_input_tokens: 31_490, ephemeral_1h_input_tokens: 0 },
      output_tokens: 1,
    }),
    ...said("found"),
    ...messageEnd({
      input_tokens: 123_201,
      cache_read_input_tokens: 426_653,
      cache_creation_input_tokens: 184_457,
      output_tokens: 100,
      server_tool_use: { web_search_requests: 5 },
    }),
  ),
  "claude-sonnet-4-5:stream": anthropicSse(
    messageStart({ input_tokens: 4, cache_read_input_tokens: 2455, cache_creation_input_tokens: 0, output_tokens: 1 }),
    ...said("hello"),
    ...messageEnd({ output_tokens: 23 }),
  ),
  "claude-cut:stream": {
    ...anthropicSse(messageStart({ input_tokens: 1000, output_tokens: 1 }), ...said("a".repeat(350)).slice(0, 2)),
    ending: "cut",
  } as const,
  "silent:stream": sse(
    chunk({ role: "assistant", content: "" }),
    ...Array.from({ length: 10 }, () => chunk({ content: "0123456" })),
    chunk({}, "stop"),
    done,
  ),
  silent: json(whole(undefined)),
  "endless:stream": { ...sse(chunk({ content: "01234567890123456789012345678901234" })), ending: "hang" } as const,
  "explicit-zero:stream": sse(
    chunk({ content: "OK" }),
    chunk({}, "stop"),
    { choices: [], usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } },
    done,
  ),
};

let upstream: ScriptedUpstream;
let gateway: RunningGateway;
beforeAll(async () => {
  upstream = await startScriptedUpstream(answers);
  const entry = (alias: string, model: string, more = ""): string =>
    `  - {model_name: "${alias}", litellm_params: {model: "${model}", api_base: "${upstream.url}", api_key: sk-provider-key-0001${more}}}\n`;
  const prices =
    ", input_cost_per_token: 0.0000014, output_cost_per_token: 0.0000044, cache_read_input_token_cost: 1.4e-7";
  gateway = await runGateway(
    `model_list:\n${entry("flash", "openai/deepseek-v4-flash-0731", ", input_cost_per_token: 2.2e-07, output_cost_per_token: 6.6e-07, cache_read_input_token_cost: 2.2e-08")}` +
      entry("glm", "vercel_ai_gateway/zai/glm-5.3", prices) +
      entry("zero", "openai/zero", prices) +
      entry("claude", "anthropic/claude-sonnet-4-5") +
      entry("searches", "anthropic/claude-searches", ", base_model: claude-sonnet-4-5") +
      entry("cut", "anthropic/claude-cut", ", base_model: claude-sonnet-4-5") +
      entry("silent", "openai/silent", prices) +
      entry("endless", "openai/endless", prices) +
      entry("explicit", "openai/explicit-zero", prices) +
      entry("priceless", "openai/silent") +
      `general_settings: {master_key: ${masterKey}}\n`,
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const messages = [{ role: "user", content: "Reply only with OK" }];
let calls = 0;

/** The row that one call leaves, in full. */
async function rowOf(make: () => Promise<void>): Promise<SpendLogDetail> {
  await make();
  const rows = await gateway.rows(++calls);
  return gateway.detail(rows[0]?.id ?? "");
}

function chat(model: string, stream: boolean): Promise<SpendLogDetail> {
  return rowOf(async () => void (await (await gateway.chat({ model, stream, messages })).text()));
}

function claude(model: string, path: "/v1/messages" | "/v1/chat/completions"): Promise<SpendLogDetail> {
  const body = JSON.stringify({ model, max_tokens: 64, stream: true, messages });
  return rowOf(async () => {
    const response = await gateway.call(path, { method: "POST", body });
    await response.text().catch(() => "the connection broke");
  });
}

describe("the bill is right where others were wrong", () => {
  it("litellm #36168: usage beside an empty choice counts, and a stream costs what the whole answer costs", async () => {
    const [first, streamed] = [await chat("flash", false), await chat("flash", true)];
    for (const row of [first, streamed])
      expect(row).toMatchObject({ promptTokens: 16_111, cachedTokens: 15_872, completionTokens: 2, isEstimate: false });
    // 239 x 0.22 + 15872 x 0.022 + 2 x 0.66 millionths; LiteLLM's stream came to four times that
    expect([first.costUsdNanos, streamed.costUsdNanos]).toEqual(["403084", "403084"]);
  });

  it("litellm #39088: a stream over Vercel's gateway keeps its cached tokens, and its own cost is the bill", async () => {
    const row = await chat("glm", true);
    expect(row).toMatchObject({ cachedTokens: 9519, costUsdNanos: "2546740" });
    expect(row.cost).toMatchObject({ source: "provider_reported", usdNanos: "2546740" });
  });

  it("litellm #37923: a cost of 0 beside priced tokens is no bill, streamed or not", async () => {
    const [first, streamed] = [await chat("zero", false), await chat("zero", true)];
    expect([first.costUsdNanos, streamed.costUsdNanos]).toEqual(["100600", "100600"]); // 9 x 1400 + 20 x 4400 nanos
    expect(streamed.cost?.source).toBe("litellm_params");
  });

  it.each(["/v1/messages", "/v1/chat/completions"] as const)(
    "litellm #42663: with server tools, every written token is charged, not the first round's alone (%s)",
    async (path) => {
      const row = await claude("searches", path);
      expect(row).toMatchObject({ promptTokens: 734_311, cachedTokens: 426_653, cacheWriteTokens: 184_457 });
      const lines = Object.fromEntries((row.cost?.lines ?? []).map(({ unit, quantity }) => [unit, quantity]));
      expect(lines).toEqual({ input: 123_201, cache_read: 426_653, cache_write: 184_457, output: 100, web_search: 5 });
      // 0.369603 + 0.1279959 + 0.69171375 + 0.0015 + 0.05
      expect(row.costUsdNanos).toBe("1240812650");
    },
  );

  it.each(["/v1/messages", "/v1/chat/completions"] as const)(
    "litellm #11789: a streamed Claude answer is charged its cached tokens at the cache's price (%s)",
    async (path) => {
      const row = await claude("claude", path);
      expect(row).toMatchObject({ promptTokens: 2459, cachedTokens: 2455, completionTokens: 23 });
      expect(row.costUsdNanos).toBe("1093500"); // 4 x 3 + 2455 x 0.3 + 23 x 15 millionths
      expect(row.cost).toMatchObject({ source: "price_map", entry: "claude-sonnet-4-5" });
    },
  );

  it("cc-switch #1127: a stream that breaks leaves its row and its bill, from what is known", async () => {
    const row = await claude("cut", "/v1/messages");
    expect(row).toMatchObject({ state: "partial", promptTokens: 1000, completionTokens: 100, isEstimate: true });
    expect(row.costUsdNanos).toBe("4500000"); // 1000 x 3 as reported, 350 characters as 100 tokens x 15 millionths
    expect(row.cost?.isEstimate).toBe(true);
  });

  it("cc-switch #1127: a stream that the client leaves is billed too", async () => {
    const row = await rowOf(async () => {
      const leave = new AbortController();
      const response = await gateway.chat({ model: "endless", stream: true, messages }, { signal: leave.signal });
      await response.body?.getReader().read();
      leave.abort();
    });
    expect(row).toMatchObject({ state: "client_abort", completionTokens: 10, isEstimate: true });
    const expected = BigInt(row.promptTokens ?? 0) * 1400n + 10n * 4400n;
    expect(row.costUsdNanos).toBe(expected.toString());
  });

  it("litellm #37992: what the provider counted as nothing is not estimated into something", async () => {
    expect(await chat("explicit", true)).toMatchObject({
      promptTokens: 0,
      completionTokens: 0,
      costUsdNanos: "0",
      isEstimate: false,
    });
  });
});

describe("where the provider reported no usage at all", () => {
  it("tokens are estimated from what was asked and said, and marked so", async () => {
    const streamed = await chat("silent", true);
    expect(streamed).toMatchObject({ completionTokens: 20, isEstimate: true });
    expect(streamed.promptTokens).toBeGreaterThan(4);
    expect(await chat("silent", false)).toMatchObject({ completionTokens: 1, isEstimate: true });
  });

  it("a model without a price is unknown, with what is missing, and no header claims a cost", async () => {
    const row = await rowOf(async () => {
      const response = await gateway.chat({ model: "priceless", messages });
      expect(response.headers.get("x-litellm-response-cost")).toBeNull();
      await response.text();
    });
    expect(row).toMatchObject({
      costUsdNanos: null,
      cost: { usdNanos: null, source: null, missing: ["input_cost_per_token"] },
    });
  });

  it("a known cost stands in the header of a whole answer", async () => {
    await rowOf(async () => {
      const response = await gateway.chat({ model: "flash", messages });
      expect(response.headers.get("x-litellm-response-cost")).toBe("0.000403084");
      await response.text();
    });
  });
});
