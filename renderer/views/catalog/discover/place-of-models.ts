/** From what was chosen to the question that the gateway is asked, and what to ask the user for first. */
import type { DiscoverRequest, ModelSource } from "../../../../gateway/contract/model-catalog.ts";
import { hostOf } from "../catalog-format.ts";
import type { DiscoverSearch } from "./discover-search.ts";

export interface ModelPlace {
  readonly question: DiscoverRequest;
  readonly title: string;
  readonly host: string;
  /** What new entries read their key from; null = they need none. */
  readonly entryKeyVariable: string | null;
  /** The variable to ask a value for before anything is asked there; null = nothing is missing. */
  readonly missingKey: string | null;
}

/** @returns null while nothing is chosen, or the sources are not known yet */
export function placeOfModels(
  { source: sourceId, base, key, open }: DiscoverSearch,
  sources: readonly ModelSource[],
): ModelPlace | null {
  if (base !== undefined && isHttp(base)) {
    const keyVariable = key ?? null;
    return {
      question: { sourceId: null, apiBase: base, keyVariable },
      title: hostOf(base),
      host: hostOf(base),
      entryKeyVariable: keyVariable,
      missingKey: null,
    };
  }
  const source = sources.find(({ id }) => id === sourceId);
  if (source === undefined) return null;
  const sent = source.hasKey && !isConfigured(source) ? source.keyVariable : null;
  return {
    question: { sourceId: source.id, apiBase: null, keyVariable: sent },
    title: source.title,
    host: hostOf(source.apiBase),
    entryKeyVariable: source.keyVariable,
    missingKey: source.keyVariable !== null && !source.hasKey && open !== true ? source.keyVariable : null,
  };
}

/** The gateway sends such an address the key that its deployment sends there anyway. */
export function isConfigured({ id }: ModelSource): boolean {
  return id.startsWith("config:");
}

export function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
