/** Where the cursor stands in the config: at a key, at a value, or where nothing of the config can be written. */
import { readEntries } from "./yaml-entries.ts";
import { entriesIn, pathOf, type YamlEntry, type YamlPath } from "./yaml-entry.ts";
import { lineEnd } from "./yaml-scalar.ts";

export interface KeyPlace {
  readonly at: "key";
  /** Of the map that the key belongs to. */
  readonly path: YamlPath;
  /** The keys that the map has, without the one at the cursor. */
  readonly present: readonly string[];
  readonly from: number;
  readonly to: number;
  /** A colon follows already. */
  readonly hasColon: boolean;
  readonly isInFlow: boolean;
  /** Column that the key starts at. */
  readonly indent: number;
  /** An item of a list: what stands here may be a text instead of a key. */
  readonly isItem: boolean;
}

export interface ValuePlace {
  readonly at: "value";
  readonly path: YamlPath;
  readonly from: number;
  readonly to: number;
  readonly isInFlow: boolean;
  /** A space is missing between the colon and what is written. */
  readonly needsSpace: boolean;
}

export type Place = KeyPlace | ValuePlace;

export function placeAt(text: string, offset: number): Place | null {
  const root = readEntries(text);
  const flow = [...entriesIn(root)].findLast(
    (entry) => entry.hasFlow && entry.valueFrom < offset && offset <= closeOf(text, entry),
  );
  if (flow !== undefined) return flowPlace(text, offset, flow);
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const end = lineEnd(text, lineStart);
  if (/(?:^|\s)#/.test(text.slice(lineStart, offset))) return null;
  const onLine = [...entriesIn(root)].filter(
    (entry) => entry.key !== null && entry.from >= lineStart && entry.to <= end,
  );
  const entry = onLine.findLast(({ from }) => from <= offset);
  if (entry !== undefined) return entryPlace(text, offset, entry);
  if (isInBlockScalar(root, offset, lineStart)) return null;
  return wordPlace(text, offset, lineStart, end);
}

/** Offset up to which a cursor is inside the brackets. */
function closeOf(text: string, { valueFrom, valueTo }: YamlEntry): number {
  const isClosed = /[}\]]/.test(text[valueTo - 1] ?? "") && valueTo - 1 > valueFrom;
  return isClosed ? valueTo - 1 : valueTo;
}

function flowPlace(text: string, offset: number, flow: YamlEntry): Place | null {
  const child = flow.children.find((entry) => entry.from <= offset && offset <= Math.max(entry.to, entry.valueTo));
  if (child !== undefined && (child.key === null || offset > child.to)) return valuePlace(text, offset, child);
  const before = text.slice(flow.valueFrom, offset);
  if (/#[^\n]*$/.test(before)) return null;
  // Behind `key:` with nothing written yet.
  const open = flow.children.findLast(({ from, key }) => key !== null && from < offset);
  if (child === undefined && open !== undefined && /:\s*$/.test(text.slice(open.to, offset)))
    return valuePlace(text, offset, open);
  if (flow.shape === "list" && child === undefined) {
    const index = flow.children.filter(({ from }) => from < offset).length;
    return { at: "value", path: [...pathOf(flow), index], from: offset, to: offset, isInFlow: true, needsSpace: false };
  }
  return keyPlace(text, flow, child, { from: child?.from ?? offset, to: child?.to ?? offset, indent: 0 });
}

function entryPlace(text: string, offset: number, entry: YamlEntry): Place | null {
  if (offset > entry.to) {
    if (entry.hasFlow || text.slice(entry.to, offset).trim() === "") return null;
    if (/^:\s*[|>]/.test(text.slice(entry.to, lineEnd(text, entry.to)))) return null;
    return valuePlace(text, offset, entry);
  }
  if (entry.parent === null) return null;
  const line = text.lastIndexOf("\n", entry.from - 1) + 1;
  return keyPlace(text, entry.parent, entry, { from: entry.from, to: entry.to, indent: entry.from - line });
}

function valuePlace(text: string, offset: number, entry: YamlEntry): Place | null {
  const isEmpty = entry.shape === "none" || entry.valueTo <= entry.valueFrom;
  if (!isEmpty && offset > entry.valueTo) return null;
  const from = isEmpty ? offset : Math.min(entry.valueFrom, offset);
  return {
    at: "value",
    path: pathOf(entry),
    from,
    to: isEmpty ? offset : entry.valueTo,
    isInFlow: entry.isInFlow,
    needsSpace: text[from - 1] === ":",
  };
}

function keyPlace(
  text: string,
  map: YamlEntry,
  at: YamlEntry | undefined,
  { from, to, indent }: { from: number; to: number; indent: number },
): KeyPlace {
  return {
    at: "key",
    path: pathOf(map),
    present: map.children.filter((entry) => entry !== at && entry.key !== null).map(({ key }) => key ?? ""),
    from,
    to,
    hasColon: /^[ \t]*:/.test(text.slice(to, lineEnd(text, to))),
    isInFlow: map.hasFlow,
    indent,
    isItem: map.shape === "list",
  };
}

function isInBlockScalar(root: YamlEntry, offset: number, lineStart: number): boolean {
  return [...entriesIn(root)].some(
    ({ shape, valueFrom, valueTo, to }) =>
      shape === "text" && to < lineStart && valueFrom <= lineStart && offset <= valueTo,
  );
}

/** A word without a colon, or an empty line: what it may become follows from its column and the lines around it. */
function wordPlace(text: string, offset: number, lineStart: number, end: number): Place | null {
  const line = text.slice(lineStart, end);
  const dashes = /^ *(?:- +|-$)*/.exec(line)?.[0] ?? "";
  const from = lineStart + dashes.length;
  if (offset < from && line.trim() !== "") return null;
  const start = Math.min(from, offset);
  const indent = start - lineStart;
  const blank = readEntries(text.slice(0, lineStart) + " ".repeat(end - lineStart) + text.slice(end));
  const above = [...entriesIn(blank)].filter((entry) => entry.from < lineStart);
  const word = { from: start, to: line.trim() === "" ? offset : lineStart + line.trimEnd().length, indent };
  if (dashes.includes("-")) return itemPlace(text, above, dashes.indexOf("-"), blank, word);
  const map = mapFor(above.at(-1) ?? blank, indent);
  return map === null ? null : keyPlace(text, map, undefined, word);
}

interface Word {
  readonly from: number;
  readonly to: number;
  readonly indent: number;
}

/** The deepest open map whose keys stand in this column, or could. */
function mapFor(last: YamlEntry, indent: number): YamlEntry | null {
  for (let entry: YamlEntry | null = last; entry !== null; entry = entry.parent) {
    if (entry.isInFlow || entry.indent >= indent) continue;
    if (entry.hasFlow || entry.shape === "text" || entry.shape === "list") return null;
    const [first] = entry.children;
    return first === undefined || first.indent === indent || entry.parent === null ? entry : null;
  }
  return null;
}

function itemPlace(
  text: string,
  above: readonly YamlEntry[],
  column: number,
  root: YamlEntry,
  word: Word,
): Place | null {
  for (let entry: YamlEntry | null = above.at(-1) ?? root; entry !== null; entry = entry.parent) {
    if (entry.isInFlow || entry.indent > column || (entry.indent === column && entry.key === null)) continue;
    if (entry.hasFlow || entry.shape === "text" || entry.shape === "map" || entry.parent === null) return null;
    const index = entry.children.filter(({ from }) => from < word.from).length;
    return {
      ...keyPlace(text, entry, undefined, word),
      path: [...pathOf(entry), index],
      present: [],
      isItem: true,
    };
  }
  return null;
}
