/**
 * Metrics in Prometheus' words: each is registered once by name, and the text of all is made when somebody scrapes.
 *
 * Counters and histograms are added to as requests end; gauges are asked at a scrape, so they cost nothing in between.
 * Law: nothing here throws at a request; a value that is no number is left out, and a gauge leaves out what is not known.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { expositionType, headLines, labelText, sampleLine, type Labels } from "./exposition.ts";
import { CounterSeries, HistogramSeries, type CounterMetric, type HistogramMetric } from "./kept-series.ts";

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

interface Family extends Registered {
  readonly help: string;
  readonly text: () => string;
}

export class MetricBook {
  readonly #families = new Map<string, Family>();
  #scrapes = 0;
  readonly contentType: string = expositionType;

  counter(shape: Shape): CounterMetric {
    const series = new CounterSeries(shape.name, shape.labels ?? []);
    this.#add("counter", shape, () => series.text());
    return series;
  }

  /** @param bounds  of the buckets, rising */
  histogram(shape: Shape, bounds: readonly number[]): HistogramMetric {
    const series = new HistogramSeries(shape.name, shape.labels ?? [], bounds);
    this.#add("histogram", shape, () => series.text());
    return series;
  }

  /** @param read  the whole of it, now; what it leaves out is gone from the answer */
  gauge(shape: Shape, read: () => Iterable<Reading>): void {
    this.#add("gauge", shape, () => readText(shape, read, -Infinity));
  }

  /** A count that somebody else keeps, since the start. */
  counterOf(shape: Shape, read: () => Iterable<Reading>): void {
    this.#add("counter", shape, () => readText(shape, read, 0));
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
    for (const family of this.#families.values()) {
      text += headLines(family.name, family.type, family.help) + family.text();
      await nextTurn();
    }
    return text;
  }

  get registered(): readonly Registered[] {
    return [...this.#families.values()];
  }

  /** @throws Error when the name is taken: a bug of the program's start */
  #add(type: Registered["type"], { name, help, labels = [] }: Shape, text: () => string): void {
    if (this.#families.has(name)) throw new Error(`two metrics are named ${name}`);
    this.#families.set(name, { name, type, labels, help, text });
  }
}

/** Of equal labels the last reading counts: a scraper refuses a text that has both. */
function readText({ name, labels: names = [] }: Shape, read: () => Iterable<Reading>, least: number): string {
  const values = new Map<string, number>();
  for (const { labels, value } of read())
    if (Number.isFinite(value) && value >= least) values.set(labelText(names, labels), value);
  let text = "";
  for (const [labels, value] of values) text += sampleLine(name, labels, value);
  return text;
}
