/** Acts on fallbacks: adding, removing and ordering the groups that stand in for an alias, or for every alias. */
import type { DraftAlias, DraftReading } from "../../../../../gateway/contract/config-files.ts";
import { fallbacksOf, type Act, type FallbackKind } from "./act.ts";

/** Puts `groups` in the place of the ones of this kind; an empty list takes the entry out. */
export function setFallbacks(alias: DraftAlias, kind: FallbackKind, groups: readonly string[], mainFile: string): Act {
  return [{ file: mainFile, edits: [{ op: "set_fallbacks", alias: alias.alias, kind, groups: [...groups] }] }];
}

/** @returns null when it stands there already, or would lead to itself */
export function addFallback(alias: DraftAlias, kind: FallbackKind, target: string, mainFile: string): Act | null {
  const groups = fallbacksOf(alias, kind);
  if (target === alias.alias || groups.includes(target)) return null;
  return setFallbacks(alias, kind, [...groups, target], mainFile);
}

export function removeFallback(alias: DraftAlias, kind: FallbackKind, position: number, mainFile: string): Act {
  const groups = fallbacksOf(alias, kind).filter((_group, at) => at !== position);
  return setFallbacks(alias, kind, groups, mainFile);
}

/** @returns the list with one item at another place; null when it stands there or there is no such place */
export function movedTo<Item>(list: readonly Item[], from: number, to: number): readonly Item[] | null {
  const item = list[from];
  if (item === undefined || from === to || to < 0 || to >= list.length) return null;
  const rest = list.filter((_one, at) => at !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** `default_fallbacks`, in the section that has them now; `router_settings` wins when both do. */
export function setDefaultFallbacks(groups: readonly string[], mainFile: string, mainText: string): Act {
  const key = "default_fallbacks";
  if (groups.length === 0) {
    const sections = ["router_settings", "litellm_settings"].filter((name) => hasKey(mainText, name, key));
    return [{ file: mainFile, edits: sections.map((section) => ({ op: "remove", path: [section, key] })) }];
  }
  const isOnlyInLitellm = !hasKey(mainText, "router_settings", key) && hasKey(mainText, "litellm_settings", key);
  const section = isOnlyInLitellm ? "litellm_settings" : "router_settings";
  return [{ file: mainFile, edits: [{ op: "set", path: [section, key], value: [...groups] }] }];
}

export function addDefaultFallback(
  reading: DraftReading,
  target: string,
  mainFile: string,
  mainText: string,
): Act | null {
  if (reading.defaultFallbacks.includes(target)) return null;
  return setDefaultFallbacks([...reading.defaultFallbacks, target], mainFile, mainText);
}

/**
 * Whether a section at the top of the text has a key, by its lines: the reading does not say which section spoke.
 * A key that only a comment holds does not count.
 */
function hasKey(text: string, section: string, key: string): boolean {
  let isInside = false;
  for (const line of text.split("\n")) {
    const code = line.replace(/(^|\s)#.*$/, "");
    if (/^[^\s#-]/.test(code)) isInside = new RegExp(`^["']?${section}["']?\\s*:`).test(code);
    if (isInside && new RegExp(`(^|[\\s{,"'])${key}["']?\\s*:`).test(code)) return true;
  }
  return false;
}
