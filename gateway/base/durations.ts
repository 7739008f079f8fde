/**
 * Counts of durations in buckets of two percent: quantiles that are true to one percent, in little memory.
 */
const growth = Math.log(1.02);

export class Durations {
  readonly #counts = new Map<number, number>();
  #total = 0;

  /** All of them together. */
  static of(parts: readonly Durations[]): Durations {
    const whole = new Durations();
    for (const part of parts) for (const [bucket, count] of part.#counts) whole.#count(bucket, count);
    return whole;
  }

  /** Values that are not above zero count as the smallest. */
  add(value: number): void {
    this.#count(Math.round(Math.log(Math.max(value, 0.001)) / growth), 1);
  }

  /** @returns null when there are fewer values than `least` */
  median(least: number): number | null {
    return this.quantile(0.5, least);
  }

  /** @param share  0.95 = the value that 95 of 100 do not pass. @returns null when there are fewer values than `least` */
  quantile(share: number, least: number): number | null {
    if (this.#total < least) return null;
    const buckets = [...this.#counts].sort(([left], [right]) => left - right);
    let seen = 0;
    for (const [bucket, count] of buckets) {
      seen += count;
      if (seen >= this.#total * share) return rounded(Math.exp(bucket * growth));
    }
    return null;
  }

  #count(bucket: number, count: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
    this.#total += count;
  }
}

function rounded(value: number): number {
  return value < 100 ? Math.round(value * 10) / 10 : Math.round(value);
}
