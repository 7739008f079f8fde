/** An edit as rounds of changes, found by what the file means now. */
import type { ConfigEdit, ConfigPath, JsonValue } from "../../contract/config-edit.ts";
import type { PlainMap } from "../yaml-source.ts";
import { entriesOf, mentionsOf } from "./alias-mentions.ts";
import { canaryWeights } from "./canary-weights.ts";
import type { Change, Rounds } from "./change.ts";
import { fallbackSectionOf } from "./intended-aliases.ts";
import { isPlainMap, listOf, valueAt } from "./plain-values.ts";
import { valueChanges } from "./value-changes.ts";

type EditOf<Op extends ConfigEdit["op"]> = Extract<ConfigEdit, { op: Op }>;

/** @param isMinimal  changes only what differs; else writes the value as a whole */
export function roundsOf(root: PlainMap, edit: ConfigEdit, isMinimal: boolean): Rounds {
  switch (edit.op) {
    case "set":
      return [setChanges(root, edit, isMinimal)];
    case "remove":
      return [[{ kind: "take", path: edit.path }]];
    case "insert": {
      const index = edit.index ?? listOf(valueAt(root, edit.path)).length;
      return [[{ kind: "insert", path: edit.path, index, values: [edit.value] }]];
    }
    case "move":
      return [[{ kind: "move", path: edit.path, from: edit.from, to: edit.to }]];
    case "rename_key":
      return [[{ kind: "rename", path: edit.path, key: edit.key }]];
    case "rename_alias":
      return renameRounds(root, edit);
    case "remove_alias":
      return [removeChanges(root, edit.alias)];
    case "duplicate_alias":
      return copyRounds(root, edit);
    case "canary":
      return canaryRounds(root, edit);
    case "set_fallbacks":
      return [fallbackChanges(root, edit)];
  }
}

function setChanges(root: PlainMap, { path, value }: EditOf<"set">, isMinimal: boolean): Change[] {
  const key = path.at(-1);
  const list = valueAt(root, path.slice(0, -1));
  if (Array.isArray(list) && key === list.length)
    return [{ kind: "insert", path: path.slice(0, -1), index: key, values: [value] }];
  return isMinimal ? valueChanges(path, valueAt(root, path), value) : [{ kind: "put", path, value }];
}

function renameRounds(root: PlainMap, { from, to, keepOldName }: EditOf<"rename_alias">): Rounds {
  const entries = entriesOf(root, from);
  const groupAlias = ["router_settings", "model_group_alias", from];
  const changes = [
    ...entries.map((index): Change => ({ kind: "put", path: ["model_list", index, "model_name"], value: to })),
    ...mentionsOf(root, from).map(({ path, as }): Change => {
      return as === "key" ? { kind: "rename", path, key: to } : { kind: "put", path, value: to };
    }),
  ];
  if (!keepOldName) return [changes];
  // Read from YAML, so JSON. What was only another name of a group becomes one more.
  const target = entries.length > 0 ? to : ((valueAt(root, groupAlias) ?? to) as JsonValue);
  return [changes, [{ kind: "put", path: groupAlias, value: target }]];
}

function removeChanges(root: PlainMap, alias: string): Change[] {
  const paths = [
    ...entriesOf(root, alias).map((index): ConfigPath => ["model_list", index]),
    ...mentionsOf(root, alias).map(({ goes }) => goes),
  ];
  // A fallback may name the alias by its key and by its targets: what goes inside of what goes is not asked for twice.
  const wanted = new Set(paths.map((path) => JSON.stringify(path)));
  const isInside = (path: ConfigPath): boolean =>
    path.some((_key, at) => at > 0 && wanted.has(JSON.stringify(path.slice(0, at))));
  const outermost = new Map(paths.filter((path) => !isInside(path)).map((path) => [JSON.stringify(path), path]));
  return [...outermost.values()].map((path) => ({ kind: "take", path }));
}

function copyRounds(root: PlainMap, { from, to }: EditOf<"duplicate_alias">): Rounds {
  const entries = entriesOf(root, from);
  const next = (entries.at(-1) ?? -1) + 1;
  const copied: Change = { kind: "copy", path: ["model_list"], from: entries, index: next };
  const named = entries.flatMap((entry, place): Change[] => {
    const path = ["model_list", next + place];
    const info = valueAt(root, ["model_list", entry, "model_info"]);
    const hasId = isPlainMap(info) && Object.hasOwn(info, "id");
    return [
      { kind: "put", path: [...path, "model_name"], value: to },
      ...(hasId ? [{ kind: "take" as const, path: [...path, "model_info", "id"] }] : []),
    ];
  });
  return [[copied], named];
}

function canaryRounds(root: PlainMap, { alias, percent, litellmParams }: EditOf<"canary">): Rounds {
  const entries = entriesOf(root, alias);
  const params = entries.map((index) => valueAt(root, ["model_list", index, "litellm_params"]));
  const weights = canaryWeights(
    params.map((own) => (isPlainMap(own) ? own : {})),
    percent,
  );
  const weighed = entries.flatMap((entry, index): Change[] => {
    const weight = weights[index];
    const own = params[index];
    if (weight === undefined || (isPlainMap(own) && own["weight"] === weight)) return [];
    return [{ kind: "put", path: ["model_list", entry, "litellm_params", "weight"], value: weight }];
  });
  const value = { model_name: alias, litellm_params: { ...litellmParams, weight: percent } };
  return [weighed, [{ kind: "insert", path: ["model_list"], index: (entries.at(-1) ?? -1) + 1, values: [value] }]];
}

function fallbackChanges(root: PlainMap, { alias, kind, groups }: EditOf<"set_fallbacks">): Change[] {
  const path = [fallbackSectionOf(root, kind), kind];
  const list = listOf(valueAt(root, path));
  const holding = [...list.entries()].filter(([, item]) => isPlainMap(item) && Object.hasOwn(item, alias));
  if (groups.length === 0) {
    return holding.map(([index, item]) => {
      const isOnly = isPlainMap(item) && Object.keys(item).length === 1;
      return { kind: "take", path: isOnly ? [...path, index] : [...path, index, alias] };
    });
  }
  const first = holding[0];
  if (first === undefined) return [{ kind: "insert", path, index: list.length, values: [{ [alias]: groups }] }];
  const at = [...path, first[0], alias];
  return valueChanges(at, valueAt(root, at), groups);
}
