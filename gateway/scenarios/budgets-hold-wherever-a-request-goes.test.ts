/**
 * Keys, budgets and limits together with routing: other deployments, other groups, retries, streams that go on elsewhere.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { SpendLogDetail } from "../contract/spend-log.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { HandTime } from "./hand-time.ts";
import { masterKey, readEvents, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
type Fields = Record<string, unknown>;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const entry = (alias: string, model: string, prices: string, more = ""): string =>
    `  - {model_name: ${alias}, litellm_params: {model: openai/${model}, api_base: "${upstream.url}", api_key: x, ${prices}${more}}}\n`;
  const low = "input_cost_per_token: 0.000001, output_cost_per_token: 0.000002";
  const high = "input_cost_per_token: 0.0001, output_cost_per_token: 0.0002";
  const spent = ", max_budget: 0.0000001";
  gateway = await runGateway(
    `model_list:\n` +
      entry("low", "low", low) +
      entry("high", "high", high) +
      entry("plain", "plain", low) +
      entry("capped", "capped", low, spent) +
      entry("lonely", "lonely", low, spent) +
      entry("mixed", "mixed-capped", low, `${spent}, order: 1`) +
      entry("mixed", "mixed-free", low, ", order: 2") +
      entry("tagged", "for-red", low, ", tags: [red]") +
      entry("tagged", "for-all", low, ", tags: [default]") +
      entry("streamed", "streamed", high) +
      `router_settings:\n  num_retries: 2\n  retry_after: 0\n  enable_tag_filtering: true\n  disable_cooldowns: true\n` +
      `  fallbacks: [{low: [high, plain]}, {capped: [plain]}, {streamed: [low]}]\n` +
      `portico: {continue_streams: [streamed]}\n` +
      `general_settings: {master_key: ${masterKey}}\n`,
    {},
    new HandTime().seams(() => 0),
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});
afterEach(() => upstream.faults.clear());

async function keyWith(body: Fields): Promise<{ key: string; token: string }> {
  const answer = await gateway.call("/key/generate", { method: "POST", body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { key: string; token: string };
}

async function ask(model: string, key = masterKey, more: Fields = {}): Promise<{ status: number; body: Fields }> {
  const messages = [{ role: "user", content: "hi" }];
  const answer = await gateway.chat({ model, max_tokens: 100, messages, ...more }, { key });
  return { status: answer.status, body: (await answer.json()) as Fields };
}

async function lastDetail(): Promise<SpendLogDetail> {
  const [row] = await gateway.rows(1);
  return gateway.detail(row?.id ?? "");
}

const spendOf = async (token: string): Promise<number> => {
  const { info } = (await (await gateway.call(`/key/info?key=${token}`)).json()) as { info: { spend: number } };
  return info.spend;
};

const denied = { status: 401, body: { error: { type: "key_model_access_denied" } } };

describe("a deployment whose budget is spent", () => {
  it("is left out with the reason, and another of its group answers", async () => {
    expect((await ask("mixed")).status).toBe(200);
    expect((await ask("mixed")).status).toBe(200);
    const { upstreamModel, route } = await lastDetail();
    expect(upstreamModel).toBe("mixed-free");
    const [pick] = route?.steps ?? [];
    expect(pick).toMatchObject({
      type: "pick",
      candidates: [
        { excluded: "over_budget", detail: expect.stringMatching(/^Budget has been exceeded! Current cost: /) },
        { excluded: null },
      ],
    });
  });

  it("sends its group to the fallbacks, and without one ends in budget_exceeded", async () => {
    expect((await ask("capped")).status).toBe(200);
    expect((await ask("capped")).status).toBe(200);
    expect((await lastDetail()).upstreamModel).toBe("plain");
    expect((await ask("lonely")).status).toBe(200);
    expect(await ask("lonely")).toMatchObject({
      status: 400,
      body: { error: { type: "budget_exceeded", code: "400", portico_code: "budget_exceeded" } },
    });
    expect((await lastDetail()).state).toBe("rejected");
  });
});

describe("a key", () => {
  it.each([
    [{ fallbacks: ["high"] }],
    [{ fallbacks: [{ model: "high" }] }],
    [{ fallbacks: [{ low: ["plain", "high"] }] }],
    [{ context_window_fallbacks: [{ low: ["high"] }] }],
    [{ content_policy_fallbacks: [{ low: ["high"] }] }],
  ])("reaches no alias that it may not use by naming it: %j", async (named) => {
    const { key } = await keyWith({ models: ["low", "plain"] });
    upstream.faults.set("low", "fault:500");
    const before = upstream.received.length;
    expect(await ask("low", key, named)).toMatchObject(denied);
    expect(upstream.received.length).toBe(before);
    expect((await ask("low", key, { fallbacks: ["plain"] })).status).toBe(200);
  });

  it("reaches what the file itself lets stand in", async () => {
    const { key } = await keyWith({ models: ["low"] });
    upstream.faults.set("low", "fault:500");
    expect((await ask("low", key)).status).toBe(200);
    expect((await lastDetail()).upstreamModel).toBe("high");
  });

  it("has its budget of one model where that model stands in as well", async () => {
    const { key } = await keyWith({ model_max_budget: { high: { budget_limit: 0.0001, time_period: "1d" } } });
    upstream.faults.set("low", "fault:500");
    expect((await ask("low", key)).status).toBe(200);
    expect((await ask("low", key)).status).toBe(200);
    const { upstreamModel, route } = await lastDetail();
    expect(upstreamModel).toBe("plain");
    expect(route?.steps).toContainEqual(
      expect.objectContaining({ type: "fallback", to: "high", skipped: expect.stringMatching(/^over budget: /) }),
    );
  });

  it("of whose two hundred requests all fall back to a dearer group passes its budget by one of them at most", async () => {
    const { key, token } = await keyWith({ max_budget: 0.01 });
    upstream.faults.set("low", "fault:500").set("plain", "fault:500");
    const statuses = await Promise.all(Array.from({ length: 200 }, async () => (await ask("low", key)).status));
    expect(statuses).toContain(200);
    const most = 0.0003 + 100 * 0.0002; // of one request at the dear group
    expect(await spendOf(token)).toBeLessThan(0.01 + most);
    upstream.faults.clear();
    // Nothing is held any more.
    expect([200, 400]).toContain((await ask("high", key)).status);
  });

  it("that is made anew while its requests run is charged for them", async () => {
    const { key } = await keyWith({ max_budget: 1 });
    const messages = [{ role: "user", content: "fault:paced:20:30" }];
    const running = await gateway.chat({ model: "high", stream: true, max_tokens: 50, messages }, { key });
    const next = await gateway.call("/key/regenerate", { method: "POST", body: JSON.stringify({ key }) });
    const made = (await next.json()) as { key: string; token: string };
    await running.text();
    const { costUsdNanos } = await lastDetail();
    expect(Number(costUsdNanos)).toBeGreaterThan(0);
    expect(await spendOf(made.token)).toBeCloseTo(Number(costUsdNanos) / 1e9, 12);
    expect((await ask("high", made.key, { max_tokens: 4000 })).status).toBe(200);
  });

  it("counts a request once, however often it is tried again", async () => {
    const { key } = await keyWith({ rpm_limit: 3, tpm_limit: 100_000 });
    upstream.faults.set("low", "fault:500");
    const statuses: number[] = [];
    for (let turn = 0; turn < 4; turn++) statuses.push((await ask("low", key)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it("is routed by its tags", async () => {
    const { key } = await keyWith({ tags: ["red"] });
    await ask("tagged", key);
    expect((await lastDetail()).upstreamModel).toBe("for-red");
    await ask("tagged");
    expect(await lastDetail()).toMatchObject({ upstreamModel: "for-all", route: { tags: [] } });
  });
});

describe("a stream that goes on at a fallback", () => {
  const stream = async (key: string): Promise<string[]> => {
    const messages = [{ role: "user", content: "hi" }];
    const body = { model: "streamed", stream: true, stream_options: { include_usage: true }, max_tokens: 50, messages };
    return readEvents(await gateway.chat(body, { key }));
  };

  it("is charged once, each part at the price of whom it came from", async () => {
    const { key, token } = await keyWith({ max_budget: 1 });
    upstream.faults.set("streamed", "fault:cut1");
    const events = await stream(key);
    expect(events.at(-1)).toBe("[DONE]");
    const { cost, costUsdNanos, promptTokens, completionTokens, isEstimate } = await lastDetail();
    const lines = cost?.lines ?? [];
    // What broke was not counted by its provider: estimated at the dear price. The rest was: 11 and 3 tokens, 4 cached.
    expect(lines.map(({ unit, price }) => [unit, Number(price)])).toEqual(
      expect.arrayContaining([
        ["input", 0.0001],
        ["output", 0.0002],
        ["output", 0.000002],
      ]),
    );
    const total = lines.reduce((sum, { usd }) => sum + Number(usd), 0);
    expect(Number(costUsdNanos) / 1e9).toBeCloseTo(total, 9);
    expect(isEstimate).toBe(true);
    const dear = lines.filter(({ price }) => Number(price) >= 0.0001);
    expect([promptTokens, completionTokens]).toEqual([
      11 + (dear.find(({ unit }) => unit === "input")?.quantity ?? 0),
      3 + (dear.find(({ unit }) => unit === "output")?.quantity ?? 0),
    ]);
    const usage = events.flatMap((event) => (event.includes('"usage":{') ? [JSON.parse(event) as Fields] : []));
    expect(usage).toMatchObject([{ usage: { prompt_tokens: promptTokens, completion_tokens: completionTokens } }]);
    expect(await spendOf(token)).toBeCloseTo(Number(costUsdNanos) / 1e9, 12);
    const charges = (await (await gateway.call(`/spend/logs?api_key=${token}`)).json()) as Fields[];
    expect(charges).toHaveLength(1);
  });

  it("is charged for what came, to whom it came from, when nobody goes on", async () => {
    const { key, token } = await keyWith({ max_budget: 1 });
    upstream.faults.set("streamed", "fault:cut1").set("low", "fault:500").set("high", "fault:500");
    upstream.faults.set("plain", "fault:500");
    await stream(key);
    const { state, upstreamModel, cost, costUsdNanos } = await lastDetail();
    expect({ state, upstreamModel }).toEqual({ state: "partial", upstreamModel: "streamed" });
    expect(cost?.lines.map(({ price }) => Number(price))).toEqual([0.0001, 0.0002]);
    expect(await spendOf(token)).toBeCloseTo(Number(costUsdNanos) / 1e9, 12);
    const [charge] = (await (await gateway.call(`/spend/logs?api_key=${token}`)).json()) as Fields[];
    expect(charge).toMatchObject({ model: expect.stringContaining("streamed") });
  });
});

describe("two hundred pass-through requests at once", () => {
  it("pass a provider's budget by one at most", async () => {
    const own = await runGateway(
      `model_list:\n  - {model_name: direct, litellm_params: {model: openai/direct, api_base: "${upstream.url}", ` +
        `api_key: x, use_in_pass_through: true, input_cost_per_token: 0.000001, output_cost_per_token: 0.000002}}\n` +
        `router_settings: {provider_budget_config: {openai: {budget_limit: 0.00001, time_period: 1d}}}\n` +
        `general_settings: {master_key: ${masterKey}}\n`,
    );
    const body = JSON.stringify({ model: "direct", max_tokens: 100, messages: [{ role: "user", content: "hi" }] });
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const answer = await own.call("/openai/v1/chat/completions", { method: "POST", body });
        await answer.text();
        return answer.status;
      }),
    );
    const rows = await own.rows(200);
    const nanos = rows.map(({ costUsdNanos }) => BigInt(costUsdNanos ?? 0)).reduce((sum, each) => sum + each, 0n);
    const most = rows.map(({ costUsdNanos }) => BigInt(costUsdNanos ?? 0)).reduce((a, b) => (a > b ? a : b), 0n);
    expect(statuses).toContain(200);
    expect(nanos).toBeLessThan(10_000n + most);
    await own.stop();
  });
});
