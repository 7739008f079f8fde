/** A period as a file and in an order: nothing lost on the way, and what is not known stays so. */
import { describe, expect, it } from "vitest";
import type { UsageReport, UsageSum } from "../../../../gateway/contract/usage-figures.ts";
import { readCsv } from "../../../ui/csv-reader.ts";
import { cacheShare, noUse, restOf, valueOf } from "./metrics.ts";
import { orderedNames } from "./name-order.ts";
import { usageCsv } from "./usage-csv.ts";

const sum = (change: Partial<UsageSum>): UsageSum => ({ ...noUse, ...change });
const names = [
  { id: "b", label: "b", provider: "", sum: sum({ nanos: "9007199254740993", requests: 5, charges: 4, unpriced: 1 }) },
  { id: "", label: "", provider: "", sum: sum({ requests: 9, charges: 2, unpriced: 2, cachedTokens: 3, cachedOf: 4 }) },
  { id: "=a", label: "=a", provider: "", sum: sum({ nanos: "9007199254740994", requests: 1, charges: 1 }) },
];
const report: UsageReport = {
  edges: [0, 900_000],
  total: sum({ nanos: "18014398509481987", requests: 15 }),
  buckets: [sum({ nanos: "18014398509481987", requests: 15 })],
  names,
  drawn: [],
  named: noUse,
  namesInAll: 3,
  source: { countedSince: 0, oldest: 0, keptDays: 400 },
};

describe("a period of use", () => {
  it("is written with exact dollars, an empty cell for what has no known cost, and no formula", () => {
    const [head, ...lines] = [...readCsv(usageCsv(report, "alias", (_id, label) => label || "(none)"))].map(
      ({ cells }) => cells,
    );
    const column = (name: string): string[] => lines.map((cells) => cells[head?.indexOf(name) ?? -1] ?? "?");
    expect(column("name")).toEqual(["", "", "b", "(none)", "'=a"]);
    expect(column("cost_usd")).toEqual([
      "18014398.509481987",
      "18014398.509481987",
      "9007199.254740993",
      "",
      "9007199.254740994",
    ]);
    expect(column("cached_tokens")).toEqual(["", "", "", "3", ""]);
    expect(column("to")[0]).toBe("1970-01-01T00:15:00.000Z");
  });

  it("is ordered by each column, dearest first to the nano", () => {
    const ids = (...how: [Parameters<typeof orderedNames>[1], boolean]): string[] =>
      orderedNames(names, ...how).map(({ id }) => id);
    expect(ids("cost", false)).toEqual(["=a", "b", ""]);
    expect(ids("cost", true)).toEqual(["", "b", "=a"]);
    expect(ids("requests", false)).toEqual(["", "b", "=a"]);
    expect(ids("cache", false)[0]).toBe("");
    expect(ids("name", false)).toEqual(["", "=a", "b"]);
  });

  it("keeps what is in no part, and draws no share where nobody spoke of a cache", () => {
    const rest = restOf(
      report.total,
      names.map((name) => name.sum),
    );
    expect(rest).toMatchObject({ nanos: "0", requests: 0 });
    expect(cacheShare(noUse)).toBeNull();
    expect(valueOf("cache", sum({ cachedTokens: 1, cachedOf: 4 }))).toBe(0.25);
  });
});
