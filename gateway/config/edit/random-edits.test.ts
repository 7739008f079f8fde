/**
 * Thousands of random edits over real and hand-styled files: only what was meant changes, and it means what was meant.
 *
 * The expected value comes from an oracle of this file's own, not from the planner's.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMap, isScalar, isSeq, Lexer, parseDocument, type Node } from "yaml";
import type { ConfigEdit, ConfigPath, JsonValue, Splice } from "../../contract/config-edit.ts";
import { GatewayError } from "../../contract/errors.ts";
import { pyyamlTags } from "../pyyaml-tags.ts";
import { readYaml } from "../yaml-source.ts";
import { styledConfigs } from "./__fixtures__/styled-configs.ts";
import { planEdits } from "./plan-edits.ts";
import { applySplices } from "./splices.ts";

const runs = 10_000;
const home = join(import.meta.dirname, "../../..");
const files: Readonly<Record<string, string>> = {
  "the seed": readFileSync(join(home, "resources/litellm-seed/config.yaml"), "utf8"),
  "the default": readFileSync(join(home, "resources/default-config.yaml"), "utf8"),
  ...styledConfigs,
};

const variants: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => `\uFEFF${text}`,
  (text) => text.replace(/\n+$/, ""),
  (text) => `\uFEFF${text.replaceAll("\n", "\r\n").replace(/[\r\n]+$/, "")}`,
  (text) => `${text}\n\n`,
];

const words = [
  ..."no on y 010 1_000 12:30:00 1e3 2024-10-21 ~ null = << - ? : a:b".split(" "),
  ...["", " x", "x ", "a: b", "a #b", "#a", "*a", "&a", "!a", "%a", "@a", "`a", "[a", "{a}", "a, b", "it's", '"q"'],
  ...[
    "-1",
    "- a",
    "---",
    "...",
    "0x1F",
    "0o7",
    ".5",
    ".inf",
    "한글",
    "🚀",
    "a\nb",
    "a\n\nb\n",
    "\ta",
    "a\u0085b",
    "\u2028",
  ],
  ...[
    "os.environ/OPENAI_API_KEY",
    "http://127.0.0.1:8000/v1",
    "openai/gpt-4o",
    "ollama/qwen2.5:32b",
    "\\u0041",
    "\u0007",
  ],
];
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  { weight: 3, arbitrary: fc.constantFrom(0, 1, -1, 60, 0.5, 2e-6, 1e21, -1.5e-7, 12_345_678_901) },
  { weight: 2, arbitrary: fc.constantFrom(true, false, null) },
);
const key = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("rpm", "tpm", "weight", "tags", "api_base", "model", "new_key", "x y", "no", "10"),
  },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 6 }).filter((text) => !/proto|constr/.test(text)) },
);
const value = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const ops = [
  ..."set set set setNew setNew remove remove insert insert move rename_key".split(" "),
  ..."rename_alias remove_alias duplicate_alias canary set_fallbacks".split(" "),
] as const;

const recipe = fc.record({
  file: fc.constantFrom(...Object.keys(files)),
  variant: fc.nat({ max: variants.length - 1 }),
  op: fc.constantFrom(...ops),
  pick: fc.nat(),
  other: fc.nat(),
  key,
  value,
});
type Recipe = typeof recipe extends fc.Arbitrary<infer One> ? One : never;

interface Spot {
  readonly path: ConfigPath;
  readonly value: unknown;
}

function spotsIn(value_: unknown, path: ConfigPath = []): Spot[] {
  const here = path.length === 0 ? [] : [{ path, value: value_ }];
  if (typeof value_ !== "object" || value_ === null) return here;
  const isList = Array.isArray(value_);
  return [...here, ...Object.entries(value_).flatMap(([k, v]) => spotsIn(v, [...path, isList ? Number(k) : k]))];
}

function aliasesIn(root: Record<string, unknown>): string[] {
  const list = Array.isArray(root["model_list"]) ? (root["model_list"] as unknown[]) : [];
  return [
    ...new Set(
      list.flatMap((entry) =>
        isObject(entry) && typeof entry["model_name"] === "string" ? [entry["model_name"]] : [],
      ),
    ),
  ];
}

function isObject(one: unknown): one is Record<string, unknown> {
  return typeof one === "object" && one !== null && !Array.isArray(one);
}

function editOf(
  { op, pick, other, key: name, value: wanted }: Recipe,
  root: Record<string, unknown>,
): ConfigEdit | null {
  const spots = spotsIn(root);
  const lists = spots.filter((spot) => Array.isArray(spot.value));
  const one = <T>(all: readonly T[]): T | undefined => all[pick % Math.max(1, all.length)];
  const spot = one(spots);
  const list = one(lists);
  const length = list === undefined ? 0 : (list.value as unknown[]).length;
  const alias = one(aliasesIn(root));
  if (op === "set" && spot !== undefined) return { op, path: spot.path, value: wanted };
  if (op === "setNew") {
    const maps = [
      { path: [] as ConfigPath, value: root },
      ...spots.filter((at) => isObject(at.value) || at.value === null),
    ];
    const tail = other % 3 === 0 ? [name, "deeper"] : [name];
    return { op: "set", path: [...(one(maps)?.path ?? []), ...tail], value: wanted };
  }
  if (op === "remove" && spot !== undefined) return { op, path: spot.path };
  if (op === "insert" && list !== undefined) {
    const at = other % (length + 2);
    return { op, path: list.path, value: wanted, ...(at > length ? {} : { index: at }) };
  }
  if (op === "move" && length > 0 && list !== undefined)
    return { op, path: list.path, from: other % length, to: pick % length };
  if (op === "rename_key" && spot !== undefined && typeof spot.path.at(-1) === "string")
    return { op, path: spot.path, key: name };
  if (alias === undefined) return null;
  if (op === "rename_alias") return { op, from: alias, to: `new ${name}`, keepOldName: other % 2 === 0 };
  if (op === "remove_alias") return { op, alias };
  if (op === "duplicate_alias") return { op, from: alias, to: `copy:${name}` };
  if (op === "canary")
    return { op, alias, percent: (other % 99) + 1, litellmParams: { model: "openai/canary", [name]: wanted } };
  if (op !== "set_fallbacks") return null;
  const kinds = ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"] as const;
  const kind = kinds[other % 3] ?? "fallbacks";
  return { op, alias, kind, groups: aliasesIn(root).slice(0, other % 4) };
}

/** What the file must mean after an edit by its path; null for the edits that know aliases. */
function expected(root: Record<string, unknown>, edit: ConfigEdit): unknown {
  if (!("path" in edit)) return null;
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

/** Comments with their text, sorted. */
function commentsIn(text: string): string[] {
  return [...new Lexer().lex(text)].filter((token) => token.startsWith("#")).toSorted();
}

/** Edits that only add or exchange: no comment may go. */
function keepsComments(edit: ConfigEdit, root: Record<string, unknown>): boolean {
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
function allowed(text: string, path: ConfigPath): [number, number] {
  const document = parseDocument(text, { version: "1.1", customTags: pyyamlTags, uniqueKeys: false });
  let node: Node | null = document.contents;
  let window: [number, number] = [0, text.length];
  for (const part of path) {
    if (isSeq(node)) {
      const items = node.items as Node[];
      const at = typeof part === "number" ? part : items.length;
      window = narrowed(window, contentEnd(items[at - 1]), items[at + 1]?.range?.[0]);
      node = items[at] ?? null;
    } else if (isMap(node)) {
      const pairs = node.items as { key: Node; value: Node | null }[];
      const matches = pairs.map(
        ({ key: k }) => isScalar(k) && (k.source === String(part) || String(k.value) === String(part)),
      );
      const at = matches.lastIndexOf(true);
      if (at === -1 || matches.indexOf(true) !== at) return window;
      const before = pairs[at - 1];
      window = narrowed(window, contentEnd(before?.value) ?? contentEnd(before?.key), pairs[at + 1]?.key.range?.[0]);
      node = pairs[at]?.value ?? null;
    } else return window;
  }
  return window;
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

class Tally {
  planned = 0;
  empty = 0;
  readonly refused = new Map<string, number>();

  refuse(message: string): void {
    const reason = message.replace(/^Line \d+: /, "").replaceAll(/`[^`]*`|&\S+|line \d+|\d+/g, "…");
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }

  get refusals(): number {
    return [...this.refused.values()].reduce((sum, one) => sum + one, 0);
  }

  print(): void {
    const reasons = [...this.refused]
      .toSorted((one, other) => other[1] - one[1])
      .map(([why, count]) => `${count} × ${why}`);
    process.stdout.write(
      `random edits: ${this.planned} planned (${this.empty} without a change), ${this.refusals} refused\n  ${reasons.join("\n  ")}\n`,
    );
  }
}

function check(one: Recipe, tally: Tally): void {
  const text = variants[one.variant]?.(files[one.file] ?? "") ?? "";
  const root = readYaml("", text).root ?? {};
  const edit = editOf(one, root);
  if (edit === null) return;
  let splices: Splice[];
  try {
    splices = planEdits(text, [edit]);
  } catch (failure) {
    if (!(failure instanceof GatewayError)) throw failure;
    expect(failure.code).toBe("config_edit_refused");
    tally.refuse(failure.message);
    return;
  }
  tally.planned++;
  if (splices.length === 0) tally.empty++;
  const result = applySplices(text, splices);
  const after = readYaml("", result);
  expect(after.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  const wanted = expected(root, edit);
  if (wanted !== null) expect(after.root ?? {}).toEqual(plain(wanted));
  if (keepsComments(edit, root)) {
    const left = commentsIn(result);
    for (const comment of commentsIn(text)) expect(left).toContain(comment);
  }
  if ("path" in edit && edit.op !== "move") {
    const [before, to] = allowed(text, edit.path);
    const from = text.slice(0, before).trimEnd().length;
    for (const { offset, length } of splices) {
      expect(offset).toBeGreaterThanOrEqual(from);
      expect(offset + length).toBeLessThanOrEqual(to);
    }
  }
  if (text.includes("\r\n")) expect(result.replaceAll("\r\n", "")).not.toMatch(/\n/);
}

/** -0 is 0 in a config. */
function plain(one: unknown): unknown {
  return JSON.parse(JSON.stringify(one), (_key, item: unknown) => item) as unknown;
}

describe("random edits over files in every style", () => {
  it("change what was meant, keep everything else, and mean what was meant", { timeout: 120_000 }, () => {
    const tally = new Tally();
    fc.assert(
      fc.property(recipe, (one) => { if (process.env['DBG']) { try { check(one, tally); } catch (e) { const text = variants[one.variant]?.(files[one.file] ?? '') ?? ''; const ed = editOf(one, readYaml('', text).root ?? {}); let sp: unknown = null; let res=''; try { const q = planEdits(text, [ed!]); sp = q.map((x) => ({...x, cut: text.slice(x.offset, x.offset+x.length)})); res = applySplices(text, q); } catch {} process.stderr.write('@@'+JSON.stringify({ed, sp, m: String(e).slice(0,600)})+'\n'+res+'\n'); throw e; } } else check(one, tally); }),
      { numRuns: runs, seed: 20_261_124 },
    );
    tally.print();
    expect(tally.planned).toBeGreaterThan(runs * 0.8);
  });
});
