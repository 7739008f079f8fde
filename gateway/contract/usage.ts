/** Token usage of one answer, as the provider reported it. null = not reported, never 0. */
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
}

export const unknownUsage: TokenUsage = {
  promptTokens: null,
  completionTokens: null,
  cachedTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  reportedCostUsd: null,
};
