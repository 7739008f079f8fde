/** The sums of use against the rows and against the sums of spend: whatever comes, in whatever batches, across a restart. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Charge, LedgerOp, Uncharged } from "../contract/ledger.ts";
import { otherNames, usageScopes, type UsageScope, type UsageSum } from "../contract/usage-figures.ts";
import { randomCharge, randomUncharged } from "./__fixtures__/random-charges.ts";
import { openLedger, type Ledger } from "./ledger-store.ts";
import { namesPerSlot } from "./usage-sums.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
const start = Date.UTC(2026, 10, 24);
let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "portico-usage-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = (): Promise<Ledger> => openLedger({ file: join(folder, "ledger.db"), keepDays: 40_000 });

/** Five days and more, beginning at midnight in zones that are ahead by these minutes. */
const zones = fc.constantFrom(0, 540, 345, -210);
const plan = fc.record({
  batches: fc.array(fc.array(fc.oneof(randomCharge, randomUncharged), { maxLength: 30 }), {
    minLength: 1,
    maxLength: 5,
  }),
  aheadMinutes: zones,
});

const isCharge = (use: Charge | Uncharged): use is Charge => "id" in use;

/** Where a request belongs, said once more and in other words than the writer's. */
const namesIn: Record<UsageScope, (use: Charge | Uncharged) => string[]> = {
  alias: ({ alias }) => [alias ?? ""],
  key: (use) => [isCharge(use) ? (use.token ?? "").slice(0, 12) : (use.keyDigest ?? "")],
  tag: ({ tags }) => (tags.length === 0 ? [""] : [...tags]),
  provider: ({ provider }) => [provider ?? ""],
  model: ({ provider, upstreamModel: model }) => [provider !== null && model !== null ? `${provider}\n${model}` : ""],
  deployment: ({ deploymentId }) => [deploymentId ?? ""],
  client: ({ client }) => [client ?? ""],
};

function summed(uses: readonly (Charge | Uncharged)[]): UsageSum {
  const charges = uses.filter(isCharge);
  const others = uses.filter((use): use is Uncharged => !isCharge(use));
  const told = charges.filter(({ cachedTokens }) => cachedTokens !== null);
  const tokens = (rows: readonly Charge[], of: (row: Charge) => number | null): number =>
    rows.reduce((sum, row) => sum + (of(row) ?? 0), 0);
  return {
    nanos: String(charges.reduce((sum, { nanos }) => sum + (nanos ?? 0n), 0n)),
    requests: uses.length,
    charges: charges.length,
    unpriced: charges.filter(({ nanos }) => nanos === null).length,
    estimates: charges.filter(({ isEstimate }) => isEstimate).length,
    errors: charges.filter(({ state }) => state !== "ok").length + others.filter(({ isError }) => isError).length,
    aborts: charges.filter(({ state }) => state === "client_abort").length + others.filter((use) => use.isAbort).length,
    promptTokens: tokens(charges, ({ promptTokens }) => promptTokens),
    completionTokens: tokens(charges, ({ completionTokens }) => completionTokens),
    cachedTokens: tokens(told, ({ cachedTokens }) => cachedTokens),
    cachedOf: tokens(told, ({ promptTokens }) => promptTokens),
  };
}

function opOf(use: Charge | Uncharged): LedgerOp {
  return isCharge(use) ? { kind: "charge", charge: use, meters: [] } : { kind: "uncharged", use };
}

async function compare(ledger: Ledger, uses: readonly (Charge | Uncharged)[], aheadMinutes: number): Promise<void> {
  const midnight = start - aheadMinutes * minuteMs;
  const edges = [0, 1, 2, 3, 4, 5, 6].map((day) => midnight + day * dayMs);
  const inside = uses.filter(({ startedAt }) => startedAt >= midnight && startedAt < midnight + 6 * dayMs);
  for (const by of usageScopes) {
    const { total, buckets, names, drawn, named, namesInAll } = await ledger.usage({ edges, by });
    expect(total).toEqual(summed(inside));
    const ofDay = (day: number): (Charge | Uncharged)[] =>
      inside.filter(({ startedAt }) => Math.floor((startedAt - midnight) / dayMs) === day);
    expect(buckets).toEqual(buckets.map((_, day) => summed(ofDay(day))));
    const groups = new Map<string, (Charge | Uncharged)[]>();
    for (const use of inside) for (const name of namesIn[by](use)) groups.set(name, [...(groups.get(name) ?? []), use]);
    expect(new Map(names.map(({ name, sum }) => [name, sum])), by).toEqual(
      new Map([...groups].map(([name, group]) => [name, summed(group)])),
    );
    expect(namesInAll).toBe(groups.size);
    if (by !== "tag") expect(named).toEqual(total);
    for (const [index, sums] of drawn.entries()) {
      const name = names[index]?.name ?? "";
      expect(sums).toEqual(sums.map((_, day) => summed(ofDay(day).filter((use) => namesIn[by](use).includes(name)))));
    }
  }
}

/** What `/global/spend` and the rows say of the same UTC days. */
async function compareWithSpend(ledger: Ledger): Promise<void> {
  const edges = [start, start + 6 * dayMs];
  const { total } = await ledger.usage({ edges, by: "alias" });
  const [spend] = await ledger.sums({ scope: "all", from: "2026-11-24", to: "2026-11-29", names: null, byDay: false });
  const { nanos, charges, unpriced, promptTokens, completionTokens } = total;
  expect({ nanos, charges, unpriced, promptTokens, completionTokens }).toEqual({
    nanos: String(spend?.nanos ?? 0n),
    charges: spend?.requests ?? 0,
    unpriced: spend?.unpriced ?? 0,
    promptTokens: spend?.promptTokens ?? 0,
    completionTokens: spend?.completionTokens ?? 0,
  });
  const rows = await ledger.charges({ id: null, token: null, userId: null, from: null, to: null, limit: 1000 });
  expect(BigInt(nanos)).toBe(rows.reduce((sum, row) => sum + (row.nanos ?? 0n), 0n));
}

