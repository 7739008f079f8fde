/** The event loop's delay is what happened since the last scrape, and costs nothing to whoever never scrapes. */
import { expect, it } from "vitest";
import { matching, readExposition, total, type Sample } from "./__fixtures__/exposition.ts";
import { MetricBook } from "./metric-book.ts";
import { addProcessGauges } from "./process-gauges.ts";

const name = "portico_event_loop_delay_seconds";

it("shows a stall as the longest delay, once", async () => {
  const book = new MetricBook();
  const gauges = addProcessGauges(book, 1_700_000_000_000);
  const scrape = async (): Promise<Sample[]> => readExposition(await book.text());
  const measured = async (): Promise<Sample[]> => {
    for (;;) {
      const samples = await scrape();
      if (matching(samples, name).length > 0) return samples;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  expect(matching(await scrape(), name)).toEqual([]); // it begins to measure now
  await measured();
  await new Promise((resolve) => setTimeout(resolve, 25)); // its timer is running
  const until = performance.now() + 150;
  while (performance.now() < until); // the stall
  await new Promise((resolve) => setTimeout(resolve, 25));
  const longest = total(await measured(), name, { quantile: "1" });
  expect(longest).toBeGreaterThan(0.1);
  expect(longest).toBeLessThan(10);
  const samples = await measured();
  expect(total(samples, "process_start_time_seconds")).toBe(1_700_000_000);
  expect(total(samples, "process_resident_memory_bytes")).toBeGreaterThan(
    total(samples, "nodejs_heap_size_used_bytes"),
  );
  await gauges.dispose();
});
