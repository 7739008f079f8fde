/** What can be drawn of a sum of use, and arithmetic on such sums. Drawing may be inexact; texts never are. */
import { noCounts, usageCounts, type UsageSum } from "../../../../gateway/contract/usage-figures.ts";

export const metrics = ["cost", "requests", "errors", "tokens", "cache"] as const;
export type Metric = (typeof metrics)[number];

const values: Record<Metric, (sum: UsageSum) => number | null> = {
  /** Dollars of what is priced. */
  cost: ({ nanos }) => Number(nanos) / 1e9,
  requests: ({ requests }) => requests,
  errors: ({ errors }) => errors,
  tokens: ({ promptTokens, completionTokens }) => promptTokens + completionTokens,
  cache: (sum) => cacheShare(sum),
};

/** @returns null when there is nothing that could be drawn */
export function valueOf(metric: Metric, sum: UsageSum): number | null {
  return values[metric](sum);
}

/** 0 to 1; null = no provider said anything of its cache. */
export function cacheShare({ cachedTokens, cachedOf }: UsageSum): number | null {
  return cachedOf === 0 ? null : cachedTokens / cachedOf;
}

export const noUse: UsageSum = { nanos: "0", ...noCounts };

/** What of the whole is in none of the parts. */
export function restOf(whole: UsageSum, parts: readonly UsageSum[]): UsageSum {
  const rest = { ...whole };
  for (const field of usageCounts) rest[field] -= parts.reduce((sum, part) => sum + part[field], 0);
  rest.nanos = String(parts.reduce((left, { nanos }) => left - BigInt(nanos), BigInt(whole.nanos)));
  return rest;
}
