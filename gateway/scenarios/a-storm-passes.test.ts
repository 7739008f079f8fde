/** Fault F10: every provider fails for a thousand requests; the calls stay bounded and the end of it is noticed at once. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { HandTime } from "./hand-time.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterAll(() => upstream.stop());

const entry = (name: string, model: string, more = ""): string =>
  `  - {model_name: "${name}", litellm_params: {model: "openai/${model}", api_base: "${upstream.url}", api_key: x${more}}, model_info: {id: ${model}}}\n`;

function ask(gateway: RunningGateway, model: string): Promise<number> {
  return gateway.chat({ model, messages: [{ role: "user", content: "hi" }] }).then(async (response) => {
    await response.arrayBuffer();
    return response.status;
  });
}

describe("a storm of 503 on every deployment", () => {
  it("costs at most (1 + num_retries) calls a request, rests all but one, and is over within one cooldown", async () => {
    const time = new HandTime();
    const gateway = await runGateway(
      `model_list:\n${["a", "b", "c"].map((model) => entry("group", model)).join("")}` +
        `router_settings: {num_retries: 2, cooldown_time: 5}\ngeneral_settings: {master_key: ${masterKey}}\n`,
      {},
      { ...time.seams(), clock: { wallMs: () => Date.now(), monotonicMs: () => performance.now() } },
    );
    for (const model of ["a", "b", "c"]) upstream.faults.set(model, "fault:503");
    const before = upstream.received.length;
    for (let round = 0; round < 20; round++)
      expect(new Set(await Promise.all(Array.from({ length: 50 }, () => ask(gateway, "group"))))).toEqual(
        new Set([503]),
      );
    const during = upstream.received.slice(before);
    expect(during.length).toBeGreaterThanOrEqual(1000);
    expect(during.length).toBeLessThanOrEqual(3000);
    upstream.faults.clear();
    const statuses = await Promise.all(Array.from({ length: 100 }, () => ask(gateway, "group")));
    expect(statuses.every((status) => status === 200)).toBe(true);
    await gateway.stop();
  }, 120_000);

  it("lets a rested deployment back in when its cooldown is over", async () => {
    const time = new HandTime();
    const gateway = await runGateway(
      `model_list:\n${["a", "b"].map((model) => entry("group", model)).join("")}` +
        `router_settings: {cooldown_time: 5}\ngeneral_settings: {master_key: ${masterKey}}\n`,
      {},
      time.seams(),
    );
    upstream.faults.set("a", "fault:503").set("b", "fault:503");
    await ask(gateway, "group");
    upstream.faults.clear();
    time.pass(5000);
    const before = upstream.received.length;
    for (let index = 0; index < 40; index++) expect(await ask(gateway, "group")).toBe(200);
    const models = upstream.received.slice(before).map(({ body }) => body["model"]);
    expect(new Set(models)).toEqual(new Set(["a", "b"]));
    await gateway.stop();
  });
});

describe("any web of fallbacks", () => {
  const names = ["g0", "g1", "g2", "g3"];
  const web = fc.record({
    edges: fc.array(fc.tuple(fc.constantFrom(...names), fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 })), {
      maxLength: 4,
    }),
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
    retries: fc.integer({ min: 0, max: 3 }),
    depth: fc.integer({ min: 0, max: 6 }),
    fault: fc.constantFrom("500", "429", "401", "400", "drop"),
  });

  it("ends after a bounded number of attempts, circles included, with the first failure", async () => {
    await fc.assert(
      fc.asyncProperty(web, async ({ edges, sizes, retries, depth, fault }) => {
        const models = names.flatMap((name, index) =>
          Array.from({ length: sizes[index] ?? 1 }, (_, part) => [name, `${name}-${part}`] as const),
        );
        const gateway = await runGateway(
          `model_list:\n${models.map(([name, model]) => entry(name, model)).join("")}` +
            `router_settings:\n  num_retries: ${retries}\n  max_fallbacks: ${depth}\n` +
            `  fallbacks: ${JSON.stringify(edges.map(([from, to]) => ({ [from]: to })))}\n` +
            `general_settings: {master_key: ${masterKey}}\n`,
          {},
          new HandTime().seams(),
        );
        for (const [, model] of models) upstream.faults.set(model, `fault:${fault}`);
        const before = upstream.received.length;
        const status = await ask(gateway, "g0");
        expect(status).toBe(fault === "drop" ? 500 : Number(fault));
        expect(upstream.received.length - before).toBeLessThanOrEqual(names.length * (1 + retries));
        const [row] = await gateway.rows(1);
        expect(row?.attempts).toBe(upstream.received.length - before);
        await gateway.stop();
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
