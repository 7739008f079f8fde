/**
 * Which provider a `model` names: the prefix before the first slash, `custom_llm_provider`, a known model name, or the
 * host of `api_base`, in that order.
 */
import { providerTable, type ProviderRow } from "../contract/providers.ts";

export interface ProviderMatch {
  readonly row: ProviderRow;
  /** What the provider is asked for. */
  readonly upstreamModel: string;
}

const openaiNames = /^(gpt-|o[134](-|$)|chatgpt-|text-embedding-|dall-e|whisper-|tts-|omni-moderation)/;
const anthropicNames = /^claude-/;

/** @returns null when nothing says who the provider is */
export function providerOf(model: string, custom: string | null, apiBase: string | null): ProviderMatch | null {
  if (custom !== null) {
    const row = providerTable.get(custom);
    if (row === undefined) return null;
    return { row, upstreamModel: model.startsWith(`${custom}/`) ? model.slice(custom.length + 1) : model };
  }
  const slash = model.indexOf("/");
  const prefixRow = slash > 0 ? providerTable.get(model.slice(0, slash)) : undefined;
  if (prefixRow !== undefined) return { row: prefixRow, upstreamModel: model.slice(slash + 1) };
  const named = openaiNames.test(model) ? "openai" : anthropicNames.test(model) ? "anthropic" : providerByHost(apiBase);
  const row = named === null ? undefined : providerTable.get(named);
  return row === undefined ? null : { row, upstreamModel: model };
}

function providerByHost(apiBase: string | null): string | null {
  if (apiBase === null || !URL.canParse(apiBase)) return null;
  const { host } = new URL(apiBase);
  for (const row of providerTable.values()) {
    if (row.baseUrl !== null && new URL(row.baseUrl).host === host && !isLoopback(host)) return row.prefix;
  }
  return null;
}

function isLoopback(host: string): boolean {
  return host.startsWith("127.") || host.startsWith("localhost");
}
