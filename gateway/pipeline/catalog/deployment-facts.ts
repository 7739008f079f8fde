/**
 * What is known of a deployment's model without asking anyone: context, modalities, abilities and price, from the file's
 * `model_info` first, then the price map. Kept for a while, because a catalog may hold thousands of them.
 */
import { countOf, textOf } from "../../base/json-shape.ts";
import type { Clock } from "../../base/clock.ts";
import type { Deployment } from "../../contract/deployment.ts";
import type { CatalogRow } from "../../contract/model-catalog.ts";
import type { PriceBook } from "../../pricing/price-book.ts";
import { freePrice, pricePerMillion } from "../../pricing/price-per-million.ts";
import { firstSaid, knownAbilities } from "./known-abilities.ts";
import { modalitiesOf } from "./modalities.ts";

export type DeploymentFacts = Pick<
  CatalogRow,
  "mode" | "contextTokens" | "maxOutputTokens" | "inputModalities" | "outputModalities" | "abilities" | "price"
>;

/** Off-peak prices change within a day. */
const keptMs = 600_000;

export class FactsBook {
  readonly #prices: PriceBook;
  readonly #clock: Clock;
  readonly #kept = new WeakMap<Deployment, { readonly untilMs: number; readonly facts: DeploymentFacts }>();

  constructor(prices: PriceBook, clock: Clock) {
    this.#prices = prices;
    this.#clock = clock;
  }

  of(deployment: Deployment): DeploymentFacts {
    const nowMs = this.#clock.monotonicMs();
    const kept = this.#kept.get(deployment);
    if (kept !== undefined && kept.untilMs > nowMs) return kept.facts;
    const facts = factsOf(deployment, this.#prices, this.#clock.wallMs());
    this.#kept.set(deployment, { untilMs: nowMs + keptMs, facts });
    return facts;
  }
}

function factsOf(deployment: Deployment, prices: PriceBook, atMs: number): DeploymentFacts {
  const { modelInfo, mockResponse, upstreamModel } = deployment;
  const sheet = prices.sheetOf({ deployment, upstreamModel });
  const entry = sheet.entry?.entry ?? {};
  const count = (key: string): number | null => countOf(modelInfo[key]) ?? countOf(entry[key]);
  const mode = textOf(modelInfo["mode"]) ?? textOf(entry["mode"]) ?? deployment.mode;
  const abilities = firstSaid(knownAbilities(modelInfo, "config"), knownAbilities(entry, "price_map"));
  return {
    mode,
    contextTokens: count("max_input_tokens"),
    maxOutputTokens: count("max_output_tokens") ?? count("max_tokens"),
    ...modalitiesOf(mode, abilities),
    abilities,
    price: mockResponse === null ? pricePerMillion(sheet, atMs) : freePrice,
  };
}
