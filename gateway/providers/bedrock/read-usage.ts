/**
 * Bedrock's token counts: `inputTokens` leaves out what came from or went to the cache; ours counts all of it.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html: the total is the sum of the three
 */
import { countOf, recordOf, recordsOf } from "../../base/json-shape.ts";
import { extraUsage, unknownUsage, type TokenUsage } from "../../contract/usage.ts";

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
    ...extraUsage({ cacheWrite1hTokens: hourWrites(usage["cacheDetails"]) }),
  };
}

/** `cacheDetails` breaks the writes down by how long they are kept. */
function hourWrites(details: unknown): number | null {
  const kept = recordsOf(details).filter((detail) => detail["ttl"] === "1h");
  return kept.length === 0 ? null : kept.reduce((total, detail) => total + (countOf(detail["inputTokens"]) ?? 0), 0);
}
