/** The parts of a config file to jump to: its sections, and below them aliases and keys. */
import { readEntries } from "./yaml-entries.ts";
import { childOf, endOf, type YamlEntry } from "./yaml-entry.ts";

export interface OutlineItem {
  readonly name: string;
  /** Of an entry: the model it calls. */
  readonly detail: string;
  readonly kind: "section" | "alias" | "key";
  readonly from: number;
  /** Offset behind its name, and behind everything below it. */
  readonly to: number;
  readonly end: number;
  readonly children: readonly OutlineItem[];
}

export function outlineOf(text: string): readonly OutlineItem[] {
  return readEntries(text).children.map((entry) => ({
    ...itemOf(entry, entry.key ?? "-", "", "section"),
    children: entry.key === "model_list" ? entry.children.map(aliasItem) : keyItems(entry),
  }));
}

function aliasItem(entry: YamlEntry): OutlineItem {
  const name = childOf(entry, "model_name");
  const model = childOf(childOf(entry, "litellm_params"), "model")?.text ?? "";
  const place = name ?? entry;
  return {
    ...itemOf(place, name?.text === undefined || name.text === "" ? "-" : name.text, model, "alias"),
    end: endOf(entry),
  };
}

function keyItems(entry: YamlEntry): OutlineItem[] {
  return entry.children
    .filter(({ key }) => key !== null)
    .map((child) => itemOf(child, child.key ?? "", child.shape === "text" ? child.text.slice(0, 40) : "", "key"));
}

function itemOf(entry: YamlEntry, name: string, detail: string, kind: OutlineItem["kind"]): OutlineItem {
  return { name, detail, kind, from: entry.from, to: entry.to, end: endOf(entry), children: [] };
}
