/**
 * What an edit must come to, by means of its own: plain values changed by hand, names exchanged everywhere, the parser's
 * nodes. Nothing of the planner is used.
 */
import { expect } from "vitest";
import { isMap, isScalar, isSeq, Lexer, type Document, type Node } from "yaml";
import type { ConfigEdit, ConfigPath, JsonValue } from "../../../contract/config-edit.ts";
import { isObject, spotsIn } from "./random-edit.ts";

type Root = Record<string, unknown>;
type PathEdit = Extract<ConfigEdit, { path: ConfigPath }>;
type AliasEdit = Exclude<ConfigEdit, PathEdit>;

/** What the file must mean after an edit by its path. */
export function expected(root: Root, edit: PathEdit): unknown {
  const copy = structuredClone(root) as Record<string | number, unknown>;
  let holder = copy;
  for (const part of edit.path.slice(0, -1)) holder = (holder[part] ??= {}) as typeof copy; // maps and lists alike
  const last = edit.path.at(-1) ?? "";
  if (edit.op === "set") holder[last] = edit.value;
  else if (edit.op === "remove") {
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
  } else if (edit.op === "rename_key") {
    const { [last]: moved, ...rest } = holder;
    const parent = edit.path.slice(0, -1);
    if (parent.length === 0) return { ...rest, [edit.key]: moved };
    return expected(root, { op: "set", path: parent, value: { ...rest, [edit.key]: moved } as JsonValue });
  } else {
    const list = (holder[last] ??= []) as unknown[]; // the recipes choose lists
    if (edit.op === "insert") list.splice(edit.index ?? list.length, 0, edit.value);
    else list.splice(edit.to, 0, ...list.splice(edit.from, 1));
  }
  return copy;
}

const namingSections = ["router_settings", "litellm_settings", "general_settings", "portico"];

/** The sections that name aliases, and the names of the entries; with every `from` exchanged. */
function namesIn(root: Root, from: string, to: string): unknown {
  const exchanged = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(exchanged);
    if (isObject(one))
      return Object.fromEntries(Object.entries(one).map(([k, v]) => [k === from ? to : k, exchanged(v)]));
    return one === from ? to : one;
  };
  return [
    ...namingSections.map((section) => exchanged(root[section])),
    entriesOf(root).map((entry) => exchanged(entry["model_name"])),
  ];
}

function entriesOf(root: Root, alias?: string): Root[] {
  const list = Array.isArray(root["model_list"]) ? (root["model_list"] as unknown[]).filter(isObject) : [];
  return alias === undefined ? list : list.filter((entry) => entry["model_name"] === alias);
}

const aliasChecks: {
  readonly [Op in AliasEdit["op"]]: (root: Root, after: Root, edit: Extract<AliasEdit, { op: Op }>) => void;
} = {
  rename_alias: (root, after, { from, to, keepOldName }) => {
    if (!keepOldName) expect(namesIn(after, "", "")).toEqual(namesIn(root, from, to));
    else expect(after["router_settings"]).toMatchObject({ model_group_alias: { [from]: to } });
    expect(entriesOf(after, to)).toHaveLength(entriesOf(root, from).length);
  },
  remove_alias: (root, after, { alias }) => {
    expect(namesIn(after, alias, "gone")).toEqual(namesIn(after, "", ""));
    expect(entriesOf(after)).toEqual(entriesOf(root).filter((entry) => entry["model_name"] !== alias));
  },
  duplicate_alias: (root, after, { from, to }) => {
    expect(paramsOf(after, to)).toEqual(paramsOf(root, from));
    expect(entriesOf(after, from)).toEqual(entriesOf(root, from));
  },
  canary: (_root, after, { alias, percent }) => {
    const weights = paramsOf(after, alias).map((params) => (isObject(params) ? Number(params["weight"]) : 0));
    expect(weights.reduce((sum, one) => sum + one, 0)).toBe(100);
    expect(weights.at(-1)).toBe(percent);
  },
  set_fallbacks: (_root, after, { alias, kind, groups }) => {
    const lists = ["router_settings", "litellm_settings"].map((name) => {
      const section = after[name];
      return isObject(section) ? section[kind] : null;
    });
    const list = lists.find(Array.isArray) as unknown[] | undefined;
    const own = list?.find((item) => isObject(item) && Object.hasOwn(item, alias));
    expect(isObject(own) ? own[alias] : []).toEqual(groups);
  },
};

export function checkAliases(root: Root, after: Root, edit: AliasEdit): void {
  const check = aliasChecks[edit.op] as (root: Root, after: Root, edit: AliasEdit) => void; // the row of its own op
  check(root, after, edit);
}

function paramsOf(root: Root, alias: string): unknown[] {
  return entriesOf(root, alias).map(({ litellm_params: params }) => params);
}

/** Comments with their text, sorted. */
export function commentsIn(text: string): string[] {
  return [...new Lexer().lex(text)].filter((token) => token.startsWith("#")).toSorted();
}

/** Edits that only add or exchange: no comment may go. */
export function keepsComments(edit: ConfigEdit, root: Root): boolean {
  if (edit.op === "set") {
    const old = spotsIn(root).find(({ path }) => JSON.stringify(path) === JSON.stringify(edit.path))?.value;
    return typeof old !== "object" || old === null;
  }
  return edit.op !== "remove" && edit.op !== "remove_alias" && (edit.op !== "set_fallbacks" || edit.groups.length > 0);
}

/**
 * The characters that an edit by its path may touch: from the end of the sibling before to the beginning of the one after.
 * Found with the parser's own nodes.
 */
export function allowed(document: Document, length: number, path: ConfigPath): [number, number] {
  let node: Node | null = document.contents;
  let window: [number, number] = [0, length];
  for (const part of path) {
    const siblings = siblingsIn(node, part);
    if (siblings === null) return window;
    window = narrowed(window, siblings.before, siblings.after);
    node = siblings.own;
  }
  return window;
}

interface Siblings {
  /** Where the one before ends, and the one after begins. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly own: Node | null;
}

function siblingsIn(node: Node | null, part: string | number): Siblings | null {
  if (isSeq(node)) {
    const items = node.items as Node[];
    const at = typeof part === "number" ? part : items.length;
    return { before: contentEnd(items[at - 1]), after: items[at + 1]?.range?.[0], own: items[at] ?? null };
  }
  return isMap(node) ? pairSiblings(node.items as { key: Node; value: Node | null }[], part) : null;
}

function pairSiblings(pairs: readonly { key: Node; value: Node | null }[], part: string | number): Siblings | null {
  const matches = pairs.map(({ key }) => isScalar(key) && [key.source, String(key.value)].includes(String(part)));
  const at = matches.lastIndexOf(true);
  // A doubled key is changed in more than one place.
  if (at === -1 || matches.indexOf(true) !== at) return null;
  const before = pairs[at - 1];
  return {
    before: contentEnd(before?.value) ?? contentEnd(before?.key),
    after: pairs[at + 1]?.key.range?.[0],
    own: pairs[at]?.value ?? null,
  };
}

/** The parser's own end of a block takes the comments below it in. */
function contentEnd(node: Node | null | undefined): number | undefined {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1) as { key: Node; value: Node | null } | undefined;
    return contentEnd(last?.value) ?? contentEnd(last?.key);
  }
  if (isSeq(node) && node.flow !== true) return contentEnd(node.items.at(-1) as Node | undefined);
  return node?.range?.[1];
}

function narrowed(
  [from, to]: [number, number],
  before: number | undefined,
  after: number | undefined,
): [number, number] {
  return [Math.max(from, before ?? 0), Math.min(to, after ?? to)];
}
