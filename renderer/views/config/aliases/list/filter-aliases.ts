/** The aliases that a text is in: their name, or a model, provider or host of theirs. Words are made once per reading. */
import type { DraftAlias, DraftReading } from "../../../../../gateway/contract/config-files.ts";

const haystacks = new WeakMap<DraftReading, readonly string[]>();

/** @returns names in the file's order */
export function filterAliases(reading: DraftReading, text: string): readonly string[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return reading.aliases.map(({ alias }) => alias);
  const haystack = haystackOf(reading);
  return reading.aliases.flatMap(({ alias }, at) =>
    words.every((word) => haystack[at]?.includes(word) === true) ? [alias] : [],
  );
}

function haystackOf(reading: DraftReading): readonly string[] {
  let haystack = haystacks.get(reading);
  if (haystack === undefined) {
    haystack = reading.aliases.map(wordsOf);
    haystacks.set(reading, haystack);
  }
  return haystack;
}

function wordsOf({ alias, aliasOf, deployments }: DraftAlias): string {
  const parts = deployments.flatMap(({ model, provider, apiBase }) => [model, provider, apiBase]);
  return [alias, aliasOf ?? "", ...parts].join("\n").toLowerCase();
}
