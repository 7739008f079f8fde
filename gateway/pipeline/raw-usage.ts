/**
 * Finds the usage in an answer that was relayed without being read: a JSON body, or the events of a stream.
 *
 * Knows OpenAI's, Anthropic's and Gemini's words. The last usage of a stream counts, over what earlier ones said.
 */
import { countOf, isRecord } from "../base/json-shape.ts";
import { eventData, splitEvents } from "../base/sse-bytes.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";

/** @param body  the whole answer, or what was kept of it */
export function usageInRaw(body: Buffer, contentType: string): TokenUsage {
  const texts = /event-stream/i.test(contentType)
    ? splitEvents(body).map((event) => eventData(event) ?? "")
    : [body.toString("utf8")];
  let usage = unknownUsage;
  for (const text of texts) {
    if (text.includes('"usage') || text.includes('"message_start"')) usage = merged(usage, usageInText(text));
  }
  return usage;
}

function merged(before: TokenUsage, after: TokenUsage): TokenUsage {
  const known = Object.entries(after).filter(([, value]) => value !== null);
  return { ...before, ...Object.fromEntries(known) };
}

function usageInText(text: string): TokenUsage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unknownUsage; // cut by the log's cap, or no JSON at all
  }
  if (!isRecord(value)) return unknownUsage;
  if (isRecord(value["usageMetadata"])) return geminiUsage(value["usageMetadata"]);
  for (const holder of [value, value["message"], value["response"]]) {
    if (isRecord(holder) && isRecord(holder["usage"])) return namedUsage(holder["usage"]);
  }
  return unknownUsage;
}

function geminiUsage(usage: Record<string, unknown>): TokenUsage {
  const thoughts = countOf(usage["thoughtsTokenCount"]);
  const candidates = countOf(usage["candidatesTokenCount"]);
  return {
    ...unknownUsage,
    promptTokens: countOf(usage["promptTokenCount"]),
    completionTokens: candidates === null && thoughts === null ? null : (candidates ?? 0) + (thoughts ?? 0),
    cachedTokens: countOf(usage["cachedContentTokenCount"]),
    reasoningTokens: thoughts,
  };
}

/** OpenAI's two vocabularies and Anthropic's, whose prompt count leaves the cache out. */
function namedUsage(usage: Record<string, unknown>): TokenUsage {
  const read = countOf(usage["cache_read_input_tokens"]);
  const written = countOf(usage["cache_creation_input_tokens"]);
  const input = countOf(usage["input_tokens"]);
  const details = usage["prompt_tokens_details"] ?? usage["input_tokens_details"];
  const outputDetails = usage["completion_tokens_details"] ?? usage["output_tokens_details"];
  const isAnthropic = read !== null || written !== null;
  const anthropicPrompt = input === null ? null : input + (read ?? 0) + (written ?? 0);
  return {
    promptTokens: isAnthropic ? anthropicPrompt : (countOf(usage["prompt_tokens"]) ?? input),
    completionTokens: countOf(usage["completion_tokens"]) ?? countOf(usage["output_tokens"]),
    cachedTokens: isAnthropic ? read : isRecord(details) ? countOf(details["cached_tokens"]) : null,
    cacheWriteTokens: written,
    reasoningTokens: isRecord(outputDetails) ? countOf(outputDetails["reasoning_tokens"]) : null,
    reportedCostUsd: typeof usage["cost"] === "number" ? String(usage["cost"]) : null,
  };
}
