import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newRequestId } from "../base/ids.ts";
import type { CostBreakdown } from "../contract/cost.ts";
import type { RouteDecision, RouteStep } from "../contract/route-decision.ts";
import { intentOf, outcomeOf } from "./__fixtures__/rows.ts";
import { openRequestStore, type RequestStore } from "./request-store.ts";

const folder = mkdtempSync(join(tmpdir(), "portico-recent-"));
const now = Date.now();
const dayMs = 24 * 3_600_000;
let store: RequestStore;

const cost: CostBreakdown = {
  usdNanos: "1200",
  source: "price_map",
  entry: "gpt-4o",
  map: "litellm 1",
  serviceTier: "flex",
  isEstimate: false,
  lines: [
    { unit: "input", quantity: 3, price: "0.0000001", priceKey: "k", source: "price_map", usd: "0.0000003" },
    { unit: "web_search", quantity: 2, price: "0.01", priceKey: "k", source: "price_map", usd: "0.02" },
  ],
  missing: [],
};

const fallback = (from: string, to: string, skipped: string | null): RouteStep => ({
  type: "fallback",
  kind: "context_window_fallbacks",
  from,
  to,
  skipped,
});
const route = (steps: RouteStep[]): RouteDecision => ({
  strategy: "simple-shuffle",
  model: "m",
  group: "m",
  matchedBy: "alias",
  tags: [],
  steps,
  omittedSteps: 0,
});

async function write(
  startedAt: number,
  more: Parameters<typeof outcomeOf>[1] = {},
  tags: string[] = [],
): Promise<void> {
  const id = newRequestId(startedAt);
  await store.begin(intentOf(id, { startedAt, tags, alias: "m" }));
  store.finish(outcomeOf(id, more));
}

beforeAll(async () => {
  store = await openRequestStore({
    file: join(folder, "requests.db"),
    bodies: { enabled: false, maxBytes: 0 },
    retention: { days: 30, maxBytes: 1e9 },
    secrets: [],
  });
  await write(now - 3 * dayMs);
  for (let at = 0; at < 1200; at++) await write(now - dayMs + 1000 + at);
  await write(now - 2000, { cost, costUsdNanos: "1200" }, ["team-a"]);
  const skipped = fallback("m", "gone", "there is no such alias");
  await write(now - 1000, { route: route([skipped, fallback("m", "b", null), fallback("b", "c", null)]) });
  await write(now, { route: route([skipped]) });
  const isThere = async (): Promise<boolean> => (await store.stats()).rows === 1204;
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 20));
});
afterAll(async () => {
  await store.dispose();
  rmSync(folder, { recursive: true });
});

describe("the recent requests", () => {
  it("are all those since a time, newest first, gathered over pages", async () => {
    const { rows, isCut } = await store.recentRequests(now - dayMs, 5000);
    expect(rows).toHaveLength(1203);
    expect(isCut).toBe(false);
    const times = rows.map(({ startedAt }) => startedAt);
    expect(times).toEqual(times.toSorted((left, right) => right - left));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1203);
  });

  it("are the newest when there are more than were asked for, and say so", async () => {
    const { rows, isCut } = await store.recentRequests(now - dayMs, 700);
    expect(rows).toHaveLength(700);
    expect(rows[0]?.startedAt).toBe(now);
    expect(isCut).toBe(true);
    expect(await store.recentRequests(now - dayMs, 1203)).toMatchObject({ isCut: false });
  });

  it("hold what a bill can be made anew from, and their tags", async () => {
    const { rows } = await store.recentRequests(now - 2000, 10);
    expect(rows[2]).toMatchObject({
      alias: "m",
      tags: ["team-a"],
      billed: {
        source: "price_map",
        usdNanos: "1200",
        entry: "gpt-4o",
        serviceTier: "flex",
        quantities: { input: 3, web_search: 2 },
      },
    });
    expect(rows[1]?.billed).toBeNull();
  });

  it("say which groups were given up, and nothing where every fallback was passed over", async () => {
    const { rows } = await store.recentRequests(now - 1000, 10);
    expect(rows.map(({ givenUp }) => givenUp)).toEqual([
      null,
      { groups: ["m", "b"], kind: "context_window_fallbacks" },
    ]);
  });

  it("are none in a log that is off", async () => {
    const off = await openRequestStore({
      file: null,
      bodies: { enabled: false, maxBytes: 0 },
      retention: { days: 1, maxBytes: 1 },
      secrets: [],
    });
    expect(await off.recentRequests(0, 10)).toEqual({ rows: [], isCut: false });
    expect(await off.usedNames(0)).toEqual([]);
    expect(await off.aliasUse([["m"]], 0)).toMatchObject([{ requests: 0 }]);
  });
});
