/** A catalog of ten thousand deployments is answered while others are served. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { systemClock as clock } from "../../base/clock.ts";
import { loadConfig } from "../../config/load.ts";
import type { Catalog } from "../../contract/deployment.ts";
import { PriceBook } from "../../pricing/price-book.ts";
import { PriceMap } from "../../pricing/price-map.ts";
import { sampleDeployment } from "../../providers/anthropic/__fixtures__/sample-deployment.ts";
import { Router } from "../../routing/router.ts";
import { catalogRows } from "./catalog-rows.ts";
import { FactsBook } from "./deployment-facts.ts";
import { FiguresCache } from "./figures-cache.ts";
import { ProbeBook } from "./probe-book.ts";

const count = 10_000;

function parts(catalog: Catalog) {
  const map = new PriceMap(join(import.meta.dirname, "../../../resources/price-map.json"));
  return {
    catalog: () => catalog,
    facts: new FactsBook(new PriceBook(map), clock),
    figures: new FiguresCache(() => Promise.resolve(new Map()), clock),
    probes: new ProbeBook({ probes: () => Promise.resolve([]), keepProbes: () => {} }),
    router: new Router({ clock, random: Math.random, priceOf: () => null }),
    clock,
    redact: (text: string) => text,
  };
}

it("answers ten thousand deployments within 300 ms, and lets others have their turn meanwhile", async () => {
  const loaded = loadConfig({ file: "resources/default-config.yaml", env: { LITELLM_MASTER_KEY: "sk-0" }, cwd: "." });
  const deployments = Array.from({ length: count }, (_, index) =>
    sampleDeployment({ id: `d${index}`, alias: `alias-${index}`, upstreamModel: `claude-${index % 3000}` }),
  );
  const catalog = { ...(loaded.catalog as Catalog), deployments }; // the default config is a good one
  const all = parts(catalog);
  let turns = 0;
  let beat = setImmediate(function next() {
    turns++;
    beat = setImmediate(next);
  });
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    const startedMs = performance.now();
    const { rows } = await catalogRows(all);
    times.push(performance.now() - startedMs);
    expect(rows.length).toBeGreaterThanOrEqual(count);
  }
  clearImmediate(beat);
  // The best of them: this machine has others to serve too.
  expect(Math.min(...times)).toBeLessThan(300);
  // Counted, not timed: others got their turn every 200 rows.
  expect(turns).toBeGreaterThanOrEqual((times.length * count) / 200);
});
