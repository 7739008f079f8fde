/**
 * Tokens of an answer whose provider reported none, or of which the client left half: estimated, and marked as such.
 *
 * What was reported stays as it is. The prompt is estimated from the request, the completion from what the client got.
 */
import { isRecord } from "../base/json-shape.ts";
import type { GenerationOperation } from "../contract/operations.ts";
import type { TokenUsage } from "../contract/usage.ts";
import { dialectFor } from "../dialects/registry.ts";
import { estimateTokens, textTokens } from "../policy/token-estimate.ts";
import { answerValues } from "./answer-values.ts";

export interface RelayedAnswer {
  /** The first bytes that the client got; null = none were kept. */
  readonly kept: Buffer | null;
  readonly totalBytes: number;
}

export function estimateUsage(
  operation: GenerationOperation,
  fields: Readonly<Record<string, unknown>>,
  usage: TokenUsage,
  answer: RelayedAnswer,
): TokenUsage {
  const { promptTokens, completionTokens } = usage;
  if (promptTokens !== null && completionTokens !== null) return usage;
  return {
    ...usage,
    promptTokens: promptTokens ?? promptOf(operation, fields),
    completionTokens: completionTokens ?? completionOf(answer),
    isEstimate: true,
  };
}

function promptOf(operation: GenerationOperation, fields: Readonly<Record<string, unknown>>): number | null {
  try {
    return estimateTokens(dialectFor(operation).toConversation(fields));
  } catch {
    return null; // went through untouched, so nobody had to understand it
  }
}

/** Beyond what was kept, the rest is taken to be like it. */
function completionOf({ kept, totalBytes }: RelayedAnswer): number | null {
  if (kept === null || kept.length === 0) return null;
  let tokens = 0;
  for (const value of answerValues(kept)) tokens += saidIn(value);
  return Math.ceil((tokens * totalBytes) / kept.length);
}

/** Where any dialect's answer holds what the model wrote. */
const saidKeys = new Set(
  "content text reasoning_content reasoning thinking refusal arguments partial_json response".split(" "),
);

/** Responses events repeat at their end what their deltas said. */
function saidIn(value: unknown): number {
  const type = isRecord(value) && typeof value["type"] === "string" ? value["type"] : "";
  if (!type.startsWith("response.")) return said(value);
  const delta = isRecord(value) ? value["delta"] : undefined;
  return typeof delta === "string" ? textTokens(delta) : 0;
}

function said(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((total: number, item) => total + said(item), 0);
  if (!isRecord(value)) return 0;
  let tokens = 0;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === "string") tokens += saidKeys.has(key) ? textTokens(item) : 0;
    else if (key !== "usage") tokens += said(item);
  }
  return tokens;
}
