/** A random edit of any kind: a recipe of numbers and values, cooked against what a file holds. */
import fc from "fast-check";
import type { ConfigEdit, ConfigPath, JsonValue } from "../../../contract/config-edit.ts";

/** Separated by a sign that none of them holds. */
const words = [
  "no│on│y│010│1_000│12:30:00│1e3│2024-10-21│~│null│=│<<│-│?│:│a:b││ x│x │a: b│a #b│#a│*a│&a│!a│%a│@a│`a│[a│{a}│a, b│it's",
  '"q"│-1│- a│---│...│0x1F│0o7│.5│.inf│한글│🚀│a\nb│a\n\nb\n│\ta│a\u0085b│\u2028│\\u0041│\u0007',
  "os.environ/OPENAI_API_KEY│http://127.0.0.1:8000/v1│openai/gpt-4o│ollama/qwen2.5:32b",
]
  .join("│")
  .split("│");
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

type Root = Record<string, unknown>;
interface Ingredients {
  readonly pick: number;
  readonly other: number;
  readonly key: string;
  readonly value: JsonValue;
}

/** Null where the file has nothing to do it to. */
type Cook = (from: Ingredients, root: Root) => ConfigEdit | null;

const cooks: Readonly<Record<string, Cook>> = {
  set: ({ pick, value: wanted }, root) => {
    const spot = one(spotsIn(root), pick);
    return spot === undefined ? null : { op: "set", path: spot.path, value: wanted };
  },
  setNew: ({ pick, other, key: name, value: wanted }, root) => {
    const maps = spotsIn(root).filter((at) => isObject(at.value) || at.value === null);
    const path = one([{ path: [] as ConfigPath }, ...maps], pick)?.path ?? [];
    return { op: "set", path: [...path, name, ...(other % 3 === 0 ? ["deeper"] : [])], value: wanted };
  },
  remove: ({ pick }, root) => {
    const spot = one(spotsIn(root), pick);
    return spot === undefined ? null : { op: "remove", path: spot.path };
  },
  insert: ({ pick, other, value: wanted }, root) => {
    const list = one(listsIn(root), pick);
    const index = list === undefined ? 0 : other % (list.length + 2);
    if (list === undefined) return null;
    return { op: "insert", path: list.path, value: wanted, ...(index > list.length ? {} : { index }) };
  },
  move: ({ pick, other }, root) => {
    const list = one(listsIn(root), pick);
    if (list === undefined || list.length === 0) return null;
    return { op: "move", path: list.path, from: other % list.length, to: pick % list.length };
  },
  rename_key: ({ pick, key: name }, root) => {
    const keys = spotsIn(root).filter(({ path }) => typeof path.at(-1) === "string");
    const spot = one(keys, pick);
    return spot === undefined ? null : { op: "rename_key", path: spot.path, key: name };
  },
  rename_alias: ({ pick, other, key: name }, root) => {
    const from = one(aliasesIn(root), pick);
    return from === undefined ? null : { op: "rename_alias", from, to: `new ${name}`, keepOldName: other % 2 === 0 };
  },
  remove_alias: ({ pick }, root) => {
    const alias = one(aliasesIn(root), pick);
    return alias === undefined ? null : { op: "remove_alias", alias };
  },
  duplicate_alias: ({ pick, key: name }, root) => {
    const from = one(aliasesIn(root), pick);
    return from === undefined ? null : { op: "duplicate_alias", from, to: `copy:${name}` };
  },
  canary: ({ pick, other, key: name, value: wanted }, root) => {
    const alias = one(aliasesIn(root), pick);
    const litellmParams = { model: "openai/canary", [name]: wanted };
    return alias === undefined ? null : { op: "canary", alias, percent: (other % 99) + 1, litellmParams };
  },
  set_fallbacks: ({ pick, other }, root) => {
    const alias = one(aliasesIn(root), pick);
    const kinds = ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"] as const;
    const groups = aliasesIn(root).slice(0, other % 4);
    return alias === undefined ? null : { op: "set_fallbacks", alias, kind: kinds[other % 3] ?? "fallbacks", groups };
  },
};
const often = ["set", "set", "setNew", "remove", "insert"];

export const recipe = fc.record({
  op: fc.constantFrom(...Object.keys(cooks), ...often),
  pick: fc.nat(),
  other: fc.nat(),
  key,
  value,
});
export type Recipe = Ingredients & { readonly op: string };

export function editOf(from: Recipe, root: Root): ConfigEdit | null {
  return cooks[from.op]?.(from, root) ?? null;
}

interface Spot {
  readonly path: ConfigPath;
  readonly value: unknown;
}

/** Everything but the root, by its path. */
export function spotsIn(at: unknown, path: ConfigPath = []): Spot[] {
  const here = path.length === 0 ? [] : [{ path, value: at }];
  if (typeof at !== "object" || at === null) return here;
  const isList = Array.isArray(at);
  return [...here, ...Object.entries(at).flatMap(([k, v]) => spotsIn(v, [...path, isList ? Number(k) : k]))];
}

function listsIn(root: Root): { path: ConfigPath; length: number }[] {
  return spotsIn(root).flatMap(({ path, value: at }) => (Array.isArray(at) ? [{ path, length: at.length }] : []));
}

function aliasesIn(root: Root): string[] {
  const list: unknown[] = Array.isArray(root["model_list"]) ? root["model_list"] : [];
  const names = list.map((entry) => (isObject(entry) ? entry["model_name"] : null));
  return [...new Set(names.filter((name) => typeof name === "string"))];
}

export function isObject(at: unknown): at is Root {
  return typeof at === "object" && at !== null && !Array.isArray(at);
}

function one<T>(all: readonly T[], pick: number): T | undefined {
  return all[pick % Math.max(1, all.length)];
}
