/**
 * Writes token usage as LiteLLM shows it to OpenAI clients: OpenAI's fields, with Anthropic's cache counts beside them.
 *
 * A count that nobody reported is left out: unknown is never shown as 0.
 */
import type { TokenUsage } from "../../contract/usage.ts";

/** @returns JSON text of an object, or null when nothing is known */
export function usageJson(usage: TokenUsage): string | null {
  const { promptTokens, completionTokens, cachedTokens, cacheWriteTokens } = usage;
  if (promptTokens === null && completionTokens === null) return null;
  const hasTotal = promptTokens !== null && completionTokens !== null;
  const members = [
    member("completion_tokens", completionTokens),
    member("prompt_tokens", promptTokens),
    member("total_tokens", hasTotal ? promptTokens + completionTokens : null),
    detail("completion_tokens_details", completionDetails(usage)),
    detail("prompt_tokens_details", promptDetails(usage)),
    member("cost", decimal(usage.reportedCostUsd)),
    member("cache_creation_input_tokens", cacheWriteTokens),
    member("cache_read_input_tokens", cachedTokens),
  ];
  return `{${members.filter((text) => text !== "").join(",")}}`;
}

function completionDetails({ completionTokens, reasoningTokens }: TokenUsage): string[] {
  if (reasoningTokens === null) return [];
  const text = completionTokens === null ? null : Math.max(0, completionTokens - reasoningTokens);
  return [member("reasoning_tokens", reasoningTokens), member("text_tokens", text)];
}

function promptDetails({ promptTokens, cachedTokens, cacheWriteTokens }: TokenUsage): string[] {
  if (cacheWriteTokens === null) return [member("cached_tokens", cachedTokens)];
  const text = promptTokens === null ? null : Math.max(0, promptTokens - (cachedTokens ?? 0) - cacheWriteTokens);
  return [
    member("cache_write_tokens", cacheWriteTokens),
    member("cached_tokens", cachedTokens),
    member("text_tokens", text),
    member("cache_creation_tokens", cacheWriteTokens),
  ];
}

function member(name: string, value: number | string | null): string {
  return value === null ? "" : `"${name}":${value}`;
}

function detail(name: string, members: readonly string[]): string {
  const set = members.filter((text) => text !== "");
  return set.length === 0 ? "" : `"${name}":{${set.join(",")}}`;
}

/** @returns the amount as a JSON number's text; null when the text is none */
function decimal(text: string | null): string | null {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? String(value) : null;
}
