/**
 * The edits that know aliases, on plain values: renaming, removing, copying, canaries, fallbacks.
 *
 * Written apart from alias-mentions.ts, which finds the same places for the text: each holds the other to account.
 */
import type { ConfigEdit } from "../../contract/config-edit.ts";
import { mapOf, numberOf, textOf } from "../values.ts";
import type { PlainMap } from "../yaml-source.ts";
import { fallbackKinds, fallbackSections } from "./alias-mentions.ts";
import { canaryWeights } from "./canary-weights.ts";
import { EditRefusal } from "./edit-refusal.ts";
import { isPlainMap, listOf } from "./plain-values.ts";

type EditOf<Op extends ConfigEdit["op"]> = Extract<ConfigEdit, { op: Op }>;

/** @returns another name for the value, or undefined when it is to go */
type Namer = (name: unknown) => unknown;

export function withNewName(root: PlainMap, { from, to, keepOldName }: EditOf<"rename_alias">): PlainMap {
  if (from === to) return root;
  const entries = entriesNamed(root, from);
  const groupAlias = mapIn(root, "router_settings", "model_group_alias")?.[from];
  refuseTaken(root, to);
  if (entries.length === 0 && groupAlias === undefined) throw noAlias(from);
  for (const entry of entries) entry["model_name"] = to;
  renameMentions(root, (name) => (name === from ? to : name), from);
  if (!keepOldName) return root;
  const router = sectionIn(root, "router_settings");
  const map = isPlainMap(router["model_group_alias"]) ? router["model_group_alias"] : {};
  router["model_group_alias"] = { ...map, [from]: entries.length > 0 ? to : groupAlias };
  return root;
}

export function withoutAlias(root: PlainMap, alias: string): PlainMap {
  const entries = new Set<unknown>(entriesNamed(root, alias));
  if (entries.size > 0) root["model_list"] = listOf(root["model_list"]).filter((entry) => !entries.has(entry));
  renameMentions(root, (name) => (name === alias ? undefined : name), alias);
  return root;
}

export function withCopies(root: PlainMap, { from, to }: EditOf<"duplicate_alias">): PlainMap {
  refuseTaken(root, to);
  const entries = entriesNamed(root, from);
  const last = entries.at(-1);
  if (last === undefined) throw noAlias(from);
  const copies = entries.map((entry) => {
    const copy: PlainMap = structuredClone(entry);
    copy["model_name"] = to;
    const info = copy["model_info"];
    // An id names one deployment only.
    if (isPlainMap(info) && Object.hasOwn(info, "id")) delete info["id"];
    return copy;
  });
  const list = [...listOf(root["model_list"])];
  list.splice(list.indexOf(last) + 1, 0, ...copies);
  root["model_list"] = list;
  return root;
}

export function withCanary(root: PlainMap, { alias, percent, litellmParams }: EditOf<"canary">): PlainMap {
  const entries = entriesNamed(root, alias);
  const last = entries.at(-1);
  if (last === undefined) throw noAlias(alias);
  const params = entries.map((entry) => {
    const own = entry["litellm_params"];
    if (!isPlainMap(own) || (typeof own["weight"] === "string" && numberOf(own["weight"]) === null))
      throw aliasRefusal(
        `A deployment of \`${alias}\` has no weight that can be shared.`,
        "Write its weight as a number.",
      );
    return own;
  });
  const weights = canaryWeights(params, percent);
  for (const [index, own] of params.entries()) own["weight"] = weights[index];
  const list = [...listOf(root["model_list"])];
  list.splice(list.indexOf(last) + 1, 0, {
    model_name: alias,
    litellm_params: { ...structuredClone(litellmParams), weight: percent },
  });
  root["model_list"] = list;
  return root;
}

export function withFallbacks(root: PlainMap, { alias, kind, groups }: EditOf<"set_fallbacks">): PlainMap {
  const name = fallbackSectionOf(root, kind);
  const section = groups.length > 0 ? sectionIn(root, name) : mapOf(root[name]);
  const present = section[kind] ?? [];
  if (!Array.isArray(present))
    throw new EditRefusal({
      reason: `\`${kind}\` is not a list.`,
      hint: "Write it as `- alias: [other, another]` lines.",
      at: [name, kind],
    });
  const list = [...(present as unknown[])];
  const holds = (item: unknown): item is PlainMap => isPlainMap(item) && Object.hasOwn(item, alias);
  if (groups.length === 0) {
    if (!list.some(holds)) return root;
    section[kind] = list.flatMap((item) => {
      if (!holds(item)) return [item];
      const { [alias]: _gone, ...others } = item;
      return Object.keys(others).length === 0 ? [] : [others];
    });
    return root;
  }
  // Of a group that stands twice the first one counts.
  const first = list.findIndex(holds);
  const item = list[first];
  if (holds(item)) list[first] = { ...item, [alias]: [...groups] };
  else list.push({ [alias]: [...groups] });
  section[kind] = list;
  return root;
}

/** Where the file keeps this kind; else where it keeps the others; else LiteLLM's own place. */
export function fallbackSectionOf(root: PlainMap, kind: string): string {
  const keepsAny = (section: string, kinds: readonly string[]): boolean => {
    const map = root[section];
    return isPlainMap(map) && kinds.some((one) => map[one] !== undefined && map[one] !== null);
  };
  const own = fallbackSections.find((section) => keepsAny(section, [kind]));
  return own ?? fallbackSections.find((section) => keepsAny(section, fallbackKinds)) ?? "router_settings";
}

