/** The sums of the ledger against its rows: whatever is charged, in whatever batches, sent twice, across a restart. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Charge } from "../contract/ledger.ts";
import { spendScopes, type SpendScope, type SpendSum } from "../contract/spend.ts";
import { openLedger, type Ledger } from "./ledger-store.ts";

const dayMs = 86_400_000;
const someOf = (...names: string[]): fc.Arbitrary<string | null> => fc.constantFrom(null, ...names);
const charge: fc.Arbitrary<Charge> = fc.record({
  // Of few ids some come twice: the second one is no other request.
  id: fc.nat(120).map((id) => `r${id}`),
  startedAt: fc.integer({ min: 0, max: 4 * dayMs }).map((ms) => Date.UTC(2026, 10, 24, 12) + ms),
  operation: fc.constantFrom("chat", "embedding"),
  alias: fc.constantFrom("demo", "other", "이름", "a'b"),
  token: someOf("t1", "t2"),
  userId: someOf("ann"),
  teamId: someOf("red", "blue"),
  endUser: fc.constant(null),
  tags: fc.uniqueArray(fc.constantFrom("x", "y", "z,1"), { maxLength: 3 }),
  endedAt: fc.constant(1),
  provider: someOf("openai", "groq"),
  deploymentId: someOf("d1", "d2"),
  upstreamModel: fc.constant("m"),
  promptTokens: fc.option(fc.nat(5000)),
  completionTokens: fc.option(fc.nat(5000)),
  nanos: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n })),
  isEstimate: fc.boolean(),
  state: fc.constantFrom("ok", "partial", "interrupted"),
});
const plan = fc.record({
  batches: fc.array(fc.array(charge, { maxLength: 30 }), { minLength: 1, maxLength: 6 }),
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

async function compare(ledger: Ledger, days: { from: string | null; to: string | null }): Promise<void> {
  const rows = await ledger.charges({ id: null, token: null, userId: null, ...days, limit: 1000 });
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
