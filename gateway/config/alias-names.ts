/** The names that a file gives its aliases, as written: of its models, and of the pointers to them. */
import { resolveValue, type Variables } from "./environment.ts";
import { mapOf, textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export function aliasNamesIn(root: PlainMap, variables: Variables): Set<string> {
  const models: unknown[] = Array.isArray(root["model_list"]) ? root["model_list"] : [];
  const named = models.map((entry) => textOf(resolveValue(mapOf(entry)["model_name"], variables)));
  const pointers = Object.keys(mapOf(mapOf(root["router_settings"])["model_group_alias"]));
  return new Set([...named.filter((name) => name !== null), ...pointers]);
}
