import { expect, it } from "vitest";
import type { Bill } from "../../../gateway/contract/replay.ts";
import { costDifference } from "./cost-difference.ts";

const bill = (nanos: string, change: Partial<Bill> = {}): Bill => ({
  nanos,
  priced: 1,
  estimated: 0,
  unknown: 0,
  ...change,
});

it("tells what a bill changed by exactly, with its sign", () => {
  expect(costDifference(bill("9007199254740993"), bill("9007199254740992"))).toBe("−$0.000000001");
  expect(costDifference(bill("1000"), bill("1500000"))).toBe("+$0.001499");
  expect(costDifference(bill("5"), bill("5"))).toBe("$0.00");
  expect(costDifference(bill("5"), bill("6", { estimated: 1 }))).toBe("≈ +$0.000000001");
});

it("tells nothing where a side is not wholly known, or has no cost at all", () => {
  expect(costDifference(bill("5"), bill("6", { unknown: 1 }))).toBeNull();
  expect(costDifference(bill("0", { priced: 0 }), bill("0", { priced: 0 }))).toBeNull();
});
