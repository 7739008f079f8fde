/** What a million tokens cost, as people compare models: at the prices of a short request in the standard tier. */
import type { ModelPrice } from "../contract/model-catalog.ts";
import { decimalFromExact, exactFromDecimal, times } from "./money.ts";
import type { Price, PriceSheet } from "./price-sheet.ts";

const million = 1_000_000;
const input = "input_cost_per_token";
const cacheRead = ["cache_read_input_token_cost", "input_cost_per_token_cache_hit"];

export const noPrice: ModelPrice = {
  inputPerMillion: null,
  outputPerMillion: null,
  cacheReadPerMillion: null,
  source: null,
};

/** A built-in answer asks no provider. */
export const freePrice: ModelPrice = {
  inputPerMillion: "0",
  outputPerMillion: "0",
  cacheReadPerMillion: null,
  source: "built_in",
};

/** @param atMs  epoch milliseconds: off-peak prices depend on it */
export function pricePerMillion(sheet: PriceSheet, atMs: number): ModelPrice {
  const terms = { promptTokens: 0, serviceTier: null, atMs };
  const read = sheet.find([input], terms);
  const written = sheet.find(["output_cost_per_token"], terms);
  // As it is billed: a layer that prices the input and no cached tokens bills them as input.
  const cached = sheet.find([...cacheRead, input], terms);
  return {
    inputPerMillion: perMillion(read),
    outputPerMillion: perMillion(written),
    cacheReadPerMillion: cached !== null && cacheRead.includes(cached.key) ? perMillion(cached) : null,
    source: (read ?? written)?.source ?? null,
  };
}

/** @param usd  of one token, plain decimal text; null and what is no amount stay unknown */
export function millionTimes(usd: string | null): string | null {
  if (usd === null || !/^\d+(\.\d+)?(e[+-]?\d{1,2})?$/i.test(usd)) return null;
  return decimalFromExact(times(exactFromDecimal(usd), million));
}

/** @returns the number as plain decimal text */
export function plainDecimal(usd: number): string {
  return decimalFromExact(exactFromDecimal(String(usd)));
}

function perMillion(price: Price | null): string | null {
  return price === null ? null : decimalFromExact(times(price.exact, million));
}
