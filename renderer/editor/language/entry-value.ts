/** What an entry holds, as a value for an edit; null when it uses parts of YAML that a copy would lose. */
import type { JsonValue } from "../../../gateway/contract/config-edit.ts";
import type { YamlEntry } from "./yaml-entry.ts";

export interface EntryValue {
  readonly value: JsonValue;
}

/** @param text  the whole text, to see quotes, anchors and tags */
export function valueOf(text: string, entry: YamlEntry): EntryValue | null {
  if (entry.shape === "map" || entry.shape === "list") return collectionOf(text, entry);
  if (/[&*!|>]/.test(text.slice(entry.to, entry.valueFrom + 1).replace(/^["'\s]*:?\s*/, ""))) return null;
  if (entry.shape === "none") return { value: null };
  const written = text.slice(entry.valueFrom, entry.valueTo);
  return { value: /^["']/.test(written) ? entry.text : plainValue(entry.text) };
}

function collectionOf(text: string, entry: YamlEntry): EntryValue | null {
  const parts = entry.children.map((child) => [child.key ?? "", valueOf(text, child)] as const);
  if (parts.some(([key, part]) => part === null || key === "<<")) return null;
  if (entry.shape === "list") return { value: parts.map(([, part]) => part?.value ?? null) };
  return { value: Object.fromEntries(parts.map(([key, part]) => [key, part?.value ?? null])) };
}

function plainValue(text: string): JsonValue {
  if (/^(?:null|~)$/i.test(text)) return null;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
