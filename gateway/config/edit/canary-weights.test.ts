/** Shares of a canary: whole percents, in the former proportion. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canaryWeights } from "./canary-weights.ts";

describe("weights beside a canary", () => {
  it.each<[string, Parameters<typeof canaryWeights>, number[]]>([
    ["a single deployment takes the rest", [[{}], 10], [90]],
    ["deployments without weights share evenly, the first one the odd percent", [[{}, {}], 5], [48, 47]],
    ["weights keep their proportion", [[{ weight: 3 }, { weight: 1 }], 20], [60, 20]],
    ["weights in text count", [[{ weight: "3" }, { weight: 1 }], 20], [60, 20]],
    ["rpm weighs where there is no weight", [[{ rpm: 600 }, { rpm: 300 }], 10], [60, 30]],
    ["a deployment of weight 0 stays out", [[{ weight: 0 }, { weight: 1 }], 10], [0, 90]],
    ["a small share does not become none", [[{ weight: 1000 }, { weight: 1 }], 50], [49, 1]],
    ["a second canary shares like the others", [[{ weight: 90 }, { weight: 10 }], 50], [45, 5]],
  ])("%s", (_title, [params, percent], wanted) => {
    expect(canaryWeights(params, percent)).toEqual(wanted);
  });

  it("sum to 100 with it, whatever they were, and are whole and not negative", () => {
    const params = fc.array(fc.record({ weight: fc.option(fc.nat(1000), { nil: undefined }), rpm: fc.nat(9) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(params, fc.integer({ min: 1, max: 99 }), (present, percent) => {
        const weights = canaryWeights(present, percent);
        expect(weights).toHaveLength(present.length);
        expect(weights.reduce((sum, one) => sum + one, percent)).toBe(100);
        for (const weight of weights) expect(Number.isInteger(weight) && weight >= 0).toBe(true);
      }),
    );
  });
});
