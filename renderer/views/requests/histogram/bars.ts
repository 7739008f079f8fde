/** Where the bars of a histogram stand, and which time a place in it means. Pure. */
import type { Histogram } from "../../../../gateway/contract/request-search.ts";

export interface Bar {
  readonly index: number;
  /** 0 to 1, of the width. */
  readonly left: number;
  readonly width: number;
  /** 0 to 1, of the height; errors are part of all. */
  readonly all: number;
  readonly errors: number;
  /** Not counted: more rows hold the words than are looked through. */
  readonly isUnknown: boolean;
}

export function barsOf({ buckets, from, stepMs, countedFrom }: Histogram): Bar[] {
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const width = 1 / Math.max(1, buckets.length);
  // One request among thousands still shows.
  const height = (count: number): number => (count === 0 ? 0 : Math.max(0.04, count / most));
  return buckets.map(({ count, errors }, index) => ({
    index,
    left: index * width,
    width,
    all: height(count),
    errors: errors === 0 ? 0 : Math.min(height(count), height(errors)),
    isUnknown: countedFrom !== null && from + (index + 1) * stepMs <= countedFrom,
  }));
}

/** @param place  0 to 1, of the width */
export function bucketAt({ buckets }: Histogram, place: number): number {
  return Math.max(0, Math.min(buckets.length - 1, Math.floor(place * buckets.length)));
}

export interface TimeRange {
  readonly since: number;
  readonly until: number;
}

/** From the beginning of the one to the end of the other, in either order. */
export function rangeOf({ from, stepMs }: Histogram, one: number, other: number): TimeRange {
  const [first, last] = one < other ? [one, other] : [other, one];
  return { since: from + first * stepMs, until: from + (last + 1) * stepMs };
}
