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
import { renameMentions } from "./intended-mentions.ts";
import { isEqual, isPlainMap, listOf } from "./plain-values.ts";

type EditOf<Op extends ConfigEdit["op"]> = Extract<ConfigEdit, { op: Op }>;

export function withNewName(root: PlainMap, { from, to, keepOldName }: EditOf<"rename_alias">): PlainMap {
  if (from === to) return root;
  const entries = entriesNamed(root, from);
  const groupAlias = mapIn(root, "router_settings", "model_group_alias")?.[from];
  const before = structuredClone(root);
  refuseTaken(root, to);
  for (const entry of entries) entry["model_name"] = to;
  renameMentions(root, (name) => (name === from ? to : name), from);
  // Its entries may stand in another file, and only mentions of it here.
  if (isEqual(before, root)) throw noAlias(from);
  if (!keepOldName) return root;
  const router = sectionIn(root, "router_settings");
  const map = isPlainMap(router["model_group_alias"]) ? router["model_group_alias"] : {};
  router["model_group_alias"] = { ...map, [from]: entries.length > 0 ? to : (groupAlias ?? to) };
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

function refuseTaken(root: PlainMap, name: string): void {
  if (entriesNamed(root, name).length > 0 || mapIn(root, "router_settings", "model_group_alias")?.[name] !== undefined)
    throw aliasRefusal(`There is an alias \`${name}\` already.`, "Choose another name.");
}

function noAlias(alias: string): EditRefusal {
  return aliasRefusal(`There is no alias \`${alias}\` in this file.`, "Read the file again; it may have changed.");
}

function aliasRefusal(reason: string, hint: string): EditRefusal {
  return new EditRefusal({ reason, hint, at: ["model_list"] });
}
