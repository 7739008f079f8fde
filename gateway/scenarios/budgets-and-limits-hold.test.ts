/**
 * Budgets and rate limits in a whole gateway: races, every exit, every surface, and sums that equal the requests.
 *
 * Wrong elsewhere and right here, by name: litellm #40095, #26672 (budgets passed), #27735, #40050 (enforced twice what was
 * spent).
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type CallOptions, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
type Fields = Record<string, unknown>;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const priced = `api_base: "${upstream.url}", api_key: sk-upstream-1, input_cost_per_token: 0.000001, output_cost_per_token: 0.000002`;
  gateway = await runGateway(`
model_list:
  - model_name: priced
    litellm_params: {model: openai/up-model, ${priced}, use_in_pass_through: true}
  - model_name: capped
    litellm_params: {model: openai/up-model, ${priced}, max_budget: 0.00001, budget_duration: 1d}
  - model_name: bounded
    litellm_params: {model: openai/up-model, ${priced}}
  - model_name: by-provider
    litellm_params: {model: groq/up-model, ${priced}}
  - model_name: unpriced
    litellm_params: {model: openai/nobody-knows-this-model, api_base: "${upstream.url}", api_key: sk-upstream-1}
router_settings:
  provider_budget_config: {groq: {budget_limit: 0.00001, time_period: 1d}}
litellm_settings:
  tag_budget_config: {small: {max_budget: 0.00001, budget_duration: 1d}}
portico:
  alias_budget_config: {bounded: {max_budget: 0.00001}}
general_settings:
  master_key: ${masterKey}
`);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

async function generate(body: Fields): Promise<{ key: string; token: string }> {
  const answer = await gateway.call("/key/generate", { method: "POST", body: JSON.stringify(body) });
  return (await answer.json()) as { key: string; token: string };
}

const say = (text: string, more: Fields = {}): Fields => ({
  model: "priced",
  max_tokens: 100,
  messages: [{ role: "user", content: text }],
  ...more,
});

async function chat(
  key: string,
  body: Fields = say("hi"),
  options: CallOptions = {},
): Promise<{ status: number; body: Fields; headers: Headers }> {
  const answer = await gateway.chat(body, { ...options, key });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) as Fields };
}

const infoOf = async (token: string): Promise<Fields> =>
  ((await (await gateway.call(`/key/info?key=${token}`)).json()) as { info: Fields }).info;

/** The log's own sum, which nothing of the ledger had a hand in. */
async function loggedNanos(token: string, count: number): Promise<bigint> {
  const rows = (await gateway.rows(count)).filter(({ keyDigest }) => keyDigest === token.slice(0, 12));
  return rows.reduce((sum, { costUsdNanos }) => sum + BigInt(costUsdNanos ?? 0), 0n);
}

