/**
 * The prices of one model as layers: the deployment's own in `litellm_params`, then `model_info`, then the price map.
 *
 * A layer that prices a thing wins whole: where the file gives an input price and none for cached tokens, cached tokens
 * cost the file's input price, not the map's cache price, because the map's list is not the one the user pays by.
 */
import { isRecord } from "../base/json-shape.ts";
import type { PriceSource } from "../contract/cost.ts";
import type { Deployment } from "../contract/deployment.ts";
import { isPriceKey } from "../contract/prices.ts";
import { decimalFromExact, exactFromDecimal, type ExactUsd } from "./money.ts";
import { isOffPeak } from "./off-peak.ts";
import type { NamedEntry, PriceEntry } from "./price-map.ts";

export interface Price {
  readonly key: string;
  readonly source: PriceSource;
  /** US dollars of one, plain decimal text. */
  readonly text: string;
  readonly exact: ExactUsd;
}

/** What a request was, as far as prices depend on it. */
export interface PriceTerms {
  /** All of the prompt, cached or not: tiers are chosen by it. */
  readonly promptTokens: number;
  /** flex, priority, batches, or any LiteLLM suffix; null = standard. */
  readonly serviceTier: string | null;
  /** Epoch milliseconds. */
  readonly atMs: number;
}

interface Layer {
  readonly source: PriceSource;
  readonly fields: PriceEntry;
  /** Base key -> its tiers' thresholds in tokens, highest first. */
  readonly tiers: ReadonlyMap<string, readonly Tier[]>;
  /** Prices read so far, by key. */
  readonly read: Map<string, Price | null>;
}

interface Tier {
  readonly from: number;
  readonly key: string;
}

const tierName = /^(.+)_above_(\d+(?:\.\d+)?)k_tokens$/;

export class PriceSheet {
  readonly entry: NamedEntry | null;
  readonly #layers: readonly Layer[];

  constructor(deployment: Pick<Deployment, "shownParams" | "modelInfo">, entry: NamedEntry | null) {
    this.entry = entry;
    this.#layers = [
      layer("litellm_params", deployment.shownParams),
      layer("model_info", deployment.modelInfo),
      layer("price_map", entry?.entry ?? {}),
    ];
  }

  /**
   * @param keys  base keys, best first: a layer that has none of them passes the question on
   * @returns null when no layer prices it
   */
  find(keys: readonly string[], terms: PriceTerms): Price | null {
    for (const layer of this.#layers) {
      for (const base of keys) {
        for (const key of variants(base, layer.tiers.get(base) ?? [], terms)) {
          const price = cheaperNow(layer, key, terms.atMs) ?? priceOf(layer, key);
          if (price !== null) return price;
        }
      }
    }
    return null;
  }

  /** The price of one web search by the size asked for. @source LiteLLM: `search_context_cost_per_query` */
  webSearch(size: string): Price | null {
    const name = "search_context_cost_per_query";
    for (const { source, fields } of this.#layers) {
      const bySize = fields[name];
      if (isRecord(bySize)) return priceAt(bySize[`search_context_size_${size}`], name, source);
    }
    return null;
  }
}

/** Most particular first: above a threshold and in a service tier, above it, in the service tier, plain. */
function variants(base: string, tiers: readonly Tier[], { promptTokens, serviceTier }: PriceTerms): readonly string[] {
  const above = tiers.find(({ from }) => promptTokens > from)?.key;
  const stems = above === undefined ? [base] : [above, base];
  return stems.flatMap((stem) => (serviceTier === null ? [stem] : [`${stem}_${serviceTier}`, stem]));
}

function layer(source: PriceSource, fields: PriceEntry): Layer {
  const tiers = new Map<string, Tier[]>();
  for (const key of Object.keys(fields)) {
    const match = isPriceKey(key) ? tierName.exec(key) : null;
    if (match === null) continue;
    const base = match[1] ?? "";
    const list = tiers.get(base) ?? [];
    tiers.set(base, list);
    list.push({ from: Number(match[2]) * 1000, key });
  }
  for (const list of tiers.values()) list.sort((left, right) => right.from - left.from);
  return { source, fields, tiers, read: new Map() };
}

function cheaperNow({ fields, source }: Layer, key: string, atMs: number): Price | null {
  const offPeak = fields["off_peak_pricing"];
  if (!isRecord(offPeak) || offPeak[key] === undefined) return null;
  return isOffPeak(offPeak, atMs) ? priceAt(offPeak[key], key, source) : null;
}

function priceOf({ fields, source, read }: Layer, key: string): Price | null {
  let price = read.get(key);
  if (price === undefined) {
    price = priceAt(fields[key], key, source);
    read.set(key, price);
  }
  return price;
}

/** A number's shortest text is the decimal it was written as. */
function priceAt(value: unknown, key: string, source: PriceSource): Price | null {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : null;
  if (text === null || !/^\d*\.?\d+(e[+-]?\d{1,2})?$/i.test(text)) return null;
  const exact = exactFromDecimal(text.startsWith(".") ? `0${text}` : text);
  return { key, source, text: decimalFromExact(exact), exact };
}
