/**
 * Counts of durations in buckets of two percent: a median that is true to one percent, in little memory.
 */
const growth = Math.log(1.02);

export class Histogram {
  readonly #counts = new Map<number, number>();
  #total = 0;

  /** Values that are not above zero count as the smallest. */
  add(value: number): void {
    const bucket = Math.round(Math.log(Math.max(value, 0.001)) / growth);
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + 1);
    this.#total++;
  }

  /** @returns null when there are fewer values than `least` */
  median(least: number): number | null {
    if (this.#total < least) return null;
    const buckets = [...this.#counts].sort(([left], [right]) => left - right);
    let seen = 0;
    for (const [bucket, count] of buckets) {
      seen += count;
      if (seen * 2 >= this.#total) return rounded(Math.exp(bucket * growth));
    }
    return null;
  }
}

function rounded(value: number): number {
  return value < 100 ? Math.round(value * 10) / 10 : Math.round(value);
}
