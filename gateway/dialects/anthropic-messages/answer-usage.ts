/**
 * Token usage in Anthropic's words: `input_tokens` counts neither what was read from the cache nor what was written
 * to it. The SDKs want numbers for input and output, so an unknown count is 0 there; the log keeps it unknown.
 *
 * @source https://docs.claude.com/en/api/messages (Usage); LiteLLM's answers (golden data): prompt minus cached
 */
import type { TokenUsage } from "../../contract/usage.ts";

/** `message_start` comes before the counts: clients add up its four members, and `message_delta` has the true ones. */
export function openingUsage(usage: TokenUsage): Readonly<Record<string, unknown>> {
  return { cache_creation_input_tokens: 0, cache_read_input_tokens: 0, ...answerUsage(usage) };
}

export function answerUsage(usage: TokenUsage): Readonly<Record<string, unknown>> {
  const { promptTokens, completionTokens, cachedTokens, cacheWriteTokens, reasoningTokens } = usage;
  const fresh = Math.max(0, (promptTokens ?? 0) - (cachedTokens ?? 0) - (cacheWriteTokens ?? 0));
  return {
    input_tokens: fresh,
    output_tokens: completionTokens ?? 0,
    ...(cacheWriteTokens === null ? {} : { cache_creation_input_tokens: cacheWriteTokens }),
    ...(cachedTokens === null ? {} : { cache_read_input_tokens: cachedTokens }),
    ...(reasoningTokens === null ? {} : { output_tokens_details: { thinking_tokens: reasoningTokens } }),
    ...particulars(usage),
  };
}

const serviceTiers = new Set(["standard", "priority", "batch"]);

/** What only Anthropic's own models report. */
function particulars({ cacheWriteTokens, cacheWrite1hTokens, webSearches, serviceTier }: TokenUsage): object {
  const hour = cacheWrite1hTokens ?? null;
  const fiveMinutes = Math.max(0, (cacheWriteTokens ?? 0) - (hour ?? 0));
  return {
    ...(hour === null
      ? {}
      : { cache_creation: { ephemeral_5m_input_tokens: fiveMinutes, ephemeral_1h_input_tokens: hour } }),
    ...((webSearches ?? null) === null ? {} : { server_tool_use: { web_search_requests: webSearches } }),
    ...(serviceTiers.has(serviceTier ?? "") ? { service_tier: serviceTier } : {}),
  };
}
