/**
 * Reads Anthropic's `usage`. `input_tokens` leaves out what was read from or written to the cache: all three together
 * are the prompt.
 *
 * @source https://docs.claude.com/en/docs/build-with-claude/prompt-caching (tracking cache performance)
 */
import { countOf, isRecord, recordOf, textOf } from "../../base/json-shape.ts";
import { extraUsage, unknownUsage, type TokenUsage } from "../../contract/usage.ts";

/**
 * @param usage  the value of `usage` as parsed
 * @param earlier  what the stream said before: a later event repeats only what it changes
 * @returns null when it is no usage at all
 */
export function readUsage(usage: unknown, earlier: TokenUsage = unknownUsage): TokenUsage | null {
  if (!isRecord(usage)) return null;
  const cached = countOf(usage["cache_read_input_tokens"]) ?? earlier.cachedTokens;
  const written = countOf(usage["cache_creation_input_tokens"]) ?? earlier.cacheWriteTokens;
  const fresh = countOf(usage["input_tokens"]);
  const details = usage["output_tokens_details"];
  return {
    promptTokens: fresh === null ? earlier.promptTokens : fresh + (cached ?? 0) + (written ?? 0),
    completionTokens: countOf(usage["output_tokens"]) ?? earlier.completionTokens,
    cachedTokens: cached,
    cacheWriteTokens: written,
    reasoningTokens: (isRecord(details) ? countOf(details["thinking_tokens"]) : null) ?? earlier.reasoningTokens,
    reportedCostUsd: null,
    ...extraUsage({
      cacheWrite1hTokens: hourWrites(usage, written) ?? earlier.cacheWrite1hTokens,
      webSearches: webSearches(usage) ?? earlier.webSearches,
      serviceTier: textOf(usage["service_tier"]) ?? earlier.serviceTier,
    }),
  };
}

/**
 * Of the writes, those for an hour. With server tools the breakdown covers the first round alone and the total all of
 * them: where it knows only writes for an hour, the rest are taken for the same.
 */
function hourWrites(usage: Readonly<Record<string, unknown>>, written: number | null): number | null {
  const breakdown = recordOf(usage["cache_creation"]);
  const hour = countOf(breakdown?.["ephemeral_1h_input_tokens"]);
  const fiveMinutes = countOf(breakdown?.["ephemeral_5m_input_tokens"]) ?? 0;
  return hour !== null && hour > 0 && fiveMinutes === 0 ? written : hour;
}

function webSearches(usage: Readonly<Record<string, unknown>>): number | null {
  return countOf(recordOf(usage["server_tool_use"])?.["web_search_requests"]);
}

/** Usage of `message_start`: its output count is a placeholder, the true one comes last. */
export function readStartUsage(usage: unknown): TokenUsage | null {
  const read = readUsage(usage);
  return read === null ? null : { ...read, completionTokens: null };
}
