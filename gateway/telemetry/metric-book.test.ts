/** The exposition as a scraper reads it: values and labels come back as they went in, whatever stands in them. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { matching, readExposition, total } from "./__fixtures__/exposition.ts";
import { MetricBook } from "./metric-book.ts";

const hostile = 'a "b" \\ c\\n\nd } 1e9 {le="x",# HELP';

it("gives labels back as they were, quotes, backslashes and line ends among them, in every kind of metric", async () => {
  const book = new MetricBook();
  const labels = { alias: hostile };
  book.counter({ name: "a_total", help: "h", labels: ["alias"] }).add(labels, 2);
  book.histogram({ name: "b", help: "h", labels: ["alias"] }, [1, 2]).observe(labels, 1.5);
  book.gauge({ name: "c", help: "h", labels: ["alias"] }, () => [{ labels, value: -3 }]);
  book.counterOf({ name: "d_total", help: "h", labels: ["alias"] }, () => [{ labels, value: 4 }]);
  const samples = readExposition(await book.text());
  expect(samples.map(({ name, value, labels: { alias, le } }) => [name, value, alias, le])).toEqual([
    ["a_total", 2, hostile, undefined],
    ["b_bucket", 0, hostile, "1"],
    ["b_bucket", 1, hostile, "2"],
    ["b_bucket", 1, hostile, "+Inf"],
    ["b_sum", 1.5, hostile, undefined],
    ["b_count", 1, hostile, undefined],
    ["c", -3, hostile, undefined],
    ["d_total", 4, hostile, undefined],
  ]);
});

it("leaves out what is no number or would make a counter fall, and what a gauge says no more", async () => {
  const book = new MetricBook();
  const counter = book.counter({ name: "a_total", help: "h", labels: ["x"] });
  for (const value of [Number.NaN, -1, Infinity]) counter.add({ x: "1" }, value);
  book.histogram({ name: "b", help: "h", labels: ["x"] }, [1]).observe({ x: "1" }, Number.NaN);
  let readings = [{ labels: { x: "1" }, value: 1 }];
  book.gauge({ name: "c", help: "h", labels: ["x"] }, () => readings);
  book.gauge({ name: "unlabelled", help: "h" }, () => readings.map(({ value }) => ({ labels: {}, value })));
  expect(readExposition(await book.text()).map(({ name }) => name)).toEqual(["c", "unlabelled"]);
  readings = [{ labels: { x: "2" }, value: Number.NaN }];
  expect(readExposition(await book.text())).toEqual([]);
});

it("finds a series by its labels' values, whichever object they come in", async () => {
  const text = fc.constantFrom("", "a", 'a"', 'a\\"', "a,b", 'a",y="', "\n", "\\n");
  const added = fc.record({ x: text, y: text, isFrozen: fc.boolean(), value: fc.nat(100) });
  await fc.assert(
    fc.asyncProperty(fc.array(added, { maxLength: 40 }), async (adds) => {
      const book = new MetricBook();
      const counter = book.counter({ name: "a_total", help: "h", labels: ["x", "y"] });
      const histogram = book.histogram({ name: "b", help: "h", labels: ["x", "y"] }, [50]);
      const sums = new Map<string, number>();
      for (const { x, y, isFrozen, value } of adds) {
        const labels = isFrozen ? Object.freeze({ y, x }) : { x, y };
        counter.add(labels, value);
        histogram.observe(labels, value);
        const name = JSON.stringify([x, y]);
        sums.set(name, (sums.get(name) ?? 0) + value);
      }
      const samples = readExposition(await book.text());
      for (const metric of ["a_total", "b_sum"]) {
        const read = samples.filter(({ name }) => name === metric);
        expect(new Map(read.map(({ labels, value }) => [JSON.stringify([labels["x"], labels["y"]]), value]))).toEqual(
          sums,
        );
        expect(read).toHaveLength(sums.size);
      }
      expect(total(samples, "b_count")).toBe(adds.length);
      expect(total(samples, "b_bucket", { le: "50" })).toBe(adds.filter(({ value }) => value <= 50).length);
    }),
    { numRuns: 50 },
  );
});

it("never says a series twice, and never has two metrics of one name", async () => {
  const book = new MetricBook();
  const twice = [1, 2].map((value) => ({ labels: { x: "1" }, value }));
  book.gauge({ name: "a", help: "h", labels: ["x"] }, () => twice);
  expect(readExposition(await book.text())).toEqual([{ name: "a", labels: { x: "1" }, value: 2 }]);
  expect(() => book.counter({ name: "a", help: "h" })).toThrow("two metrics are named a");
});

it("reads once for all gauges of a scrape, and again for the next", async () => {
  const book = new MetricBook();
  let reads = 0;
  const shared = book.shared(() => ++reads);
  for (const name of ["a", "b"]) book.gauge({ name, help: "h" }, () => [{ labels: {}, value: shared() }]);
  await book.text();
  const samples = readExposition(await book.text());
  expect(samples.map(({ value }) => value)).toEqual([2, 2]);
});

it("lets the event loop turn between metrics, so that a long scrape stops no stream", async () => {
  const book = new MetricBook();
  for (let each = 0; each < 20; each++)
    book.counter({ name: `m${each}_total`, help: "h", labels: ["x"] }).add({ x: "1" }, 1);
  let turns = 0;
  const turn = (): void => {
    turns++;
    if (turns < 1000) next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  const samples = readExposition(await book.text());
  clearImmediate(next);
  expect(total(samples, "m19_total")).toBe(1);
  expect(matching(samples, "m0_total", { x: "1" })).toHaveLength(1);
  expect(turns).toBeGreaterThanOrEqual(19);
});
