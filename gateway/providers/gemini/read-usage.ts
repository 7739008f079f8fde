/**
 * Reads `usageMetadata`.
 *
 * Prompt tokens include the cached ones and what Google's tools put into the prompt; thoughts are billed as completion.
 * Some answers count the thoughts inside the candidates already: the total tells.
 * @source https://ai.google.dev/api/generate-content#UsageMetadata
 */
import { countOf, isRecord, recordsOf, textOf } from "../../base/json-shape.ts";
import { extraUsage, type TokenUsage } from "../../contract/usage.ts";

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
    ...extraUsage({
      promptAudioTokens: ofModality(usage["promptTokensDetails"], "AUDIO"),
      promptImageTokens: ofModality(usage["promptTokensDetails"], "IMAGE"),
      completionAudioTokens: ofModality(usage["candidatesTokensDetails"], "AUDIO"),
      completionImageTokens: ofModality(usage["candidatesTokensDetails"], "IMAGE"),
      serviceTier: tierOf(textOf(usage["trafficType"])),
    }),
  };
}

function ofModality(details: unknown, modality: string): number | null {
  const counts = recordsOf(details).filter((detail) => detail["modality"] === modality);
  return counts.length === 0 ? null : counts.reduce((total, detail) => total + (countOf(detail["tokenCount"]) ?? 0), 0);
}

/** `ON_DEMAND_FLEX`, `ON_DEMAND_PRIORITY`; every other kind of traffic has the plain price. */
function tierOf(trafficType: string | null): string | null {
  return /_(FLEX|PRIORITY)$/.exec(trafficType ?? "")?.[1]?.toLowerCase() ?? null;
}

/** Of what was reported; null when nothing was. */
function sum(left: number | null, right: number | null): number | null {
  return left === null ? right : left + (right ?? 0);
}
