/**
 * Metrics in Prometheus' words: the only file that knows the library behind them.
 *
 * Counters and histograms are added to as requests end; gauges are asked when somebody scrapes, so they cost nothing
 * between scrapes. Names and labels are the caller's; a value that is no number is left out.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

export type Labels = Readonly<Record<string, string>>;

export interface Reading {
  readonly labels: Labels;
  readonly value: number;
}

export interface Shape {
  readonly name: string;
  /** What it counts, and its unit: the HELP line. */
  readonly help: string;
  readonly labels?: readonly string[];
}

/** A metric as the table in docs/metrics.md has it. */
export interface Registered {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly labels: readonly string[];
}

export interface CounterMetric {
  add(labels: Labels, value: number): void;
}

export interface HistogramMetric {
  observe(labels: Labels, value: number): void;
}

export class MetricBook {
  readonly #registry = new Registry();
  readonly #registered: Registered[] = [];
  #scrapes = 0;
  readonly contentType: string = this.#registry.contentType;

  counter(shape: Shape): CounterMetric {
    const counter = new Counter(this.#settings("counter", shape));
    return { add: (labels, value) => void (value >= 0 && value < Infinity && counter.inc({ ...labels }, value)) };
  }

  histogram(shape: Shape, buckets: readonly number[]): HistogramMetric {
    const histogram = new Histogram({ ...this.#settings("histogram", shape), buckets: [...buckets] });
    return { observe: (labels, value) => void (Number.isFinite(value) && histogram.observe({ ...labels }, value)) };
  }

  /** @param read  the whole of it, now; what it leaves out is gone from the answer */
  gauge(shape: Shape, read: () => Iterable<Reading>): void {
    const gauge = new Gauge({
      ...this.#settings("gauge", shape),
      collect: () => {
        gauge.reset();
        if (shape.labels === undefined) gauge.remove({}); // what is not known is left out, never 0
        for (const { labels, value } of read()) if (Number.isFinite(value)) gauge.set({ ...labels }, value);
      },
    });
  }

  /** A count that somebody else keeps, since the start. */
  counterOf(shape: Shape, read: () => Iterable<Reading>): void {
    const counter = new Counter({
      ...this.#settings("counter", shape),
      collect: () => {
        counter.reset();
        for (const { labels, value } of read()) if (value >= 0) counter.inc({ ...labels }, value);
      },
    });
  }

  /** A reading that several gauges share: made once for a scrape. */
  shared<Value>(read: () => Value): () => Value {
    let last: { readonly scrape: number; readonly value: Value } | null = null;
    return () => {
      if (last?.scrape !== this.#scrapes) last = { scrape: this.#scrapes, value: read() };
      return last.value;
    };
  }

  /** The exposition text. Streams go on while it is made: a turn of the event loop for each metric. */
  async text(): Promise<string> {
    this.#scrapes++;
    let text = "";
    for (const { name } of this.#registered) {
      text += `${await this.#registry.getSingleMetricAsString(name)}\n`;
      await nextTurn();
    }
    return text;
  }

  /** What there is, in the order of the exposition. */
  get registered(): readonly Registered[] {
    return this.#registered;
  }

  #settings(
    type: Registered["type"],
    { name, help, labels = [] }: Shape,
  ): { name: string; help: string; labelNames: string[]; registers: Registry[] } {
    this.#registered.push({ name, type, labels });
    return { name, help, labelNames: [...labels], registers: [this.#registry] };
  }
}
