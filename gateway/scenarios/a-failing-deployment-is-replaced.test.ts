/** Faults F01, F02, F09, F11 among several deployments: retried elsewhere at once, rested, and told with the request. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { HandTime } from "./hand-time.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
const time = new HandTime();
const minute = 60_000;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const entry = (name: string, model: string, more = "", base = upstream.url): string =>
    `  - {model_name: ${name}, litellm_params: {model: "openai/${model}", api_base: "${base}", api_key: sk-provider-key-0001${more}}, model_info: {id: ${model}}}\n`;
  gateway = await runGateway(
    `model_list:\n${entry("two", "first", ", order: 1")}${entry("two", "second", ", order: 2")}` +
      `${entry("one", "alone")}${entry("stubborn", "mule", ", num_retries: 4")}` +
      `${entry("refused", "nobody", ", order: 1", "http://127.0.0.1:9/v1")}${entry("refused", "somebody", ", order: 2")}` +
      `router_settings:\n  retry_policy: {BadRequestErrorRetries: 1}\n  model_group_alias: {other-name: two}\n` +
      `general_settings: {master_key: ${masterKey}}\n`,
    {},
    time.seams(() => 0),
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});
afterEach(() => {
  upstream.faults.clear();
  time.pauses.length = 0;
  time.pass(2 * minute);
});

const ask = (
  model: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Response> => gateway.chat({ model, messages: [{ role: "user", content: "hi" }], ...more }, { headers });

async function asked(action: () => Promise<unknown>): Promise<unknown[]> {
  const before = upstream.received.length;
  await action();
  return upstream.received.slice(before).map(({ body }) => body["model"]);
}

describe("a fault that may go away", () => {
  it.each(["429", "500", "503", "drop", "badjson", "401"])(
    "%s is tried on the other deployment at once, which the headers and the log tell",
    async (fault) => {
      upstream.faults.set("first", `fault:${fault}`);
      let response = new Response();
      expect(await asked(async () => (response = await ask("two")))).toEqual(["first", "second"]);
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "x-litellm-model-id": "second",
        "x-litellm-model-group": "two",
        "x-litellm-attempted-retries": "1",
        "x-litellm-attempted-fallbacks": "0",
        "x-litellm-max-retries": "2",
      });
      expect(time.pauses).toEqual([]);
      await response.text();
      const [row] = await gateway.rows(1);
      const { route, attemptList } = await gateway.detail(row?.id ?? "");
      expect(attemptList).toHaveLength(2);
      expect(route?.steps.map(({ type }) => type)).toEqual(["pick", "attempt", "cooldown", "retry", "pick", "attempt"]);
      expect(route?.steps[4]).toMatchObject({
        picked: "second",
        candidates: [
          { deploymentId: "first", excluded: "cooling_down" },
          { excluded: null, score: 1 },
        ],
      });
    },
  );

  it("a refused connection rests its deployment too", async () => {
    const from = upstream.received.length;
    expect((await ask("refused")).status).toBe(200);
    expect((await ask("refused")).headers.get("x-litellm-attempted-retries")).toBe("0");
    expect(upstream.received.slice(from)).toHaveLength(2);
  });

  it("a deployment that rests comes back when its time is over, and not before", async () => {
    upstream.faults.set("first", "fault:429:9");
    await ask("two");
    upstream.faults.clear();
    time.pass(8900);
    expect(await asked(() => ask("two"))).toEqual(["second"]);
    time.pass(200);
    expect(await asked(() => ask("two"))).toEqual(["first"]);
  });
});

describe("the only deployment", () => {
  it("is asked again after a growing pause, and its first failure is what the client reads", async () => {
    upstream.faults.set("alone", "fault:503");
    let response = new Response();
    expect(await asked(async () => (response = await ask("one")))).toEqual(["alone", "alone", "alone"]);
    expect(time.pauses).toEqual([500, 1000]);
    expect(response.status).toBe(503);
    expect(response.headers.get("x-litellm-attempted-retries")).toBe("2");
    expect(((await response.json()) as { error: { message: string } }).error.message).toBe(
      "litellm.ServiceUnavailableError: OpenAIException - Overloaded",
    );
  });

  it.each([
    ["7", [7000, 7000], 3],
    ["60", [60_000, 60_000], 3],
    ["61", [], 1],
    ["-3", [500, 1000], 3],
    ["soon", [500, 1000], 3],
  ])("waits as long as a 429 asks, up to a minute: %s", async (retryAfter, pauses, calls) => {
    upstream.faults.set("alone", `fault:429:${retryAfter}`);
    expect(await asked(() => ask("one"))).toHaveLength(calls);
    expect(time.pauses).toEqual(pauses);
  });

  it("never rests: the next request reaches it", async () => {
    upstream.faults.set("alone", "fault:401");
    expect((await ask("one")).status).toBe(401);
    upstream.faults.clear();
    expect((await ask("one")).status).toBe(200);
  });
});

describe("how often", () => {
  it.each([
    ["the request's field", "stubborn", { num_retries: 1 }, {}, 2],
    ["its header before it", "stubborn", { num_retries: 1 }, { "x-litellm-num-retries": "0" }, 1],
    ["the deployment's own number", "stubborn", {}, {}, 5],
    ["the router's default", "one", {}, {}, 3],
  ])("%s decides", async (_name, model, fields, headers, calls) => {
    upstream.faults.set("mule", "fault:500").set("alone", "fault:500");
    expect(await asked(() => ask(model, fields, headers))).toHaveLength(calls);
  });

  it("a policy for the class of the failure decides before the router, and makes bad requests worth a retry", async () => {
    upstream.faults.set("alone", "fault:400");
    expect(await asked(() => ask("one"))).toHaveLength(2);
  });

  it.each(["404", "403", "402", "redirect"])("%s of the only deployment is never retried", async (fault) => {
    upstream.faults.set("alone", `fault:${fault}`);
    expect(await asked(() => ask("one"))).toHaveLength(1);
  });
});

describe("the client's leaving", () => {
  it("ends the pause between two attempts at once", async () => {
    const slow = await runGateway(
      `model_list:\n  - {model_name: one, litellm_params: {model: openai/alone, api_base: "${upstream.url}", api_key: x}}\n` +
        `router_settings: {retry_after: 30}\ngeneral_settings: {master_key: ${masterKey}}\n`,
    );
    upstream.faults.set("alone", "fault:500");
    const before = upstream.received.length;
    const controller = new AbortController();
    const asking = slow
      .chat({ model: "one", messages: [{ role: "user", content: "hi" }] }, { signal: controller.signal })
      .catch(() => null);
    await upstream.waitFor(before + 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    controller.abort();
    await asking;
    const [row] = await slow.rows(1);
    expect(row).toMatchObject({ state: "client_abort", attempts: 1 });
    expect(row?.totalMs).toBeLessThan(10_000);
    await slow.stop();
  });
});

describe("the names of a group", () => {
  it("are all told as asked", async () => {
    const response = await ask("other-name");
    expect(response.headers.get("x-litellm-model-group")).toBe("other-name");
    await response.text();
    const { route } = await gateway.detail((await gateway.rows(1))[0]?.id ?? "");
    expect(route).toMatchObject({ model: "other-name", group: "two", matchedBy: "model_group_alias" });
  });
});
