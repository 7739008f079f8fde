/**
 * Cohere's counts: `tokens` are all that passed through the model, `billed_units` what is paid; the first is the truth
 * about length, the second stands in where it is missing.
 *
 * @source https://docs.cohere.com/reference/chat (usage), https://docs.cohere.com/reference/embed (meta)
 */
import { countOf, recordOf } from "../../base/json-shape.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";

/** @param value  a chat's `usage`, or the `meta` of other answers */
export function readUsage(value: unknown): TokenUsage {
  const usage = recordOf(value);
  const tokens = recordOf(usage?.["tokens"]);
  const billed = recordOf(usage?.["billed_units"]);
  return {
    ...unknownUsage,
    promptTokens: countOf(tokens?.["input_tokens"]) ?? countOf(billed?.["input_tokens"]),
    completionTokens: countOf(tokens?.["output_tokens"]) ?? countOf(billed?.["output_tokens"]),
    cachedTokens: countOf(usage?.["cached_tokens"]),
  };
}
