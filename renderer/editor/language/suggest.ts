/** What can be written at the cursor, and what of the text it replaces. */
import type { ConfigFacts } from "./config-facts.ts";
import { placeAt } from "./place.ts";
import { suggestKeys } from "./suggest-keys.ts";
import { suggestValues } from "./suggest-values.ts";
import type { Suggestion } from "./suggestion.ts";
import { readEntries } from "./yaml-entries.ts";

export interface Suggestions {
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

export function suggestAt(text: string, offset: number, facts: ConfigFacts): Suggestions | null {
  const place = placeAt(text, offset);
  if (place === null) return null;
  const { from, to } = place;
  if (place.at === "key") {
    const suggestions = suggestKeys(place, facts);
    // `- name` in a list of names is a value, though a key could stand there.
    const values = place.isItem ? suggestValues(place.path, readEntries(text), facts) : [];
    return { from, to, suggestions: values.length > 0 ? values : suggestions };
  }
  const suggestions = suggestValues(place.path, readEntries(text), facts);
  if (!place.needsSpace) return { from, to, suggestions };
  return { from, to, suggestions: suggestions.map((one) => ({ ...one, snippet: ` ${one.snippet}` })) };
}
