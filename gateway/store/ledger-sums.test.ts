/** The sums of the ledger against its rows: whatever is charged, in whatever batches, sent twice, across a restart. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { newRequestId } from "../base/ids.ts";
import type { Charge } from "../contract/ledger.ts";
import { spendScopes, type SpendScope, type SpendSum } from "../contract/spend.ts";
import { randomCharge } from "./__fixtures__/random-charges.ts";
import { openLedger, type Ledger } from "./ledger-store.ts";

const dayMs = 86_400_000;
const plan = fc.record({
  batches: fc.array(fc.array(randomCharge, { maxLength: 30 }), { minLength: 1, maxLength: 6 }),
  from: fc.constantFrom(null, "2026-11-25"),
  to: fc.constantFrom(null, "2026-11-26"),
});

/** Where a row belongs, said once more and in other words than the writer's. */
const namesIn: Record<SpendScope, (row: Charge) => (string | null)[]> = {
  all: () => [""],
  key: ({ token }) => [token],
  alias: ({ alias }) => [alias],
  provider: ({ provider }) => [provider],
  deployment: ({ deploymentId }) => [deploymentId],
  tag: ({ tags }) => [...tags],
  user: ({ userId }) => [userId],
  team: ({ teamId }) => [teamId],
};

function summed(rows: readonly Charge[], scope: SpendScope, byDay: boolean): SpendSum[] {
  const groups = new Map<string, Charge[]>();
  for (const row of rows) {
    const day = byDay ? new Date(row.startedAt).toISOString().slice(0, 10) : "";
    for (const name of namesIn[scope](row)) {
      const key = JSON.stringify([day, name]);
      if (name !== null) groups.set(key, [...(groups.get(key) ?? []), row]);
    }
  }
  return [...groups].map(([key, group]) => {
    const [day = "", name = ""] = JSON.parse(key) as string[]; // made above
    const count = (of: (row: Charge) => number | null): number => group.reduce((sum, row) => sum + (of(row) ?? 0), 0);
    return {
      day,
      name,
      nanos: group.reduce((sum, { nanos }) => sum + (nanos ?? 0n), 0n),
      requests: group.length,
      unpriced: count(({ nanos }) => (nanos === null ? 1 : 0)),
      promptTokens: count(({ promptTokens }) => promptTokens),
      completionTokens: count(({ completionTokens }) => completionTokens),
    };
  });
}

const inOrder = (sums: readonly SpendSum[]): SpendSum[] =>
  [...sums].sort((a, b) => (a.day + a.name < b.day + b.name ? -1 : 1));

/** What a key did, by alias: days of their own, so it is asked once per run. */
async function compareAliases(ledger: Ledger, rows: readonly Charge[]): Promise<void> {
  for (const token of ["1".repeat(64), "2".repeat(64)]) {
    for (const day of ["2026-11-25", "2026-11-26"]) {
      const ofDay = rows.filter(
        (row) => row.token === token && new Date(row.startedAt).toISOString().slice(0, 10) === day,
      );
      const sums = await ledger.aliasesOfKey({ token, day, limit: 100 });
      expect(inOrder(sums), `${token} on ${day}`).toEqual(inOrder(summed(ofDay, "alias", false)));
      expect(sums.map(({ nanos }) => nanos)).toEqual(
        sums.map(({ nanos }) => nanos).toSorted((a, b) => (a < b ? 1 : -1)),
      );
    }
  }
}

async function compare(ledger: Ledger, days: { from: string | null; to: string | null }): Promise<void> {
  const rows = await ledger.charges({ id: null, token: null, userId: null, ...days, limit: 1000 });
  if (days.from === null && days.to === null) await compareAliases(ledger, rows);
  for (const scope of spendScopes) {
    for (const byDay of [true, false]) {
      const sums = await ledger.sums({ scope, ...days, names: null, byDay });
      expect(inOrder(sums), `${scope}, by day: ${byDay}`).toEqual(inOrder(summed(rows, scope, byDay)));
    }
  }
}

it("are by key, alias, provider, deployment, tag, user, team and day exactly the sums of the rows", async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ batches, ...days }) => {
      const folder = mkdtempSync(join(tmpdir(), "portico-sums-"));
      const open = (): Promise<Ledger> => openLedger({ file: join(folder, "ledger.db"), keepDays: 40_000 });
      let ledger = await open();
      for (const [index, batch] of batches.entries()) {
        for (const each of batch) ledger.write({ kind: "charge", charge: each, meters: [] });
        await ledger.committed();
        if (index !== 1) continue;
        await ledger.dispose();
        ledger = await open();
      }
      const ids = new Set(batches.flat().map(({ id }) => id));
      const all = await ledger.charges({ id: null, token: null, userId: null, from: null, to: null, limit: 1000 });
      expect(all).toHaveLength(ids.size);
      await compare(ledger, days);
      expect(ledger.problem).toBeNull();
      await ledger.dispose();
      rmSync(folder, { recursive: true, force: true });
    }),
    { numRuns: 15 },
  );
}, 120_000);

it("by alias of one key take the whole UTC day and nothing beside it, found by ids that sort by time", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portico-sums-"));
  const ledger = await openLedger({ file: join(folder, "ledger.db"), keepDays: 40_000 });
  const midnight = Date.UTC(2026, 10, 25);
  const [sample] = fc.sample(randomCharge, { numRuns: 1, seed: 1 });
  if (sample === undefined) throw new Error("no sample");
  const put = (startedAt: number, idAt: number, alias: string, nanos: bigint | null): void =>
    ledger.write({
      kind: "charge",
      charge: { ...sample, id: newRequestId(idAt), startedAt, token: "t1", alias, nanos },
      meters: [],
    });
  put(midnight - 1, midnight - 1, "demo", 1n);
  put(midnight, midnight - 5, "demo", 10n); // its id is older than its start
  put(midnight + dayMs - 1, midnight + dayMs - 1, "demo", null);
  put(midnight + 1000, midnight + 1000, "other", 100n);
  put(midnight + dayMs, midnight + dayMs, "demo", 1000n);
  await ledger.committed();
  const sums = await ledger.aliasesOfKey({ token: "t1", day: "2026-11-25", limit: 8 });
  expect(sums.map(({ name, nanos, requests, unpriced }) => ({ name, nanos, requests, unpriced }))).toEqual([
    { name: "other", nanos: 100n, requests: 1, unpriced: 0 },
    { name: "demo", nanos: 10n, requests: 2, unpriced: 1 },
  ]);
  expect(await ledger.aliasesOfKey({ token: "t2", day: "2026-11-25", limit: 8 })).toEqual([]);
  await ledger.dispose();
  rmSync(folder, { recursive: true, force: true });
});
