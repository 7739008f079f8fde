/** One key or list item of a YAML text, with where it stands. Offsets are UTF-16 units from the start of the text. */
export type EntryShape = "none" | "text" | "map" | "list";

export interface YamlEntry {
  readonly parent: YamlEntry | null;
  readonly children: YamlEntry[];
  /** null: an item of a list, or the text itself. */
  readonly key: string | null;
  /** The key, or the dash of an item. */
  readonly from: number;
  readonly to: number;
  /** Column of the key or dash; -1 for the text itself. Inside `{...}` and `[...]` it says nothing. */
  readonly indent: number;
  /** Stands inside `{...}` or `[...]`. */
  readonly isInFlow: boolean;
  shape: EntryShape;
  /** What is written as value: a scalar with its quotes, or the brackets. Empty where nothing is, or the value is below. */
  valueFrom: number;
  valueTo: number;
  /** The scalar without its quotes. */
  text: string;
  /** Its value is `{...}` or `[...]`. */
  hasFlow: boolean;
}

export type YamlPath = readonly (string | number)[];

export function pathOf(entry: YamlEntry): YamlPath {
  if (entry.parent === null) return [];
  const step = entry.key ?? entry.parent.children.filter(({ key }) => key === null).indexOf(entry);
  return [...pathOf(entry.parent), step];
}

export function childOf(entry: YamlEntry | undefined, key: string | number): YamlEntry | undefined {
  if (typeof key === "number") return entry?.children.filter((child) => child.key === null)[key];
  return entry?.children.find((child) => child.key === key);
}

/** Where everything below an entry ends. */
export function endOf(entry: YamlEntry): number {
  const last = entry.children.at(-1);
  return Math.max(entry.to, entry.valueTo, last === undefined ? 0 : endOf(last));
}

/** Every entry below one, in the order of the text. */
export function* entriesIn(entry: YamlEntry): Generator<YamlEntry> {
  for (const child of entry.children) {
    yield child;
    yield* entriesIn(child);
  }
}

export interface NewEntry {
  readonly parent: YamlEntry | null;
  readonly key: string | null;
  readonly from: number;
  readonly to: number;
  readonly indent: number;
  readonly isInFlow?: boolean;
}

/** Adds an entry below its parent. */
export function addEntry({ parent, key, from, to, indent, isInFlow = false }: NewEntry): YamlEntry {
  const entry: YamlEntry = {
    parent,
    children: [],
    key,
    from,
    to,
    indent,
    isInFlow,
    shape: "none",
    valueFrom: to,
    valueTo: to,
    text: "",
    hasFlow: false,
  };
  if (parent !== null) {
    parent.children.push(entry);
    parent.shape = key === null ? "list" : "map";
  }
  return entry;
}
