/**
 * Every place where a config names an alias: which value or key it is, and what goes when the alias goes.
 *
 * @source LiteLLM's router and proxy settings; the readers are compile-routing.ts, compile-settings.ts and check-fallbacks.ts
 */
import type { ConfigPath } from "../../contract/config-edit.ts";
import { textOf } from "../values.ts";
import type { PlainMap } from "../yaml-source.ts";
import { isPlainMap, listOf, valueAt } from "./plain-values.ts";

export const fallbackKinds = ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"] as const;
export const fallbackSections = ["router_settings", "litellm_settings"] as const;

export interface Mention {
  readonly path: ConfigPath;
  /** The alias is the path's last key, or the value that stands there. */
  readonly as: "key" | "value";
  /** What goes with the alias. */
  readonly goes: ConfigPath;
}

/** Lists whose items are aliases; one that is empty afterwards stays an empty list. */
const aliasLists: readonly ConfigPath[] = [
  ...fallbackSections.map((section) => [section, "default_fallbacks"]),
  ["portico", "continue_streams"],
  ...["default_internal_user_params", "default_key_generate_params", "upperbound_key_generate_params"].map((params) => [
    "litellm_settings",
    params,
    "models",
  ]),
];
const singleNames: readonly ConfigPath[] = [
  "completion_model",
  "embedding_model",
  "image_generation_model",
  "moderation_model",
].map((key) => ["general_settings", key]);

/** Entries of `model_list` under the alias. */
export function entriesOf(root: PlainMap, alias: string): number[] {
  return [...listOf(root["model_list"]).entries()]
    .filter(([, entry]) => isPlainMap(entry) && textOf(entry["model_name"]) === alias)
    .map(([index]) => index);
}

/** All but the entries themselves. */
export function mentionsOf(root: PlainMap, alias: string): Mention[] {
  return [
    ...fallbackSections.flatMap((section) =>
      fallbackKinds.flatMap((kind) => fallbackMentions(root, [section, kind], alias)),
    ),
    ...aliasLists.flatMap((path) => itemMentions(root, path, alias)),
    ...listOf(valueAt(root, ["router_settings", "caching_groups"])).flatMap((_group, index) =>
      itemMentions(root, ["router_settings", "caching_groups", index], alias),
    ),
    ...singleNames.flatMap((path) => valueMentions(root, path, alias, path)),
    ...groupAliasMentions(root, alias),
    ...keyMentions(root, ["router_settings", "model_group_retry_policy"], alias),
  ];
}

function itemMentions(root: PlainMap, path: ConfigPath, alias: string): Mention[] {
  return [...listOf(valueAt(root, path)).entries()].flatMap(([index, item]) => {
    const at = [...path, index];
    return item === alias ? [{ path: at, as: "value", goes: at }] : [];
  });
}

function valueMentions(root: PlainMap, path: ConfigPath, alias: string, goes: ConfigPath): Mention[] {
  return valueAt(root, path) === alias ? [{ path, as: "value", goes }] : [];
}

function keyMentions(root: PlainMap, path: ConfigPath, alias: string): Mention[] {
  const map = valueAt(root, path);
  const at = [...path, alias];
  return isPlainMap(map) && Object.hasOwn(map, alias) ? [{ path: at, as: "key", goes: at }] : [];
}

function groupAliasMentions(root: PlainMap, alias: string): Mention[] {
  const path = ["router_settings", "model_group_alias"];
  const map = valueAt(root, path);
  if (!isPlainMap(map)) return [];
  const targets = Object.keys(map).flatMap((name) => [
    ...valueMentions(root, [...path, name], alias, [...path, name]),
    ...valueMentions(root, [...path, name, "model"], alias, [...path, name]),
  ]);
  return [...targets, ...keyMentions(root, path, alias)];
}

function fallbackMentions(root: PlainMap, path: ConfigPath, alias: string): Mention[] {
  return [...listOf(valueAt(root, path)).entries()].flatMap(([index, item]) => {
    if (!isPlainMap(item)) return [];
    const at = [...path, index];
    const remaining = Object.keys(item).filter((name) => name !== alias && !leadsOnlyTo(item[name], alias));
    return Object.keys(item).flatMap((name): Mention[] => {
      // An item of one group goes whole.
      const goes = remaining.length === 0 ? at : [...at, name];
      const key: Mention[] = name === alias ? [{ path: [...at, name], as: "key", goes }] : [];
      return [...targetMentions(item[name], [...at, name], alias, goes), ...key];
    });
  });
}

function targetMentions(targets: unknown, path: ConfigPath, alias: string, whole: ConfigPath): Mention[] {
  if (targets === alias) return [{ path, as: "value", goes: whole }];
  const isAll = leadsOnlyTo(targets, alias);
  return [...listOf(targets).entries()].flatMap(([index, target]): Mention[] => {
    const at = [...path, index];
    const goes = isAll ? whole : at;
    if (target === alias) return [{ path: at, as: "value", goes }];
    return isPlainMap(target) && target["model"] === alias ? [{ path: [...at, "model"], as: "value", goes }] : [];
  });
}

/** Without the alias no target is left. */
function leadsOnlyTo(targets: unknown, alias: string): boolean {
  if (!Array.isArray(targets)) return targets === alias;
  return targets.length > 0 && targets.every((item) => item === alias || (isPlainMap(item) && item["model"] === alias));
}
