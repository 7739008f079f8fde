/** The series of a counter and of a histogram: added to as requests end, written when somebody scrapes. */
import { numberText, sampleLine, type Labels } from "./exposition.ts";
import { SeriesByLabels } from "./series-by-labels.ts";

export interface CounterMetric {
  /** What is no number, or would make the counter fall, is left out. */
  add(labels: Labels, value: number): void;
}

export interface HistogramMetric {
  /** What is no number is left out. */
  observe(labels: Labels, value: number): void;
}

export class CounterSeries implements CounterMetric {
  readonly #name: string;
  readonly #series: SeriesByLabels<{ value: number }>;

  constructor(name: string, labels: readonly string[]) {
    this.#name = name;
    this.#series = new SeriesByLabels(labels, () => ({ value: 0 }));
  }

  add(labels: Labels, value: number): void {
    if (value >= 0 && value < Infinity) this.#series.of(labels).value += value;
  }

  text(): string {
    let text = "";
    for (const [labels, { value }] of this.#series) text += sampleLine(this.#name, labels, value);
    return text;
  }
}

interface Distribution {
  /** Of each bucket alone; the last one is of what is beyond all bounds. */
  readonly counts: number[];
  sum: number;
}

export class HistogramSeries implements HistogramMetric {
  readonly #name: string;
  readonly #bounds: readonly number[];
  readonly #series: SeriesByLabels<Distribution>;

  /** @param bounds  rising; a value that equals one is within it */
  constructor(name: string, labels: readonly string[], bounds: readonly number[]) {
    this.#name = name;
    this.#bounds = bounds;
    this.#series = new SeriesByLabels(labels, () => ({
      counts: Array.from({ length: bounds.length + 1 }, () => 0),
      sum: 0,
    }));
  }

  observe(labels: Labels, value: number): void {
    if (!Number.isFinite(value)) return;
    const found = this.#bounds.findIndex((bound) => value <= bound);
    const bucket = found === -1 ? this.#bounds.length : found;
    const series = this.#series.of(labels);
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.sum += value;
  }

  text(): string {
    let text = "";
    for (const [labels, { counts, sum }] of this.#series) {
      let count = 0;
      for (const [bucket, more] of counts.entries()) {
        count += more;
        const bound = `le="${numberText(this.#bounds[bucket] ?? Infinity)}"`;
        text += sampleLine(`${this.#name}_bucket`, labels === "" ? bound : `${labels},${bound}`, count);
      }
      text += sampleLine(`${this.#name}_sum`, labels, sum) + sampleLine(`${this.#name}_count`, labels, count);
    }
    return text;
  }
}
