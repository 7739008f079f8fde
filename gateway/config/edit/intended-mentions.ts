/** Every mention of an alias outside of its entries renamed or taken out, on plain values. */
import type { PlainMap } from "../yaml-source.ts";
import { fallbackKinds, fallbackSections } from "./alias-mentions.ts";
import { EditRefusal } from "./edit-refusal.ts";
import { isPlainMap, listOf } from "./plain-values.ts";

/** @returns what stands there then: another name, or undefined when it is to go */
type Namer = <Name>(name: Name) => Name | string | undefined;

/** Changes `root`. @param alias  whose name `named` changes */
export function renameMentions(root: PlainMap, named: Namer, alias: string): void {
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
    return group === undefined || left === undefined ? [] : [[group, left]];
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
    return name === undefined ? [] : [[name, value]];
  });
  refuseTwice(pairs.map(([key]) => key));
  return Object.fromEntries(pairs);
}

function renameList(holder: unknown, key: string, named: Namer): void {
  if (isPlainMap(holder) && Array.isArray(holder[key])) replaceAll(holder[key], named);
}

function replaceAll(list: unknown[], named: Namer): void {
  list.splice(0, list.length, ...list.map((name) => named(name)).filter((name) => name !== undefined));
}

function putOrDrop(map: PlainMap, key: string, value: unknown): void {
  if (value === undefined) delete map[key];
  else map[key] = value;
}

function refuseTwice(names: readonly string[]): void {
  if (new Set(names).size < names.length)
    throw new EditRefusal({
      reason: "The new name stands beside the old one already.",
      hint: "Take the other one out first.",
      at: ["router_settings"],
    });
}
