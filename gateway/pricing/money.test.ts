import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nanosFromDecimal } from "./money.ts";

describe("nanosFromDecimal", () => {
  it.each([
    ["0", 0n],
    ["0.000123", 123_000n],
    ["1.23e-7", 123n],
    ["12", 12_000_000_000n],
    ["0.0000000004", 0n],
    ["0.0000000005", 1n],
    ["1e2", 100_000_000_000n],
  ])("reads %s USD as exactly %s nanos", (text, nanos) => {
    expect(nanosFromDecimal(text)).toBe(nanos);
  });

  it("loses nothing for any amount of whole nanos", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (nanos) => {
        const text = nanos.toString().padStart(10, "0");
        expect(nanosFromDecimal(`${text.slice(0, -9)}.${text.slice(-9)}`)).toBe(nanos);
      }),
    );
  });

  it.each(["", "-1", "NaN", "1,5", "0x10"])("refuses %j", (text) => {
    expect(() => nanosFromDecimal(text)).toThrow(RangeError);
  });
});
