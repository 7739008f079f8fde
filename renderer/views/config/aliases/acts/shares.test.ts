import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deployment } from "../__fixtures__/sample-reading.ts";
import { sharesOf, shownWeights, wholePercents } from "./shares.ts";

describe("shares", () => {
  it("are an even draw without weights, in whole percent that sum to 100", () => {
    expect(sharesOf([deployment(0), deployment(1), deployment(2)])).toMatchObject({
      by: "even",
      percents: [34, 33, 33],
    });
  });

  it("follow weight over rpm over tpm, and give nothing to an entry without the field that decides", () => {
    const byRpm = [deployment(0, { rpm: 30 }), deployment(1, { rpm: 10, tpm: 999 })];
    expect(sharesOf(byRpm)).toMatchObject({ by: "rpm", percents: [75, 25] });
    expect(sharesOf([...byRpm, deployment(2, { weight: 1 })])).toMatchObject({ by: "weight", percents: [0, 0, 100] });
    expect(sharesOf([deployment(0, { weight: 0 }), deployment(1)])).toMatchObject({ by: "even", percents: [50, 50] });
  });

  it("leave out who waits behind a lower order, as the router does with who has none", () => {
    const shares = sharesOf([deployment(0, { order: 2 }), deployment(1, { order: 1 }), deployment(2)]);
    expect(shares.percents).toEqual([0, 100, 0]);
    expect([...shares.waiting]).toEqual([0, 2]);
  });

  it("show weights to begin from: the written ones, else the percents", () => {
    expect(shownWeights([deployment(0), deployment(1)])).toEqual([50, 50]);
    expect(shownWeights([deployment(0, { weight: 3 }), deployment(1)])).toEqual([3, 0]);
  });

  it("always sum to 100, each within one of its exact share, in the order of the weights", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }), (weights) => {
        const percents = wholePercents(weights);
        expect(percents.reduce((sum, percent) => sum + percent, 0)).toBe(100);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        for (const [at, percent] of percents.entries()) {
          const exact = total === 0 ? 100 / weights.length : ((weights[at] ?? 0) / total) * 100;
          expect(Math.abs(percent - exact)).toBeLessThan(1);
        }
      }),
    );
  });
});