describe("a key's budget", () => {
  it("on its last cent, of two hundred at once, is passed by one request at most", async () => {
    const { key, token } = await generate({ max_budget: 0.00001 });
    const statuses = await Promise.all(Array.from({ length: 200 }, async () => (await chat(key)).status));
    const passed = statuses.filter((status) => status === 200).length;
    expect(passed).toBeGreaterThanOrEqual(1);
    for (const status of statuses) expect([200, 429, 400]).toContain(status);
    expect(statuses).toContain(429); // what is reserved may be free again soon
    const nanos = await loggedNanos(token, 200);
    expect(nanos).toBeGreaterThan(0n);
    expect(Number((await infoOf(token))["spend"]) * 1e9).toBeCloseTo(Number(nanos), 3);
    const one = nanos / BigInt(passed);
    expect(nanos).toBeLessThan(10_000n + one);
    while ((await chat(key)).status === 200);
    expect(await chat(key)).toMatchObject({ status: 400, body: { error: { type: "budget_exceeded", code: "400" } } });
  });

  it("is free again whatever way a request ends", async () => {
    const { key, token } = await generate({ max_budget: 0.01 });
    await chat(key, say("fault:status:500"));
    await chat(key, say("hi", { model: "no-such-alias" }));
    await chat(key, say("hi", { temperature: 0.1, stream: false }));
    const leaver = new AbortController();
    const left = gateway.chat(say("fault:paced:40:100", { stream: true }), { key, signal: leaver.signal });
    await (await left).body?.getReader().read();
    leaver.abort();
    await gateway.rows(4);
    await expect.poll(async () => (await chat(key, say("hi"))).status).toBe(200);
    // Nothing is held: a request that would reserve nearly all of it may still begin.
    const dear = await chat(key, say("hi", { max_tokens: 4900 }));
    expect(dear.status).toBe(200);
    const info = await infoOf(token);
    const sums = (await (await gateway.call(`/spend/logs?api_key=${token}`)).json()) as { spend: number }[];
    expect(Number(info["spend"])).toBeCloseTo(
      sums.reduce((sum, { spend }) => sum + spend, 0),
      12,
    );
  });

  it("of one model leaves the others alone", async () => {
    const { key } = await generate({ model_max_budget: { priced: { budget_limit: 0.0000001, time_period: "1d" } } });
    expect([(await chat(key)).status, (await chat(key)).status]).toEqual([200, 400]);
    expect((await chat(key, say("hi", { model: "unpriced" }))).status).toBe(200);
  });

  it("covers streams, embeddings, Messages and pass-through", async () => {
    const { key } = await generate({ max_budget: 1, spend: 1 });
    const calls: [string, Fields][] = [
      ["/v1/chat/completions", say("hi", { stream: true })],
      ["/v1/completions", { model: "priced", prompt: "hi" }],
      ["/v1/embeddings", { model: "priced", input: "hi" }],
      ["/v1/messages", say("hi")],
      ["/v1/responses", { model: "priced", input: "hi" }],
      ["/v1/moderations", { model: "priced", input: "hi" }],
      ["/v1/rerank", { model: "priced", query: "a", documents: ["b"] }],
      ["/v1/images/generations", { model: "priced", prompt: "hi" }],
      ["/v1/audio/speech", { model: "priced", input: "hi", voice: "alloy" }],
      ["/openai/v1/chat/completions", { ...say("hi"), model: "up-model" }],
    ];
    const before = upstream.received.length;
    for (const [path, body] of calls) {
      const answer = await gateway.call(path, { method: "POST", body: JSON.stringify(body), key });
      expect(answer.status, path).toBe(400);
      expect(await answer.text(), path).toContain("Budget has been exceeded!");
    }
    expect(upstream.received.length).toBe(before);
  });
});

describe("the file's budgets", () => {
  it.each([
    ["of a deployment", { model: "capped" }],
    ["of an alias", { model: "bounded" }],
    ["of a provider", { model: "by-provider" }],
    ["of a tag", { tags: ["small"] }],
  ])("%s end what they bound", async (_name, more) => {
    const { key } = await generate({});
    const statuses: number[] = [];
    for (let turn = 0; turn < 4; turn++) statuses.push((await chat(key, say("hi", more))).status);
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(400);
    expect((await chat(key)).status).toBe(200);
  });
});

