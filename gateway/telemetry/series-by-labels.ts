/**
 * The series of one metric, found by their labels.
 *
 * A frozen label set comes again (request-labels.ts makes one for many requests): it is found by identity, at a small part
 * of what putting its text together costs.
 */
import { labelText, type Labels } from "./exposition.ts";

export class SeriesByLabels<Series> implements Iterable<[labels: string, series: Series]> {
  readonly #names: readonly string[];
  readonly #make: () => Series;
  readonly #byText = new Map<string, Series>();
  readonly #byObject = new WeakMap<Labels, Series>();

  constructor(names: readonly string[], make: () => Series) {
    this.#names = names;
    this.#make = make;
  }

  of(labels: Labels): Series {
    return this.#byObject.get(labels) ?? this.#find(labels);
  }

  [Symbol.iterator](): IterableIterator<[string, Series]> {
    return this.#byText[Symbol.iterator]();
  }

  #find(labels: Labels): Series {
    const text = labelText(this.#names, labels);
    const series = this.#byText.get(text) ?? this.#make();
    this.#byText.set(text, series);
    if (Object.isFrozen(labels)) this.#byObject.set(labels, series);
    return series;
  }
}
