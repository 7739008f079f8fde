/** A bill against the ledger: every way in which they may agree, differ, or not be comparable. */
import { describe, expect, it } from "vitest";
import { noCounts, type UsageDays, type UsageSum } from "../../../../gateway/contract/usage-figures.ts";
import { compareBill } from "./compare-bill.ts";
import { modelKey } from "./model-key.ts";
import { readBill, type Bill } from "./read-bill.ts";

const sumOf = (change: Partial<UsageSum>): UsageSum => ({
  nanos: "0",
  ...noCounts,
  requests: 1,
  charges: 1,
  ...change,
});
const daysOf = (...rows: [day: string, provider: string, model: string, sum: Partial<UsageSum>][]): UsageDays => ({
  rows: rows.map(([day, provider, model, sum]) => ({ day, provider, model, sum: sumOf(sum) })),
  isCut: false,
  source: { countedSince: 0, oldest: 0, keptDays: 400 },
});
const bill = (lines: string, hasModel = true): Promise<Bill> =>
  readBill(`day,model,cost\n${lines}`, { day: "day", model: hasModel ? "model" : null, cost: "cost" }, () =>
    Promise.resolve(),
  );

describe("a bill beside the ledger", () => {
  it("says of each day and model what differs, what only one has, and what is not known", async () => {
    const compared = compareBill(
      await bill(
        [
          "2026-09-28,gpt-4o-2024-08-06,0.000000100",
          "2026-09-28,gpt-4o-mini,0.000000200",
          "2026-09-29,gpt-4o,0.000000300",
          "2026-09-29,o3,0.000000400",
          "2026-09-30,half,0.1",
        ].join("\n"),
      ),
      daysOf(
        ["2026-09-28", "openai", "gpt-4o", { nanos: "60", charges: 2 }],
        ["2026-09-28", "openai", "gpt-4o-2024-11-20", { nanos: "40" }],
        ["2026-09-28", "openai", "gpt-4o-mini", { nanos: "150" }],
        ["2026-09-29", "openai", "gpt-4o", { nanos: "290", charges: 3, unpriced: 1 }],
        ["2026-09-30", "openai", "half", { nanos: "99999999" }],
        ["2026-09-30", "openai", "ours-alone", { nanos: "7" }],
        ["2026-09-30", "openai", "failed-everywhere", { charges: 0 }],
        ["2026-09-30", "groq", "another", { nanos: "9" }],
      ),
      "openai",
    );
    expect(compared.rows.map(({ day, model, verdict, difference }) => [day, model, verdict, difference])).toEqual([
      ["2026-09-28", "gpt-4o-2024-08-06, gpt-4o, gpt-4o-2024-11-20", "equal", 0n],
      ["2026-09-28", "gpt-4o-mini", "differs", 50n],
      ["2026-09-29", "gpt-4o", "unknown", null],
      ["2026-09-29", "o3", "only_bill", null],
      ["2026-09-30", "half", "differs", 1n],
      ["2026-09-30", "ours-alone", "only_ours", null],
    ]);
    expect(compared.counts).toEqual({ differs: 2, only_bill: 1, only_ours: 1, unknown: 1, rounding: 0, equal: 1 });
    expect(compared.ours).toMatchObject({ nanos: 100_000_546n, unpriced: 1, requests: 9 });
    expect(compared.bill).toMatchObject({ nanos: 100_001_000n, requests: null });
    expect(compared.difference).toBeNull(); // one request of ours has no known cost
  });

  it("of cents counts what rounding may hide, line by line, and no more", async () => {
    const ours = (nanos: string): UsageDays => daysOf(["2026-09-28", "anthropic", "m", { nanos }]);
    const cents = await bill("2026-09-28,m,0.1\n2026-09-28,m,0.05");
    const verdict = (nanos: string): string | undefined => compareBill(cents, ours(nanos), null).rows[0]?.verdict;
    expect([verdict("160000000"), verdict("140000000")]).toEqual(["rounding", "rounding"]);
    expect([verdict("160000001"), verdict("150000000")]).toEqual(["differs", "equal"]);
  });

  it("without models is held against whole days", async () => {
    const days = daysOf(["2026-09-28", "openai", "a", { nanos: "5" }], ["2026-09-28", "openai", "b", { nanos: "6" }]);
    const { rows, difference } = compareBill(await bill("2026-09-28,,0.000000011", false), days, null);
    expect(rows).toMatchObject([{ day: "2026-09-28", model: "", verdict: "equal" }]);
    expect(difference).toBe(0n);
  });

  it("knows a model by each of its names", () => {
    for (const names of [
      ["Claude Haiku 4.5", "claude-haiku-4-5-20251001", "claude-haiku-4-5", "claude-haiku-4-5@20251001"],
      ["Claude Sonnet 3.5", "claude-3-5-sonnet-20241022", "claude-3-5-sonnet-latest"],
      ["gpt-4o", "gpt-4o-2024-08-06", "GPT-4o"],
      ["openai/gpt-4.1", "openai/gpt-4.1-2025-04-14", "openai/gpt-4.1:nitro"],
    ])
      expect(new Set(names.map(modelKey)).size, names.join()).toBe(1);
    expect(modelKey("gpt-4o-mini")).not.toBe(modelKey("gpt-4o"));
    expect(modelKey("gpt-4")).not.toBe(modelKey("gpt-4-0613"));
  });
});
