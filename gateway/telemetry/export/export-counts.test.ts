/** Counts of an exporter, and how often a loss is said. */
import { expect, it } from "vitest";
import { ExportCounts } from "./export-counts.ts";

it("says a loss when it begins, and of a receiver that takes and loses by turns once a minute", () => {
  const counts = new ExportCounts();
  const said = [0, 10, 20].map((at) => counts.lost(1, at, "no"));
  expect(said).toEqual([true, false, false]);
  counts.took(5, 1000);
  expect(counts.lost(1, 2000, "no")).toBe(false);
  counts.took(5, 61_000);
  expect(counts.lost(1, 62_000, "again")).toBe(true);
  expect(counts).toMatchObject({
    exported: 10,
    dropped: 5,
    lastExportAt: 61_000,
    lastError: { at: 62_000, message: "again" },
  });
});
