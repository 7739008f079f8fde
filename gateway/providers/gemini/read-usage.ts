/**
 * Reads `usageMetadata`.
 *
 * Prompt tokens include the cached ones and what Google's tools put into the prompt; thoughts are billed as completion.
 * Some answers count the thoughts inside the candidates already: the total tells.
 * @source https://ai.google.dev/api/generate-content#UsageMetadata
 */
import { countOf, isRecord } from "../../base/json-shape.ts";
import type { TokenUsage } from "../../contract/usage.ts";

/** @returns null when there is no usage object */
export function readUsage(usage: unknown): TokenUsage | null {
  if (!isRecord(usage)) return null;
  const promptTokens = sum(countOf(usage["promptTokenCount"]), countOf(usage["toolUsePromptTokenCount"]));
  const candidates = countOf(usage["candidatesTokenCount"]);
  const thoughts = countOf(usage["thoughtsTokenCount"]);
  const total = countOf(usage["totalTokenCount"]);
  const holdsThoughts = total !== null && candidates !== null && total === (promptTokens ?? 0) + candidates;
  return {
    promptTokens,
    completionTokens: holdsThoughts ? candidates : sum(candidates, thoughts),
    cachedTokens: countOf(usage["cachedContentTokenCount"]),
    cacheWriteTokens: null,
    reasoningTokens: thoughts,
    reportedCostUsd: null,
  };
}

/** Of what was reported; null when nothing was. */
function sum(left: number | null, right: number | null): number | null {
  return left === null ? right : left + (right ?? 0);
}
