/** Money typed in the panel. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usdTextOf } from "../../../gateway/contract/units.ts";
import { readMoney } from "./money-input.ts";

describe("an amount that is typed", () => {
  it.each([
    ["12.5", "12.5"],
    [" $12.50 ", "12.5"],
    ["$ 1,234,567.89", "1234567.89"],
    [".05", "0.05"],
    ["0", "0"],
    ["007", "7"],
    ["3 USD", "3"],
    ["0.000000001", "0.000000001"],
    ["0.1000000000000", "0.1"],
    ["1000000000", "1000000000"],
  ])("as %j is %s", (text, usd) => expect(readMoney(text)).toEqual({ usd }));

  it.each([
    ["", "notMoney"],
    ["$", "notMoney"],
    [".", "notMoney"],
    ["-1", "notMoney"],
    ["1e3", "notMoney"],
    ["1,5", "notMoney"],
    ["12,34,567", "notMoney"],
    ["5 원", "notMoney"],
    ["0.0000000001", "tooFine"],
    ["900000000.000000001", "tooFine"],
    ["1000000000.01", "tooLarge"],
    ["99999999999999999999", "tooLarge"],
  ])("as %j is refused: %s", (text, problem) => expect(readMoney(text)).toEqual({ problem }));

  it("is read to the nano, whatever it is", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2_000_000_000_000_000n }), (nanos) => {
        expect(readMoney(usdTextOf(nanos))).toEqual({ usd: usdTextOf(nanos) });
      }),
    );
  });
});