describe("the sums of use", () => {
  it("are by local day and by every name exactly the requests, and to the nano what the ledger says", async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ batches, aheadMinutes }) => {
        rmSync(folder, { recursive: true, force: true });
        let ledger = await open();
        const uses = new Map<string, Charge | Uncharged>();
        for (const [index, batch] of batches.entries()) {
          for (const [place, use] of batch.entries()) {
            ledger.write(opOf(use));
            const id = isCharge(use) ? use.id : `${index}-${place}`;
            if (!uses.has(id)) uses.set(id, use);
          }
          await ledger.committed();
          if (index !== 1) continue;
          await ledger.dispose();
          ledger = await open();
        }
        await compare(ledger, [...uses.values()], aheadMinutes);
        await compareWithSpend(ledger);
        expect(ledger.problem).toBeNull();
        await ledger.dispose();
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it("give a provider's bill its UTC days by model", async () => {
    const [sample] = fc.sample(randomCharge, { numRuns: 1, seed: 1 });
    if (sample === undefined) throw new Error("no sample");
    const ledger = await open();
    const put = (id: string, startedAt: number, upstreamModel: string, nanos: bigint | null): void =>
      ledger.write(opOf({ ...sample, id, startedAt, provider: "openai", upstreamModel, nanos }));
    put("a", start + dayMs - 1, "gpt-4o", 5n);
    put("b", start + dayMs, "gpt-4o", 7n);
    put("c", start + dayMs + 1, "gpt-4o", null);
    put("d", start + 2 * dayMs, "gpt-4o", 100n);
    const { rows, isCut } = await ledger.usageDays({ fromMs: start, toMs: start + 2 * dayMs });
    expect(
      rows.map(({ day, name, sum: { nanos, charges, unpriced } }) => [day, name, nanos, charges, unpriced]),
    ).toEqual([
      ["2026-11-24", "openai\ngpt-4o", "5", 1, 0],
      ["2026-11-25", "openai\ngpt-4o", "7", 2, 1],
    ]);
    expect(isCut).toBe(false);
    await ledger.dispose();
  });

  it("keep the first tags of a quarter of an hour and the rest together, so that a tag per request fills no table", async () => {
    const [sample] = fc.sample(randomCharge, { numRuns: 1, seed: 1 });
    if (sample === undefined) throw new Error("no sample");
    const ledger = await open();
    const many = 3 * namesPerSlot;
    for (let turn = 0; turn < 2; turn++) {
      for (let each = 0; each < many; each++) {
        const id = `${turn}-${each}`;
        ledger.write(opOf({ ...sample, id, startedAt: start, tags: [`job-${each}`], nanos: 1n, alias: `a${each}` }));
      }
      await ledger.committed();
    }
    const edges = [start, start + dayMs];
    const byTag = await ledger.usage({ edges, by: "tag" });
    expect(byTag.namesInAll).toBe(namesPerSlot + 1);
    expect(byTag.names[0]).toMatchObject({ name: otherNames, sum: { nanos: String(2 * (many - namesPerSlot)) } });
    expect(byTag.named).toEqual(byTag.total);
    // What the file or an admin names is never put together.
    expect((await ledger.usage({ edges, by: "alias" })).namesInAll).toBe(many);
    await ledger.dispose();
  });

  it("begin for a ledger of an older version with its charges, and say what they could not count", async () => {
    const file = join(folder, "ledger.db");
    const old = new Database(file);
    old.exec(readFileSync(join(import.meta.dirname, "ledger-migrations", "0001-ledger.sql"), "utf8"));
    old.pragma("user_version = 1");
    const put = old.prepare(`INSERT INTO charge VALUES (?, '2026-11-24', ?, 1, ?, 'chat', 'demo', 'openai', 'd1', 'm',
      '${"1".repeat(64)}', NULL, NULL, NULL, ?, 10, 5, ?, 0)`);
    put.run("a", start, "ok", '["x","y"]', 9_007_199_254_740_993n);
    put.run("b", start + 1, "partial", "[]", null);
    old.close();
    const before = Date.now();
    const ledger = await open();
    const ask = (by: UsageScope): ReturnType<Ledger["usage"]> => ledger.usage({ edges: [start, start + dayMs], by });
    const { total, names, source } = await ask("model");
    expect(total).toMatchObject({
      nanos: "9007199254740993",
      requests: 2,
      charges: 2,
      unpriced: 1,
      errors: 1,
      cachedOf: 0,
    });
    expect(names.map(({ name }) => name)).toEqual(["openai\nm"]);
    expect(source).toMatchObject({ oldest: start, keptDays: 40_000 });
    expect(source.countedSince).toBeGreaterThan(before - 2000);
    expect((await ask("tag")).names.map(({ name }) => name).sort()).toEqual(["", "x", "y"]);
    expect((await ask("key")).names).toMatchObject([{ name: "1".repeat(12), sum: { charges: 2 } }]);
    expect((await ask("client")).named.requests).toBe(0);
    await ledger.dispose();
  });
});
