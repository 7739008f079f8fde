/**
 * What the panel says of use against what the ledger and the rows say, after mixed traffic over a real gateway: keys, tags,
 * clients, unknown prices, failures, refusals. And what "now" means.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SpendLogRow } from "../contract/spend-log.ts";
import {
  slotMs,
  usageScopes,
  type UsageDays,
  type UsageNow,
  type UsageReport,
  type UsageScope,
} from "../contract/usage-figures.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
let rows: SpendLogRow[] = [];
let virtual = { secret: "", id: "" };

const call = fc.record({
  model: fc.constantFrom("priced", "priced", "unpriced", "failing", "nobody-has-this"),
  tags: fc.uniqueArray(fc.constantFrom("nightly", "ci"), { maxLength: 2 }),
  client: fc.constantFrom("curl/8", "OpenAI/Python 1.2"),
  isVirtual: fc.boolean(),
});

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const at = `api_base: "${upstream.url}", api_key: sk-upstream-1`;
  gateway = await runGateway(`
model_list:
  - model_name: priced
    litellm_params: {model: openai/up-model, ${at}, input_cost_per_token: 0.000001, output_cost_per_token: 0.000002}
    model_info: {id: dep-priced}
  - model_name: unpriced
    litellm_params: {model: openai/nobody-knows-this-model, ${at}}
  - model_name: failing
    litellm_params: {model: openai/up-model, api_base: "http://127.0.0.1:9/v1", api_key: sk-none, max_retries: 0}
litellm_settings: {num_retries: 0}
router_settings: {disable_cooldowns: true}
general_settings:
  master_key: ${masterKey}
`);
  const made = (await (await gateway.panel("/keys", { key_alias: "bot" })).json()) as {
    secret: string;
    key: { id: string };
  };
  virtual = { secret: made.secret, id: made.key.id };
  const calls = fc.sample(call, { numRuns: 40, seed: 5 });
  await Promise.all(
    calls.map(async ({ model, tags, client, isVirtual }) => {
      const answer = await gateway.chat(
        { model, messages: [{ role: "user", content: "hi" }], metadata: { tags } },
        { headers: { "user-agent": client }, key: isVirtual ? virtual.secret : masterKey },
      );
      await answer.text();
    }),
  );
  rows = await gateway.rows(calls.length);
}, 30_000);
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const edges = (): string => {
  const day = 96 * slotMs;
  const first = Math.floor(Math.min(...rows.map(({ startedAt }) => startedAt)) / day) * day;
  return [first, first + day, first + 2 * day].join(",");
};
const report = async (by: UsageScope): Promise<UsageReport> =>
  (await (await gateway.panel(`/usage?by=${by}&edges=${edges()}`)).json()) as UsageReport;

describe("the use that the panel is told of", () => {
  it("is to the nano what /global/spend and the log's rows say, unknown prices beside it", async () => {
    const { total } = await report("alias");
    const known = rows.filter(({ costUsdNanos }) => costUsdNanos !== null);
    expect(total.nanos).toBe(String(known.reduce((sum, row) => sum + BigInt(row.costUsdNanos ?? 0), 0n)));
    expect(BigInt(total.nanos)).toBeGreaterThan(0n);
    const spend = (await (await gateway.call("/global/spend")).json()) as Record<string, number>;
    expect(spend["spend"]).toBe(Number(total.nanos) / 1e9);
    expect(spend["requests"]).toBe(total.charges);
    expect(spend["unpriced_requests"]).toBe(total.unpriced);
    expect(total.unpriced).toBe(rows.filter(({ state, alias }) => state === "ok" && alias === "unpriced").length);
    expect(total.unpriced).toBeGreaterThan(0);
    expect(total).toMatchObject({
      requests: rows.length,
      errors: rows.filter(({ errorCode }) => errorCode !== null).length,
      promptTokens: rows.reduce((sum, row) => sum + (row.promptTokens ?? 0), 0),
      completionTokens: rows.reduce((sum, row) => sum + (row.completionTokens ?? 0), 0),
      cachedTokens: rows.reduce((sum, row) => sum + (row.cachedTokens ?? 0), 0),
    });
  });

  it("adds up by alias, key, provider, model, deployment and client, failures and refusals included", async () => {
    for (const by of usageScopes.filter((scope) => scope !== "tag")) {
      const { total, named, names } = await report(by);
      expect(named, by).toEqual(total);
      expect(
        names.reduce((sum, name) => sum + BigInt(name.sum.nanos), 0n),
        by,
      ).toBe(BigInt(total.nanos));
    }
  });

  it("is by each name what the rows of that name say", async () => {
    const count = (of: (row: SpendLogRow) => boolean): number => rows.filter(of).length;
    const requests = async (by: UsageScope): Promise<Record<string, number>> =>
      Object.fromEntries((await report(by)).names.map(({ id, sum }) => [id, sum.requests]));
    // A name that no config has is nobody's.
    expect(await requests("alias")).toEqual({
      priced: count(({ alias }) => alias === "priced"),
      unpriced: count(({ alias }) => alias === "unpriced"),
      failing: count(({ alias }) => alias === "failing"),
      "": count(({ alias }) => alias === "nobody-has-this"),
    });
    expect(await requests("client")).toEqual({
      "curl/8": count(({ userAgent }) => userAgent === "curl/8"),
      "OpenAI/Python 1.2": count(({ userAgent }) => userAgent === "OpenAI/Python 1.2"),
    });
    expect(await requests("key")).toEqual({
      [virtual.id]: count(({ keyName }) => keyName === "bot"),
      "": count(({ keyName }) => keyName !== "bot"),
    });
    const { names } = await report("key");
    expect(names.find(({ id }) => id === virtual.id)?.label).toBe("bot");
    expect((await report("deployment")).names.map(({ label }) => label)).toContain("priced → up-model");
    expect(Object.keys(await requests("tag")).sort()).toEqual(["", "ci", "nightly"]);
  });

  it("gives a bill its UTC days by model, and refuses days that are none", async () => {
    const day = new Date(Number(edges().split(",")[0])).toISOString().slice(0, 10);
    const to = new Date(Number(edges().split(",")[1])).toISOString().slice(0, 10);
    const { rows: days } = (await (await gateway.panel(`/usage/days?from=${day}&to=${to}`)).json()) as UsageDays;
    const { total } = await report("alias");
    expect(days.reduce((sum, each) => sum + BigInt(each.sum.nanos), 0n)).toBe(BigInt(total.nanos));
    expect(days.find(({ model }) => model === "nobody-knows-this-model")).toMatchObject({ provider: "openai" });
    for (const [from, until] of [
      ["2026-02-31", "2026-03-02"],
      ["2026-03-02", "2026-03-01"],
      ["2020-01-01", "2026-01-01"],
    ])
      expect((await gateway.panel(`/usage/days?from=${from}&to=${until}`)).status).toBe(400);
    for (const bad of ["1,2", "0", `${slotMs},0`, Array.from({ length: 200 }, (_, index) => index * slotMs).join(",")])
      expect((await gateway.panel(`/usage?by=alias&edges=${bad}`)).status).toBe(400);
  });

  it("is not shown without the panel's session", async () => {
    for (const path of ["/usage/now", `/usage?by=alias&edges=${edges()}`, "/usage/days?from=2026-11-24&to=2026-11-24"])
      expect((await gateway.call(`/ui/api${path}`, { key: masterKey })).status).toBe(401);
  });

  it("says of now how many came, failed and run, and how long the answers took", async () => {
    const now = (await (await gateway.panel("/usage/now")).json()) as UsageNow;
    expect(now).toMatchObject({
      running: 0,
      sinceStart: true,
      requests: rows.length,
      errors: rows.filter(({ errorCode }) => errorCode !== null).length,
    });
    const times = rows.filter(({ state }) => state === "ok").map(({ totalMs }) => totalMs ?? 0);
    expect(now.totalMs.p50).toBeGreaterThanOrEqual(Math.min(...times) * 0.98 - 0.1);
    expect(now.totalMs.p95).toBeLessThanOrEqual(Math.max(...times) * 1.02 + 1);
    expect(now.totalMs.p95 ?? 0).toBeGreaterThanOrEqual(now.totalMs.p50 ?? 1);
    expect(now.steps.reduce((sum, { requests }) => sum + requests, 0)).toBe(rows.length);
  });
});