function entriesNamed(root: PlainMap, alias: string): PlainMap[] {
  return listOf(root["model_list"]).filter(
    (entry): entry is PlainMap => isPlainMap(entry) && textOf(entry["model_name"]) === alias,
  );
}

function sectionIn(root: PlainMap, name: string): PlainMap {
  const present = root[name];
  if (isPlainMap(present)) return present;
  if (present !== null && present !== undefined)
    throw new EditRefusal({ reason: `\`${name}\` is not a map.`, hint: "Make it a map of settings.", at: [name] });
  const section: PlainMap = {};
  root[name] = section;
  return section;
}

function mapIn(root: PlainMap, section: string, key: string): PlainMap | null {
  const map = root[section];
  const inner = isPlainMap(map) ? map[key] : null;
  return isPlainMap(inner) ? inner : null;
}

function renameMentions(root: PlainMap, named: Namer, alias: string): void {
  for (const name of fallbackSections) {
    const section = root[name];
    if (!isPlainMap(section)) continue;
    for (const kind of fallbackKinds)
      if (Array.isArray(section[kind]))
        section[kind] = section[kind].flatMap((item) => fallbackItem(item, named, alias));
    renameList(section, "default_fallbacks", named);
  }
  renameList(root["portico"], "continue_streams", named);
  const litellm = root["litellm_settings"];
  for (const key of ["default_internal_user_params", "default_key_generate_params", "upperbound_key_generate_params"])
    if (isPlainMap(litellm)) renameList(litellm[key], "models", named);
  const router = root["router_settings"];
  if (isPlainMap(router)) {
    for (const group of listOf(router["caching_groups"])) if (Array.isArray(group)) replaceAll(group, named);
    renameGroupAliases(router, named);
    const policies = router["model_group_retry_policy"];
    if (isPlainMap(policies)) router["model_group_retry_policy"] = renamedKeys(policies, named);
  }
  const general = root["general_settings"];
  for (const key of ["completion_model", "embedding_model", "image_generation_model", "moderation_model"])
    if (isPlainMap(general) && Object.hasOwn(general, key)) putOrDrop(general, key, named(general[key]));
}

/** @returns no item when nothing of it is left */
function fallbackItem(item: unknown, named: Namer, alias: string): unknown[] {
  if (!isPlainMap(item)) return [item];
  const groups = Object.entries(item).flatMap(([name, targets]): [string, unknown][] => {
    const group = named(name);
    const left = fallbackTargets(targets, named, alias);
    return group === undefined || left === undefined ? [] : [[String(group), left]];
  });
  const isTouched = groups.length < Object.keys(item).length;
  if (isTouched && groups.length === 0) return [];
  refuseTwice(groups.map(([name]) => name));
  return [Object.fromEntries(groups)];
}

function fallbackTargets(targets: unknown, named: Namer, alias: string): unknown {
  if (!Array.isArray(targets)) return named(targets);
  const left = (targets as unknown[]).flatMap((target) => {
    const other = isPlainMap(target) ? renamedModel(target, named, alias) : named(target);
    return other === undefined ? [] : [other];
  });
  return left.length === 0 && targets.length > 0 ? undefined : left;
}

function renamedModel(map: PlainMap, named: Namer, alias: string): unknown {
  if (map["model"] !== alias) return map;
  const model = named(alias);
  return model === undefined ? undefined : { ...map, model };
}

function renameGroupAliases(router: PlainMap, named: Namer): void {
  const map = router["model_group_alias"];
  if (!isPlainMap(map)) return;
  const targets = Object.entries(map).flatMap(([name, target]): [string, unknown][] => {
    const isNamed = isPlainMap(target) && Object.hasOwn(target, "model");
    const group = isNamed ? named(target["model"]) : named(target);
    if (group === undefined) return [];
    return [[name, isNamed ? { ...target, model: group } : group]];
  });
  router["model_group_alias"] = renamedKeys(Object.fromEntries(targets), named);
}

function renamedKeys(map: PlainMap, named: Namer): PlainMap {
  const pairs = Object.entries(map).flatMap(([key, value]): [string, unknown][] => {
    const name = named(key);
    return name === undefined ? [] : [[String(name), value]];
  });
  refuseTwice(pairs.map(([key]) => key));
  return Object.fromEntries(pairs);
}

function renameList(holder: unknown, key: string, named: Namer): void {
  if (isPlainMap(holder) && Array.isArray(holder[key])) replaceAll(holder[key], named);
}

function replaceAll(list: unknown[], named: Namer): void {
  list.splice(0, list.length, ...list.map(named).filter((name) => name !== undefined));
}

function putOrDrop(map: PlainMap, key: string, value: unknown): void {
  if (value === undefined) delete map[key];
  else map[key] = value;
}

function refuseTaken(root: PlainMap, name: string): void {
  if (entriesNamed(root, name).length > 0 || mapIn(root, "router_settings", "model_group_alias")?.[name] !== undefined)
    throw aliasRefusal(`There is an alias \`${name}\` already.`, "Choose another name.");
}

function refuseTwice(names: readonly string[]): void {
  if (new Set(names).size < names.length)
    throw aliasRefusal("The new name stands here already.", "Take the other one out first.");
}

function noAlias(alias: string): EditRefusal {
  return aliasRefusal(`There is no alias \`${alias}\` in this file.`, "Read the file again; it may have changed.");
}

function aliasRefusal(reason: string, hint: string): EditRefusal {
  return new EditRefusal({ reason, hint, at: ["model_list"] });
}