describe("a key's rate limits", () => {
  it("let exactly so many through, of two hundred at once", async () => {
    const { key } = await generate({ rpm_limit: 7 });
    const answers = await Promise.all(Array.from({ length: 200 }, () => chat(key)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(refused?.headers.get("rate_limit_type")).toBe("requests");
    expect(refused?.body).toMatchObject({
      error: { message: expect.stringMatching(/^Rate limit exceeded for api_key: /) },
    });
  });

  it("bound what runs at once, and free the place when a client leaves", async () => {
    const { key } = await generate({ max_parallel_requests: 2 });
    const leaver = new AbortController();
    const slow = say("fault:paced:50:100", { stream: true });
    const running = await Promise.all([1, 2].map(() => gateway.chat(slow, { key, signal: leaver.signal })));
    expect(running.map(({ status }) => status)).toEqual([200, 200]);
    expect((await chat(key)).headers.get("rate_limit_type")).toBe("max_parallel_requests");
    leaver.abort();
    await Promise.all(running.map((answer) => answer.text().catch(() => "")));
    await expect.poll(async () => (await chat(key)).status).toBe(200);
  });

  it("are told in the headers", async () => {
    const { key } = await generate({ rpm_limit: 9, tpm_limit: 100_000, max_budget: 2, model_rpm_limit: { priced: 4 } });
    const { headers } = await chat(key);
    const told = Object.fromEntries(headers);
    expect(told).toMatchObject({
      "x-ratelimit-limit-requests": "9",
      "x-ratelimit-remaining-requests": "8",
      "x-ratelimit-limit-tokens": "100000",
      "x-litellm-key-rpm-limit": "9",
      "x-litellm-key-tpm-limit": "100000",
      "x-litellm-key-max-budget": "2",
      "x-litellm-key-remaining-requests-priced": "3",
    });
    expect(Number(told["x-ratelimit-remaining-tokens"])).toBeLessThan(100_000);
    const statuses = [];
    for (let turn = 0; turn < 4; turn++) statuses.push((await chat(key)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await chat(key, say("hi", { model: "unpriced" }))).status).toBe(200);
  });
});

describe("spend", () => {
  it("by key, alias, tag, user, team and day is the sum of the requests, and the unknown is beside it", async () => {
    const { key, token } = await generate({ user_id: "ann", team_id: "red", tags: ["from-key"] });
    for (let turn = 0; turn < 3; turn++) await chat(key, say("hi", { tags: ["own"] }));
    await chat(key, say("hi", { model: "unpriced" }));
    const get = async (path: string): Promise<Fields[]> => (await (await gateway.call(path)).json()) as Fields[];
    const rows = await get(`/spend/logs?api_key=${token}`);
    expect(rows).toHaveLength(4);
    expect(rows.filter(({ spend }) => spend === null)).toHaveLength(1);
    const spend = rows.reduce((sum, row) => sum + Number(row["spend"] ?? 0), 0);
    expect(spend).toBeGreaterThan(0);
    expect(Number((await infoOf(token))["spend"])).toBeCloseTo(spend, 12);
    const day = new Date().toISOString().slice(0, 10);
    const own = await get(`/spend/logs?api_key=${token}&start_date=${day}&end_date=${day}`);
    expect(own).toMatchObject([
      { startTime: day, spend: expect.closeTo(spend, 12), requests: 4, unpriced_requests: 1 },
    ]);
    const tags = await get("/spend/tags");
    expect(tags.find((tag) => tag["individual_request_tag"] === "own")).toMatchObject({ log_count: 3 });
    expect(tags.find((tag) => tag["individual_request_tag"] === "from-key")).toMatchObject({ log_count: 4 });
    for (const [path, holder] of [
      ["/user/info?user_id=ann", "user_info"],
      ["/team/info?team_id=red", "team_info"],
    ] as const) {
      const info = (await (await gateway.call(path)).json()) as Record<string, Fields>;
      expect(info[holder]).toMatchObject({ spend: expect.closeTo(spend, 12) });
      expect(info["keys"]).toHaveLength(1);
    }
    const [request] = await get(`/spend/logs?request_id=${String(rows[0]?.["request_id"])}`);
    expect(request).toMatchObject({ api_key: token, model_group: "unpriced", user: "ann", status: "success" });
    const report = await get("/global/spend/report?group_by=model");
    expect(report[0]).toMatchObject({ group_by_day: `${day}T00:00:00+00:00` });
    const total = (await (await gateway.call("/global/spend")).json()) as Fields;
    const everything = await get("/spend/logs");
    expect(total["spend"]).toBeCloseTo(
      everything.reduce((sum, row) => sum + Number(row["spend"] ?? 0), 0),
      12,
    );
    expect((await get("/spend/keys")).map((row) => row["token"])).toContain(token);
  });

  it("answers what LiteLLM has for many users with a clear error", async () => {
    for (const path of ["/user/new", "/team/new", "/organization/new", "/budget/new", "/customer/new"]) {
      const answer = await gateway.call(path, { method: "POST", body: "{}" });
      expect(answer.status).toBe(501);
      expect(await answer.json()).toMatchObject({ error: { portico_code: "not_implemented" } });
    }
  });
});
