/** What a request brings along chooses its deployment: tags, its size, its region; and what a deployment may take. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { HandTime } from "./hand-time.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
const time = new HandTime();

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const entry = (name: string, model: string, more = "", info = ""): string =>
    `  - {model_name: ${name}, litellm_params: {model: openai/${model}, api_base: "${upstream.url}", api_key: x${more}}, model_info: {id: ${model}${info}}}\n`;
  gateway = await runGateway(
    `model_list:\n${entry("tagged", "free", ", tags: [free]")}${entry("tagged", "paid", ", tags: [paid, team]")}` +
      `${entry("strict", "only-a", ", tags: [a]")}` +
      `${entry("sized", "small", ", order: 1", ", max_input_tokens: 50")}${entry("sized", "wide", ", order: 2", ", max_input_tokens: 5000")}` +
      `${entry("tiny", "tiny-one", "", ", max_input_tokens: 20")}${entry("large", "large-one")}` +
      `${entry("limited", "two-a-minute", ", rpm: 2")}` +
      `${entry("narrow", "one-at-a-time", ", max_parallel_requests: 1")}` +
      `router_settings:\n  num_retries: 0\n  enable_tag_filtering: true\n  enable_pre_call_checks: true\n` +
      `  context_window_fallbacks: [{tiny: [large]}]\n` +
      `general_settings: {master_key: ${masterKey}}\n`,
    {},
    time.seams(),
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

async function ask(
  model: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<{ status: number; id: string | null; headers: Headers; error: string }> {
  const response = await gateway.chat({ model, messages: [{ role: "user", content: "hi" }], ...more }, { headers });
  const body = (await response.json()) as { error?: { message: string } };
  return {
    status: response.status,
    id: response.headers.get("x-litellm-model-id"),
    headers: response.headers,
    error: body.error?.message ?? "",
  };
}

describe("tags", () => {
  it.each([
    ["the body", { tags: ["paid"] }, {}],
    ["the metadata", { metadata: { tags: ["team"] } }, {}],
    ["the header", {}, { "x-litellm-tags": "x, paid" }],
  ])("of %s choose, and never reach the provider", async (_name, fields, headers) => {
    for (let index = 0; index < 5; index++) expect((await ask("tagged", fields, headers)).id).toBe("paid");
    expect(upstream.received.at(-1)?.rawBody).not.toContain("tags");
  });

  it("that no deployment has are a 401 in LiteLLM's words, and no call", async () => {
    const before = upstream.received.length;
    const answer = await ask("strict", { tags: ["b"] });
    expect([answer.status, upstream.received.length - before]).toEqual([401, 0]);
    expect(answer.error).toContain("Not allowed to access model due to tags configuration");
  });
});

describe("pre-call checks", () => {
  const long = { messages: [{ role: "user", content: "word ".repeat(100) }] };

  it("send a request to the first deployment it fits", async () => {
    expect((await ask("sized")).id).toBe("small");
    expect((await ask("sized", long)).id).toBe("wide");
  });

  it("lead to the context window fallbacks where it fits nobody, or to LiteLLM's error", async () => {
    const answer = await ask("tiny", long);
    expect([answer.id, answer.headers.get("x-litellm-attempted-fallbacks")]).toEqual(["large-one", "1"]);
    const refused = await ask("sized", { messages: [{ role: "user", content: "word ".repeat(9000) }] });
    expect(refused.status).toBe(400);
    expect(refused.error).toContain("litellm.ContextWindowExceededError");
  });

  it("count rpm exactly, say when to come back, and let the next minute in", async () => {
    const statuses = await Promise.all(Array.from({ length: 8 }, () => ask("limited")));
    expect(statuses.filter(({ status }) => status === 200)).toHaveLength(2);
    const refused = statuses.find(({ status }) => status === 429);
    expect(refused?.error).toMatch(
      /^No deployments available for selected model, Try again in \d+ seconds\. Passed model=limited\. pre-call-checks=True/,
    );
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    time.pass(60_000);
    expect((await ask("limited")).status).toBe(200);
  });
});

describe("max_parallel_requests", () => {
  it("makes requests wait for their turn instead of failing, one after the other", async () => {
    upstream.faults.set("one-at-a-time", "fault:slow:60");
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, [...upstream.open].filter(({ body }) => body["model"] === "one-at-a-time").length);
    }, 5);
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask("narrow")));
    clearInterval(watch);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(most).toBe(1);
    expect(performance.now() - started).toBeGreaterThan(280);
  });

  it("does not keep the slot of a client that left while it waited", async () => {
    upstream.faults.set("one-at-a-time", "fault:slow:200");
    const controller = new AbortController();
    const first = ask("narrow");
    const left = gateway
      .chat({ model: "narrow", messages: [{ role: "user", content: "hi" }] }, { signal: controller.signal })
      .catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 80));
    controller.abort();
    await left;
    expect([(await first).status, (await ask("narrow")).status]).toEqual([200, 200]);
  });
});
