/**
 * The bill of one request: what was charged, at which price, and where that price stands.
 *
 * Kept with the request and shown as it is. Amounts are decimal texts of US dollars; null means "not known", never zero.
 */
import { z } from "zod";

/** Where a price came from, the first that speaks wins. `built_in`: no provider was asked, so nothing was charged. */
export const priceSources = ["built_in", "provider_reported", "litellm_params", "model_info", "price_map"] as const;

/** What is counted. `query` is a search of a reranker, `web_search` one that a model made. */
export const costUnits = [
  "input",
  "cache_read",
  "cache_write",
  "cache_write_1h",
  "audio_input",
  "image_input",
  "output",
  "reasoning",
  "audio_output",
  "image_output",
  "character",
  "second",
  "image",
  "query",
  "web_search",
  "request",
] as const;

export const costLineSchema = z.object({
  unit: z.enum(costUnits),
  quantity: z.number().min(0),
  /** US dollars of one. */
  price: z.string(),
  /** LiteLLM's name of that price, e.g. `input_cost_per_token_above_200k_tokens`. */
  priceKey: z.string(),
  source: z.enum(priceSources),
  /** Quantity times price, exact. */
  usd: z.string(),
});

export const costBreakdownSchema = z.object({
  /** The sum, rounded once to whole nanos; null when anything of it is not known. */
  usdNanos: z.string().nullable(),
  /** null when nothing could be charged. */
  source: z.enum(priceSources).nullable(),
  /** The entry of the price map that was looked at; null when none fits the model. */
  entry: z.string().nullable(),
  /** Which price map, e.g. `litellm 1.103.7, 2026-10-21`; null when none was needed. */
  map: z.string().nullable(),
  /** flex, priority, batches: where the provider says that it served by one. */
  serviceTier: z.string().nullable(),
  /** Counts were estimated, because the provider reported none. */
  isEstimate: z.boolean(),
  lines: z.array(costLineSchema),
  /** Prices (by LiteLLM's name) and counts (by ours) that are missing for the sum. */
  missing: z.array(z.string()),
});

export type PriceSource = (typeof priceSources)[number];
export type CostUnit = (typeof costUnits)[number];
export type CostLine = z.infer<typeof costLineSchema>;
export type CostBreakdown = z.infer<typeof costBreakdownSchema>;
