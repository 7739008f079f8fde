/** Fallbacks and group aliases: each name must exist, lead somewhere, and not lead back. */
import { resolveValue, type Variables } from "./environment.ts";
import { namesOnCycles } from "./cycles.ts";
import type { Finder, FindingWords } from "./finder.ts";
import { mapOf, textOf, textsOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export function checkFallbacks(root: PlainMap, variables: Variables, finder: Finder): void {
  const groupAliases = Object.keys(mapOf(mapOf(root["router_settings"])["model_group_alias"]));
  const aliases = new AliasNames([...modelNames(root, variables), ...groupAliases]);
  for (const name of ["router_settings", "litellm_settings"]) {
    const section = mapOf(root[name]);
    for (const key of ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"]) {
      const fallbacks = fallbacksIn(section[key], `${name}.${key}`);
      for (const fallback of fallbacks) checkNames(fallback, aliases, finder);
      reportCycles(fallbacks, finder);
    }
    checkNamesIn(section["default_fallbacks"], `${name}.default_fallbacks`, aliases, finder);
  }
  checkNamesIn(mapOf(root["portico"])["continue_streams"], "portico.continue_streams", aliases, finder);
}

function checkNamesIn(list: unknown, path: string, aliases: AliasNames, finder: Finder): void {
  if (!Array.isArray(list)) return;
  for (const [index, name] of (list as unknown[]).entries()) {
    if (typeof name !== "string" || aliases.has(name)) continue;
    const words = unknownAlias(name, aliases, finder);
    finder.atValue(list, index, `${path}[${index}]`, "fallback_unknown_alias", "error", words);
  }
}

export function checkGroupAliases(root: PlainMap, variables: Variables, finder: Finder): void {
  const map = mapOf(root["router_settings"])["model_group_alias"];
  if (typeof map !== "object" || map === null || Array.isArray(map)) return;
  const aliases = new AliasNames(modelNames(root, variables));
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
    if (!aliases.has(group))
      finder.atValue(map, alias, path, "fallback_unknown_alias", "error", unknownAlias(group, aliases, finder));
    if (aliases.names.has(alias)) {
      finder.atKey(map, alias, path, "shadowed_alias", "warning", {
        message: `\`${alias}\` is also a model_name, which wins; this group alias is never used.`,
        hint: "Rename one of the two.",
      });
    }
  }
}

/** The names a file gives, for exact and wildcard look-ups. */
class AliasNames {
  readonly names: ReadonlySet<string>;
  /** What stands before the first `*` of each wildcard. */
  readonly #beginnings: readonly string[];

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
    this.#beginnings = [...this.names]
      .filter((name) => name.includes("*"))
      .map((name) => name.slice(0, name.indexOf("*")));
  }

  has(name: string): boolean {
    return this.names.has(name) || name === "*" || this.#beginnings.some((beginning) => name.startsWith(beginning));
  }
}

function modelNames(root: PlainMap, variables: Variables): string[] {
  const list: unknown[] = Array.isArray(root["model_list"]) ? root["model_list"] : [];
  return list
    .map((entry) => textOf(resolveValue(mapOf(entry)["model_name"], variables)))
    .filter((name) => name !== null);
}

interface Fallback {
  readonly item: PlainMap;
  readonly source: string;
  readonly targets: readonly string[];
  readonly path: string;
}

function fallbacksIn(list: unknown, path: string): Fallback[] {
  if (!Array.isArray(list)) return [];
  return (list as unknown[]).flatMap((item, index) =>
    Object.entries(mapOf(item)).map(([source, targets]) => ({
      item: mapOf(item),
      source,
      targets: textsOf(targets),
      path: `${path}[${index}]`,
    })),
  );
}

function checkNames({ item, source, targets, path }: Fallback, aliases: AliasNames, finder: Finder): void {
  const code = "fallback_unknown_alias";
  if (!aliases.has(source)) finder.atKey(item, source, path, code, "error", unknownAlias(source, aliases, finder));
  for (const [index, target] of targets.entries()) {
    if (aliases.has(target)) continue;
    const words = unknownAlias(target, aliases, finder);
    const list = item[source];
    // The one name in a list of several that is meant, where there is a list.
    if (Array.isArray(list)) finder.atValue(list, index, `${path}.${source}[${index}]`, code, "error", words);
    else finder.atValue(item, source, `${path}.${source}`, code, "error", words);
  }
}

function unknownAlias(name: string, aliases: AliasNames, finder: Finder): FindingWords {
  const nearest = finder.nearest(name, aliases.names);
  return {
    message: `There is no alias \`${name}\` in this file.`,
    hint: nearest === null ? "Add it to model_list, or remove it here." : `Did you mean \`${nearest}\`?`,
    ...(nearest === null ? {} : { suggestion: nearest }),
  };
}

function reportCycles(fallbacks: readonly Fallback[], finder: Finder): void {
  const onCycle = namesOnCycles(new Map(fallbacks.map(({ source, targets }) => [source, targets])));
  for (const { item, source, path } of fallbacks) {
    if (!onCycle.has(source)) continue;
    finder.atKey(item, source, path, "fallback_cycle", "warning", {
      message: `The fallbacks of \`${source}\` lead back to it.`,
      hint: "Remove one of them; a request never tries the same alias twice.",
    });
  }
}
