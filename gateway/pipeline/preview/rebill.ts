/**
 * The bill of a request of the log as it would be at another place or by other prices: the same counts, other figures.
 *
 * What the provider itself reported counts for as long as the request goes to the same model of the same provider.
 */
import type { CostUnit } from "../../contract/cost.ts";
import type { Operation } from "../../contract/operations.ts";
import type { Billed, RecentRequest } from "../../contract/request-use.ts";
import { usdNanos } from "../../contract/units.ts";
import { extraUsage, type TokenUsage } from "../../contract/usage.ts";
import { decimalFromNanos } from "../../pricing/money.ts";
import type { PriceBook } from "../../pricing/price-book.ts";
import { hasCompletion } from "../bill.ts";
import type { Destination, Share } from "./destination.ts";

type Answered = RecentRequest & { readonly billed: Billed };

export function isAnswered(row: RecentRequest): row is Answered {
  return row.billed !== null;
}

/** @returns USD nanos: of a draw, the mean that it comes to, rounded once; null when a price or count is not known */
export function costAt({ shares }: Destination, row: Answered, operation: Operation, prices: PriceBook): bigint | null {
  let sum = 0n;
  let total = 0n;
  for (const share of shares) {
    const cost = costOfShare(share, row, operation, prices);
    if (cost === null) return null;
    const weight = BigInt(share.weight);
    sum += cost * weight;
    total += weight;
  }
  return total === 0n ? 0n : (2n * sum + total) / (2n * total);
}

function costOfShare(share: Share, row: Answered, operation: Operation, prices: PriceBook): bigint | null {
  const { deployment, upstreamModel } = share;
  // As in a real bill: built-in answers and counted tokens cost nothing.
  if (deployment.mockResponse !== null || operation === "count_tokens") return 0n;
  const { usdNanos: cost } = prices.bill({
    deployment,
    upstreamModel,
    imageForms: imageForms(row),
    usage: usageOf(row, isWhereItWent(share, row)),
    hasCompletion: hasCompletion(operation),
    searchContext: "medium",
    atMs: row.startedAt,
  });
  return cost === null ? null : BigInt(cost);
}

function isWhereItWent({ deployment, upstreamModel }: Share, row: Answered): boolean {
  return deployment.provider === row.provider && upstreamModel === row.upstreamModel;
}

function usageOf(row: Answered, isSamePlace: boolean): TokenUsage {
  const { source, usdNanos: cost, serviceTier, quantities } = row.billed;
  const isReported = isSamePlace && source === "provider_reported" && cost !== null;
  const count = (unit: CostUnit): number | null => quantities[unit] ?? null;
  return {
    promptTokens: row.promptTokens,
    completionTokens: row.completionTokens,
    cachedTokens: row.cachedTokens,
    cacheWriteTokens: row.cacheWriteTokens,
    reasoningTokens: row.reasoningTokens,
    reportedCostUsd: isReported ? decimalFromNanos(usdNanos(BigInt(cost))) : null,
    serviceTier,
    ...extraUsage({
      cacheWrite1hTokens: count("cache_write_1h"),
      promptAudioTokens: count("audio_input"),
      promptImageTokens: count("image_input"),
      completionAudioTokens: count("audio_output"),
      completionImageTokens: count("image_output"),
      webSearches: count("web_search"),
      seconds: count("second"),
      characters: count("character"),
      images: count("image"),
      searchUnits: count("query"),
    }),
  };
}

const imageForm = /(?:(?:hd|standard|low|medium|high|auto)\/)?\d+-x-\d+(?=\/)/;

/** The quality and size that it was billed by stand in the name of the price map's entry. */
function imageForms({ billed, promptTokens }: Answered): readonly string[] {
  const form = promptTokens === null ? imageForm.exec(billed.entry ?? "")?.[0] : undefined;
  return form === undefined ? [] : [form];
}
