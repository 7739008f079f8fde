/** Amounts on an axis are read at a glance: short, and never in powers of ten. */
import { describe, expect, it } from "vitest";
import { formatAxisUsd } from "./format-part.ts";

describe("an amount on the axis", () => {
  it("is a plain decimal, however small", () => {
    expect([0, 0.000_000_8, 0.0123, 1.5, 12.3, 1500].map(formatAxisUsd)).toEqual([
      "$0",
      "$0.0000008",
      "$0.012",
      "$1.50",
      "$12",
      "$1.5K",
    ]);
  });
});
