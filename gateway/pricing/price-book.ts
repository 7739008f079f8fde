/**
 * Prices and capabilities of the deployments of a catalog: looks a model up once and keeps what it found.
 *
 * What is kept goes with the deployment, so a reload begins anew; a wildcard's models are bounded, because clients name
 * them.
 */
import type { CostBreakdown } from "../contract/cost.ts";
import type { Deployment } from "../contract/deployment.ts";
import { costOf, type CostInput } from "./cost.ts";
import type { NamedEntry, PriceMap } from "./price-map.ts";
import { priceNames, type NamedModel, type PricedModel, type PriceName } from "./price-names.ts";
import { PriceSheet } from "./price-sheet.ts";

const modelsPerDeployment = 500;
const keptEntries = 1000;

export type BillInput = PricedModel & Omit<CostInput, "sheet" | "provider" | "map">;

export class PriceBook {
  readonly #map: PriceMap;
  readonly #entries = new Map<string, NamedEntry | null>();
  readonly #sheets = new WeakMap<Deployment, Map<string, PriceSheet>>();

  constructor(map: PriceMap) {
    this.#map = map;
  }

  bill(input: BillInput): CostBreakdown {
    const { provider } = input.deployment;
    return costOf({ ...input, provider, sheet: this.sheetOf(input), map: this.#map.title });
  }

  /** The map's entry for a model; null when it has none. */
  entryOf(model: NamedModel): NamedEntry | null {
    const names = priceNames(model);
    const key = names.map(({ name }) => name).join("\n");
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      if (this.#entries.size >= keptEntries) this.#entries.clear();
      entry = this.#lookUp(names);
      this.#entries.set(key, entry);
    }
    return entry;
  }

  /** Prices of a model that no deployment serves, as the map has them. */
  listedSheet(provider: string, model: string): PriceSheet {
    const deployment = { provider, modelInfo: {}, shownParams: {} };
    return new PriceSheet(deployment, this.entryOf({ deployment, upstreamModel: model }));
  }

  wholeMapJson(): Buffer {
    return this.#map.wholeJson();
  }

  sheetOf(model: PricedModel): PriceSheet {
    const { deployment, upstreamModel, imageForms = [] } = model;
    const key = [upstreamModel, ...imageForms].join("\n");
    let sheets = this.#sheets.get(deployment);
    if (sheets === undefined || sheets.size >= modelsPerDeployment) {
      sheets = new Map();
      this.#sheets.set(deployment, sheets);
    }
    let sheet = sheets.get(key);
    if (sheet === undefined) {
      sheet = new PriceSheet(deployment, this.entryOf(model));
      sheets.set(key, sheet);
    }
    return sheet;
  }

  #lookUp(names: readonly PriceName[]): NamedEntry | null {
    for (const { name, provider } of names) {
      const found = this.#map.find(name);
      if (found === null) continue;
      if (provider === null || String(found.entry["litellm_provider"]).startsWith(provider)) return found;
    }
    return null;
  }
}
