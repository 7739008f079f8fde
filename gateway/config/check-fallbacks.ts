/** Fallbacks and group aliases: each name must exist, lead somewhere, and not lead back. */
import { resolveValue, type Variables } from "./environment.ts";
import type { Finder } from "./finder.ts";
import { mapOf, textOf, textsOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export function checkFallbacks(root: PlainMap, variables: Variables, finder: Finder): void {
  const aliases = aliasesOf(root, variables);
  for (const sectionName of ["router_settings", "litellm_settings"]) {
    const section = mapOf(root[sectionName]);
    for (const key of ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"]) {
      const list = section[key];
      if (!Array.isArray(list)) continue;
      const edges = new Map<string, string[]>();
      for (const [index, item] of (list as unknown[]).entries()) {
        for (const [source, targets] of Object.entries(mapOf(item))) {
          edges.set(source, textsOf(targets));
          checkEdge(
            { item: mapOf(item), source, targets: textsOf(targets), path: `${sectionName}.${key}[${index}]`, aliases },
            finder,
          );
        }
      }
      reportCycles(edges, list, `${sectionName}.${key}`, finder);
    }
    const defaults = section["default_fallbacks"];
    if (!Array.isArray(defaults)) continue;
    for (const [index, name] of (defaults as unknown[]).entries()) {
      if (typeof name === "string" && !isKnownAlias(name, aliases)) {
        finder.atValue(
          defaults,
          index,
          `${sectionName}.default_fallbacks[${index}]`,
          "fallback_unknown_alias",
          "error",
          unknownAlias(name, aliases, finder),
        );
      }
    }
  }
}

export function checkGroupAliases(root: PlainMap, finder: Finder): void {
  const map = mapOf(root["router_settings"])["model_group_alias"];
  if (typeof map !== "object" || map === null || Array.isArray(map)) return;
  const list: unknown[] = Array.isArray(root["model_list"]) ? root["model_list"] : [];
  const names = new Set(list.map((entry) => textOf(mapOf(entry)["model_name"])).filter((name) => name !== null));
  for (const [alias, target] of Object.entries(map)) {
    const path = `router_settings.model_group_alias.${alias}`;
    const group = textOf(target) ?? textOf(mapOf(target)["model"]);
    if (group === null) {
      finder.atValue(map, alias, path, "wrong_type", "error", {
        message: "A group alias must be the name of an alias, or a map with `model` and `hidden`.",
        hint: "Write `new-name: existing-alias`; for several targets give them the same model_name instead.",
      });
      continue;
    }
    if (!isKnownAlias(group, names))
      finder.atValue(map, alias, path, "fallback_unknown_alias", "error", unknownAlias(group, names, finder));
    if (names.has(alias)) {
      finder.atKey(map, alias, path, "shadowed_alias", "warning", {
        message: `\`${alias}\` is also a model_name, which wins; this group alias is never used.`,
        hint: "Rename one of the two.",
      });
    }
  }
}

function aliasesOf(root: PlainMap, variables: Variables): Set<string> {
  const list: unknown[] = Array.isArray(root["model_list"]) ? root["model_list"] : [];
  const names = list
    .map((entry) => textOf(resolveValue(mapOf(entry)["model_name"], variables)))
    .filter((name) => name !== null);
  return new Set([...names, ...Object.keys(mapOf(mapOf(root["router_settings"])["model_group_alias"]))]);
}

function isKnownAlias(name: string, aliases: ReadonlySet<string>): boolean {
  if (aliases.has(name) || name === "*") return true;
  return [...aliases].some((alias) => alias.includes("*") && name.startsWith(alias.slice(0, alias.indexOf("*"))));
}

function checkEdge(
  edge: { item: PlainMap; source: string; targets: readonly string[]; path: string; aliases: ReadonlySet<string> },
  finder: Finder,
): void {
  const { item, source, targets, path, aliases } = edge;
  if (!isKnownAlias(source, aliases))
    finder.atKey(item, source, path, "fallback_unknown_alias", "error", unknownAlias(source, aliases, finder));
  for (const target of targets) {
    if (!isKnownAlias(target, aliases))
      finder.atValue(
        item,
        source,
        `${path}.${source}`,
        "fallback_unknown_alias",
        "error",
        unknownAlias(target, aliases, finder),
      );
  }
}

function unknownAlias(
  name: string,
  aliases: ReadonlySet<string>,
  finder: Finder,
): { message: string; hint: string; suggestion?: string } {
  const nearest = finder.nearest(name, aliases);
  return {
    message: `There is no alias \`${name}\` in this file.`,
    hint: nearest === null ? "Add it to model_list, or remove it here." : `Did you mean \`${nearest}\`?`,
    ...(nearest === null ? {} : { suggestion: nearest }),
  };
}

function reportCycles(
  edges: ReadonlyMap<string, readonly string[]>,
  list: unknown[],
  path: string,
  finder: Finder,
): void {
  const circular = inCircles(edges);
  for (const [index, item] of list.entries()) {
    for (const source of Object.keys(mapOf(item)).filter((name) => circular.has(name))) {
      finder.atKey(mapOf(item), source, `${path}[${index}]`, "fallback_cycle", "warning", {
        message: `The fallbacks of \`${source}\` lead back to it.`,
        hint: "Remove one of them; a request never tries the same alias twice.",
      });
    }
  }
}

const maxSteps = 200_000;

/** Names that lead back to themselves. What leads nowhere is taken off first; the rest is followed, within a bound. */
function inCircles(edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const exits = new Map([...edges].map(([name, targets]) => [name, targets.filter((next) => edges.has(next)).length]));
  const sourcesOf = new Map<string, string[]>();
  for (const [name, targets] of edges) {
    for (const next of targets) sourcesOf.set(next, [...(sourcesOf.get(next) ?? []), name]);
  }
  const ends = [...exits].filter(([, count]) => count === 0).map(([name]) => name);
  for (let name = ends.pop(); name !== undefined; name = ends.pop()) {
    exits.delete(name);
    for (const source of sourcesOf.get(name) ?? []) {
      const count = (exits.get(source) ?? 0) - 1;
      exits.set(source, count);
      if (count === 0) ends.push(source);
    }
  }
  const steps = { left: maxSteps };
  return new Set([...exits.keys()].filter((name) => leadsBack(name, edges, steps)));
}

function leadsBack(name: string, edges: ReadonlyMap<string, readonly string[]>, steps: { left: number }): boolean {
  const seen = new Set<string>();
  const open = [...(edges.get(name) ?? [])];
  for (let next = open.pop(); next !== undefined && steps.left-- > 0; next = open.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(edges.get(next) ?? []));
  }
  return false;
}
