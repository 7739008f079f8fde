/**
 * Bedrock's token counts: `inputTokens` leaves out what came from or went to the cache; ours counts all of it.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html: the total is the sum of the three
 */
import { countOf, recordOf } from "../../base/json-shape.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";

export function readUsage(value: unknown): TokenUsage {
  const usage = recordOf(value);
  if (usage === null) return unknownUsage;
  const input = countOf(usage["inputTokens"]);
  const cached = countOf(usage["cacheReadInputTokens"]);
  const written = countOf(usage["cacheWriteInputTokens"]);
  return {
    ...unknownUsage,
    promptTokens: input === null ? null : input + (cached ?? 0) + (written ?? 0),
    completionTokens: countOf(usage["outputTokens"]),
    cachedTokens: cached,
    cacheWriteTokens: written,
  };
}
