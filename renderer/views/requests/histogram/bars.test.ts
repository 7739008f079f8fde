import { describe, expect, it } from "vitest";
import type { Histogram } from "../../../../gateway/contract/request-search.ts";
import { barsOf, bucketAt, rangeOf } from "./bars.ts";

const amounts = { count: 0, errors: 0, costUsdNanos: "0", unknownCost: 0 };
const histogram: Histogram = {
  from: 1000,
  stepMs: 100,
  buckets: [
    { ...amounts, count: 1000, errors: 1 },
    amounts,
    { ...amounts, count: 1, errors: 1 },
    { ...amounts, count: 500 },
  ],
  total: amounts,
  countedFrom: 1150,
};

describe("a histogram's bars", () => {
  it("are as high as their counts, and one request among thousands still shows", () => {
    expect(barsOf(histogram).map(({ all }) => all)).toEqual([1, 0, 0.04, 0.5]);
  });

  it("show errors, never higher than all", () => {
    expect(barsOf(histogram).map(({ errors }) => errors)).toEqual([0.04, 0, 0.04, 0]);
  });

  it("say which of them were not counted", () => {
    expect(barsOf(histogram).map(({ isUnknown }) => isUnknown)).toEqual([true, false, false, false]);
  });

  it("of an empty log are none", () => {
    expect(barsOf({ ...histogram, buckets: [] })).toEqual([]);
  });

  it("turn a brush into whole buckets, drawn from either side and beyond the edge", () => {
    expect([bucketAt(histogram, -1), bucketAt(histogram, 0.5), bucketAt(histogram, 1)]).toEqual([0, 2, 3]);
    expect(rangeOf(histogram, 2, 1)).toEqual({ since: 1100, until: 1300 });
    expect(rangeOf(histogram, 1, 1)).toEqual({ since: 1100, until: 1200 });
  });
});
