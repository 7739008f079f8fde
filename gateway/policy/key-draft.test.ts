/** Money typed in the panel reaches a key to the nano, or is refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GatewayError } from "../contract/errors.ts";
import { nanosOfUsd, nanosOfUsdText, usdTextOf } from "../contract/units.ts";
import { bodyOfDraft } from "./key-draft.ts";

describe("an amount as text", () => {
  it.each([
    [0n, "0"],
    [1n, "0.000000001"],
    [2500n, "0.0000025"],
    [1_000_000_000n, "1"],
    [10_000_000_000n, "10"],
    [12_340_000_000n, "12.34"],
    [9_007_199_254_740_993_000_000_001n, "9007199254740993.000000001"],
  ])("of %d nanos is %s, and reads back", (nanos, text) => {
    expect(usdTextOf(nanos)).toBe(text);
    expect(nanosOfUsdText(text)).toBe(nanos);
  });

  it.each(["", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1 ", "0.0000000001", "NaN", "９"])(
    "is not %j: that is refused, never guessed",
    (text) => expect(nanosOfUsdText(text)).toBeNull(),
  );
});

describe("the body of a draft", () => {
  it("has each amount exactly, in every place it stands", () => {
    const nanos = fc.bigInt({ min: 0n, max: 2_000_000_000_000_000n });
    fc.assert(
      fc.property(nanos, nanos, nanos, nanos, (max, soft, spend, ofModel) => {
        const body = bodyOfDraft({
          max_budget: usdTextOf(max),
          soft_budget: usdTextOf(soft),
          spend: usdTextOf(spend),
          model_max_budget: { "gpt-*": { max_budget: usdTextOf(ofModel), budget_duration: "1d" } },
        });
        const { max_budget: inModel } = (body["model_max_budget"] as Record<string, { max_budget: number }>)[
          "gpt-*"
        ] ?? {
          max_budget: -1,
        };
        const numbers = [body["max_budget"], body["soft_budget"], body["spend"], inModel] as number[]; // made above
        expect(numbers.map(nanosOfUsd)).toEqual([max, soft, spend, ofModel]);
      }),
    );
  });

  it("is refused where a number would round the amount", () => {
    for (const draft of [
      { max_budget: "900000000.000000001" },
      { model_max_budget: { m: { max_budget: "123456789.123456789", budget_duration: null } } },
    ]) {
      expect(() => bodyOfDraft(draft)).toThrow(GatewayError);
      expect(() => bodyOfDraft(draft)).toThrow(/cannot be kept exactly/);
    }
  });

  it("keeps null as null, leaves out what was left out, and passes the rest through", () => {
    expect(bodyOfDraft({ max_budget: null, models: [], duration: null })).toEqual({
      max_budget: null,
      models: [],
      duration: null,
    });
    expect(bodyOfDraft({})).toEqual({});
  });
});
