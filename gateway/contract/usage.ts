/**
 * Usage of one answer, as the provider reported it. null or absent = not reported, never 0.
 *
 * The optional counts are what only some providers say; a decoder sets those its wire has.
 */
export interface TokenUsage {
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** Part of `promptTokens`, not added to it. */
  readonly cachedTokens: number | null;
  /** Written to the provider's cache; part of `promptTokens`, not added to it. */
  readonly cacheWriteTokens: number | null;
  /** Part of `completionTokens`. */
  readonly reasoningTokens: number | null;
  /** What the provider says it charged, USD as decimal text (OpenRouter's `usage.cost`). */
  readonly reportedCostUsd: string | null;
  /** Part of `cacheWriteTokens`: those kept for an hour. */
  readonly cacheWrite1hTokens?: number | null;
  /** Parts of `promptTokens`; may overlap with what was cached. */
  readonly promptAudioTokens?: number | null;
  readonly promptImageTokens?: number | null;
  /** Parts of `completionTokens`. */
  readonly completionAudioTokens?: number | null;
  readonly completionImageTokens?: number | null;
  /** Searches that the model made and the provider charges by the piece. */
  readonly webSearches?: number | null;
  /** Seconds of audio that were heard. */
  readonly seconds?: number | null;
  /** Characters that were spoken. */
  readonly characters?: number | null;
  /** Images that were made. */
  readonly images?: number | null;
  /** Searches of a reranker. */
  readonly searchUnits?: number | null;
  /** The tier that served, in the provider's word: `default`, `flex`, `priority`, `batch`. */
  readonly serviceTier?: string | null;
  /** True when counts are the gateway's own estimate, because the provider reported none. */
  readonly isEstimate?: boolean;
}

export const unknownUsage: TokenUsage = {
  promptTokens: null,
  completionTokens: null,
  cachedTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  reportedCostUsd: null,
};

type ExtraName = {
  [Name in keyof TokenUsage]-?: undefined extends TokenUsage[Name] ? Name : never;
}[keyof TokenUsage];
type Extras = { readonly [Name in Exclude<ExtraName, "isEstimate">]?: TokenUsage[Name] | undefined };

/** The optional counts that were reported; what is null stays out of the usage. */
export function extraUsage(extras: Extras): Partial<TokenUsage> {
  return Object.fromEntries(Object.entries(extras).filter(([, value]) => value !== null && value !== undefined));
}
