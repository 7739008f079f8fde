/** What the router wants to know of a deployment's model beyond its entry: what a token costs, and how much fits in. */
import type { Deployment } from "../contract/deployment.ts";
import type { PriceBook } from "../pricing/price-book.ts";

/** The entry's own prices (`litellm_params`, then `model_info`), then the price map's. */
export function tokenPrice(deployment: Deployment, prices: PriceBook): number | null {
  const { shownParams, modelInfo } = deployment;
  const sources = [shownParams, modelInfo, entryOf(deployment, prices)];
  const input = firstNumber(sources, "input_cost_per_token");
  const output = firstNumber(sources, "output_cost_per_token");
  return input === null && output === null ? null : (input ?? 0) + (output ?? 0);
}

/** The price map's figure; the entry's own is looked at first by whoever asks. */
export function maxInputTokens(deployment: Deployment, prices: PriceBook): number | null {
  return firstNumber([entryOf(deployment, prices)], "max_input_tokens");
}

function entryOf(deployment: Deployment, prices: PriceBook): Readonly<Record<string, unknown>> {
  return prices.entryOf({ deployment, upstreamModel: deployment.upstreamModel })?.entry ?? {};
}

function firstNumber(sources: readonly Readonly<Record<string, unknown>>[], key: string): number | null {
  for (const source of sources) {
    const value = source[key];
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number === "number" && Number.isFinite(number) && number >= 0) return number;
  }
  return null;
}
