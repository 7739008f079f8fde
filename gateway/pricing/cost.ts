/**
 * The bill of one answer, exact: every count times its price, summed up and rounded once.
 *
 * Law: a bill is unknown as soon as one price or one count of it is; it is 0 only where every price is 0 or nobody was
 * asked. What the provider itself says it charged wins over any price list.
 */
import type { CostBreakdown, CostLine } from "../contract/cost.ts";
import type { TokenUsage } from "../contract/usage.ts";
import { chargesOf } from "./charges.ts";
import { decimalFromExact, nanosFromDecimal, nanosFromExact, sum, times } from "./money.ts";
import type { PriceSheet } from "./price-sheet.ts";

export interface CostInput {
  readonly usage: TokenUsage;
  readonly sheet: PriceSheet;
  /** Prefix of the provider, e.g. `openrouter`. */
  readonly provider: string;
  /** Title of the price map. */
  readonly map: string;
  readonly hasCompletion: boolean;
  readonly searchContext: string;
  /** Epoch milliseconds of the request's start. */
  readonly atMs: number;
}

/** Resellers whose reported 0 is a price: free models. Anyone else's 0 means that they have no price for it. */
const reportsTrueZero = new Set(["openrouter", "vercel_ai_gateway", "xai", "perplexity"]);
const standardTiers = new Set(["default", "standard", "auto", "on_demand"]);

export function costOf(facts: CostInput): CostBreakdown {
  const { usage, sheet, provider } = facts;
  const reported = usage.reportedCostUsd;
  if (reported !== null && (Number(reported) > 0 || reportsTrueZero.has(provider)))
    return reportedCost(facts, reported);
  const serviceTier = tierOf(usage.serviceTier ?? null);
  // xAI's long-context prices begin at the threshold, everyone else's above it.
  const promptTokens = (usage.promptTokens ?? 0) + (provider === "xai" ? 1 : 0);
  const terms = { promptTokens, serviceTier, atMs: facts.atMs };
  const { charges, missing } = chargesOf({ ...facts, terms });
  const amounts = charges.map(({ price, quantity }) => times(price.exact, quantity));
  const lines = charges.map(({ unit, quantity, price }, index): CostLine => {
    const usd = decimalFromExact(amounts[index] ?? times(price.exact, quantity));
    return { unit, quantity, price: price.text, priceKey: price.key, source: price.source, usd };
  });
  return {
    ...nothing,
    usdNanos: missing.length > 0 ? null : nanosFromExact(sum(amounts)).toString(),
    source: lines[0]?.source ?? (missing.length > 0 ? null : "price_map"),
    entry: sheet.entry?.name ?? null,
    map: facts.map,
    serviceTier,
    isEstimate: usage.isEstimate ?? false,
    lines,
    missing: [...new Set(missing)],
  };
}

const nothing: CostBreakdown = {
  usdNanos: null,
  source: null,
  entry: null,
  map: null,
  serviceTier: null,
  isEstimate: false,
  lines: [],
  missing: [],
};

/** The bill of what the gateway answered by itself. */
export const builtInCost: CostBreakdown = { ...nothing, usdNanos: "0", source: "built_in" };

function reportedCost({ usage }: CostInput, reported: string): CostBreakdown {
  const serviceTier = tierOf(usage.serviceTier ?? null);
  return { ...nothing, usdNanos: nanosFromDecimal(reported).toString(), source: "provider_reported", serviceTier };
}

/** LiteLLM's suffix of a tier's prices; null = the standard ones. */
function tierOf(word: string | null): string | null {
  const tier = word?.toLowerCase() ?? null;
  if (tier === null || standardTiers.has(tier)) return null;
  return tier === "batch" ? "batches" : tier;
}
