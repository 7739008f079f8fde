/**
 * Usage as Responses words it, as JSON text.
 *
 * A count that the provider did not report is never written as 0: without both totals there is no usage object, and
 * without the cached or the reasoning count no detail object, because clients read the counts inside as numbers.
 */
import type { TokenUsage } from "../../contract/usage.ts";

export function wireUsage(usage: TokenUsage): string {
  const { promptTokens, completionTokens, cachedTokens, cacheWriteTokens, reasoningTokens } = usage;
  if (promptTokens === null || completionTokens === null) return "null";
  const written = cacheWriteTokens === null ? "" : `,"cache_write_tokens":${cacheWriteTokens}`;
  const input = cachedTokens === null ? "null" : `{"cached_tokens":${cachedTokens}${written}}`;
  const output = reasoningTokens === null ? "null" : `{"reasoning_tokens":${reasoningTokens}}`;
  return (
    `{"input_tokens":${promptTokens},"input_tokens_details":${input},"output_tokens":${completionTokens},` +
    `"output_tokens_details":${output},"total_tokens":${promptTokens + completionTokens}}`
  );
}
