/** What the cursor is over: a key of the table, a variable, or an alias; the words for it are the view's. */
import { keysOf, type ConfigKey, type ConfigSection } from "../../../gateway/contract/config.ts";
import { docOf } from "../../../gateway/contract/config-docs.ts";
import type { KeyDoc } from "../../../gateway/contract/key-doc.ts";
import { sectionAt } from "./config-section.ts";
import { readEntries } from "./yaml-entries.ts";
import { entriesIn, pathOf } from "./yaml-entry.ts";

export type Hovered = { readonly from: number; readonly to: number } & (
  | {
      readonly kind: "key";
      readonly section: ConfigSection;
      readonly key: string;
      readonly entry: ConfigKey;
      readonly doc: KeyDoc;
    }
  | { readonly kind: "variable"; readonly name: string }
);

const variable = /^os\.environ\/(.+)$/;

export function hoverAt(text: string, offset: number): Hovered | null {
  for (const entry of entriesIn(readEntries(text))) {
    const { from, to, valueFrom, valueTo, key } = entry;
    if (key !== null && from <= offset && offset <= to) {
      const section = sectionAt(pathOf(entry).slice(0, -1));
      const known = section === null ? undefined : keysOf(section).get(key);
      const doc = section === null ? null : docOf(section, key);
      if (section === null || known === undefined || doc === null) return null;
      return { kind: "key", section, key, entry: known, doc, from, to };
    }
    const name = entry.shape === "text" ? variable.exec(entry.text)?.[1] : undefined;
    if (name !== undefined && valueFrom <= offset && offset <= valueTo)
      return { kind: "variable", name, from: valueFrom, to: valueTo };
  }
  return null;
}
