/**
 * An edit of a very long file planned on a part of it: the items of long lists that it does not touch are left out.
 *
 * Only items of ordinary lines are left out (ordinary-lines.ts); everything else is parsed as ever, and the plan is held
 * against its meaning in the part. Where that is not certain there is no window, and the whole file is parsed.
 */
import type { ConfigEdit, ConfigPath, Splice } from "../../contract/config-edit.ts";
import { EditRefusal, type RefusalWords } from "./edit-refusal.ts";
import { longListsIn, type LongList } from "./long-lists.ts";
import { isOrdinaryItem } from "./ordinary-lines.ts";
import { planWhole } from "./plan-whole.ts";
import { TextLines } from "./text-lines.ts";
import { YamlText } from "./yaml-text.ts";

/** Shorter texts are parsed soon enough. */
const fewestCharacters = 40_000;

/** @returns null when the whole text must be parsed */
export function planInWindow(text: string, edit: ConfigEdit, fewest = fewestCharacters): Splice[] | null {
  if (text.length < fewest || /\r(?!\n)/.test(text)) return null;
  const lists = longListsIn(new TextLines(text));
  if (lists === null || lists.length === 0) return null;
  const kept = lists.map((list) => ({ list, items: keptItems(text, list, edit) }));
  const local = kept.reduce<ConfigEdit | null>((one, { list, items }) => {
    return one === null || items === null ? null : localEdit(one, list, items);
  }, edit);
  if (local === null) return null;
  const runs = runsOf(text, kept);
  const part = runs.map(({ from, to }) => text.slice(from, to)).join("");
  try {
    return outside(planWhole(new YamlText(part), local).splices, runs);
  } catch (failure) {
    throw failure instanceof EditRefusal ? new EditRefusal(outsideWords(failure.words, runs)) : failure;
  }
}

/** Indices of the items that stay in the part, in order; null when too many would. */
function keptItems(text: string, list: LongList, edit: ConfigEdit): number[] | null {
  const needed = neededItems(text, list, edit);
  if (needed === null) return null;
  const last = list.items.length - 1;
  const kept = new Set([0, 1, last - 1, last]);
  for (const item of needed)
    for (const near of [item - 1, item, item + 1]) if (near >= 0 && near <= last) kept.add(near);
  for (const index of list.items.keys()) {
    if (!kept.has(index) && !isOrdinaryItem(text.slice(...itemRange(list, index)).split(/\r?\n/))) kept.add(index);
    if (kept.size * 2 > last) return null;
  }
  return [...kept].toSorted((one, other) => one - other);
}

function itemRange({ items, end }: LongList, index: number): [number, number] {
  return [items[index] ?? end, items[index + 1] ?? end];
}

/** Items that the edit reads or writes; null when it is about the list as a whole. */
function neededItems(text: string, list: LongList, edit: ConfigEdit): number[] | null {
  if (!("path" in edit)) {
    const names = namesIn(edit);
    // A number may be written in many ways.
    return names.some((name) => Number.isFinite(Number(name))) ? null : itemsWith(text, list, names);
  }
  if (!startsWith(edit.path, list.path)) return startsWith(list.path, edit.path) ? null : [];
  const index = edit.path[list.path.length];
  if (index !== undefined) return typeof index === "number" && index < list.items.length ? [index] : null;
  if (edit.op === "move") return isWithin(list, edit.from) && isWithin(list, edit.to) ? [edit.from, edit.to] : null;
  if (edit.op !== "insert") return null;
  return edit.index === undefined ? [] : edit.index <= list.items.length ? [edit.index - 1, edit.index] : null;
}

function isWithin({ items }: LongList, index: number): boolean {
  return index < items.length;
}

function namesIn(edit: Exclude<ConfigEdit, { path: ConfigPath }>): string[] {
  return "alias" in edit ? [edit.alias] : [edit.from, edit.to];
}

/** An ordinary line holds a name as it is; in the others, which stay anyway, it may be escaped. */
function itemsWith(text: string, list: LongList, names: readonly string[]): number[] {
  const found = new Set<number>();
  const start = list.items[0] ?? list.end;
  for (const name of names) {
    let item = 0;
    for (let at = text.indexOf(name, start); at !== -1 && at < list.end; at = text.indexOf(name, at + 1)) {
      if (!isWhole(text, at, name.length)) continue;
      while ((list.items[item + 1] ?? list.end) <= at) item++;
      found.add(item);
    }
  }
  return [...found];
}

/** What stands there is all of a scalar of an ordinary line, or of a comment's word. */
function isWhole(text: string, at: number, length: number): boolean {
  return /[\s"'[{,]/.test(text[at - 1] ?? " ") && /[\s"'\]},:]/.test(text[at + length] ?? " ");
}

/** The edit with the indices that its items have in the part; null when one is not there. */
function localEdit(edit: ConfigEdit, { path }: LongList, items: readonly number[]): ConfigEdit | null {
  if (!("path" in edit) || !startsWith(edit.path, path)) return edit;
  const local = (index: number): number => items.indexOf(index);
  const index = edit.path[path.length];
  if (typeof index === "number") {
    const own = local(index);
    return own === -1 ? null : { ...edit, path: edit.path.with(path.length, own) };
  }
  if (edit.op === "move") return { ...edit, from: local(edit.from), to: local(edit.to) };
  if (edit.op !== "insert" || edit.index === undefined) return edit;
  return { ...edit, index: edit.index === 0 ? 0 : local(edit.index - 1) + 1 };
}

function startsWith(path: ConfigPath, beginning: ConfigPath): boolean {
  return beginning.every((key, at) => path[at] === key);
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** What of the text stays: all but the items that are left out. */
function runsOf(text: string, kept: readonly { list: LongList; items: readonly number[] | null }[]): Run[] {
  const gaps: Run[] = kept.flatMap(({ list, items }) => {
    const stays = new Set(items);
    return [...list.items.keys()]
      .filter((index) => !stays.has(index))
      .map((index) => {
        const [from, to] = itemRange(list, index);
        return { from, to };
      });
  });
  const runs: Run[] = [];
  let at = 0;
  for (const { from, to } of gaps.toSorted((one, other) => one.from - other.from)) {
    if (from > at) runs.push({ from: at, to: from });
    at = to;
  }
  return [...runs, { from: at, to: text.length }];
}

/** Splices of the part as splices of the text; null when one lies on a seam. */
function outside(splices: readonly Splice[], runs: readonly Run[]): Splice[] | null {
  const result: Splice[] = [];
  for (const splice of splices) {
    const run = placed(runs).find(({ begin, end }) => splice.offset >= begin && splice.offset + splice.length <= end);
    const isAtSeam = splice.length === 0 && splice.offset === run?.end && !run.isLast;
    if (run === undefined || isAtSeam) return null;
    result.push({ ...splice, offset: run.from + splice.offset - run.begin });
  }
  return result;
}

function outsideWords(words: RefusalWords, runs: readonly Run[]): RefusalWords {
  const { at } = words;
  const run = placed(runs).find(({ end, isLast }) => typeof at === "number" && (at < end || isLast));
  return typeof at === "number" && run !== undefined ? { ...words, at: run.from + at - run.begin } : words;
}

/** With where each run begins and ends in the part. */
function placed(runs: readonly Run[]): { from: number; begin: number; end: number; isLast: boolean }[] {
  let end = 0;
  return runs.map(({ from, to }, index) => {
    const begin = end;
    end += to - from;
    return { from, begin, end, isLast: index === runs.length - 1 };
  });
}
