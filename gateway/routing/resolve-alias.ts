/**
 * From the name a client sent to a model group, in LiteLLM's order.
 *
 * Exact alias, deployment id, `model_group_alias`, a deployment's own `model`, then wildcards (most specific first).
 * Every step is a map look-up, so the number of aliases does not matter; only wildcards are walked.
 */
import type { Catalog, ModelGroup } from "../contract/deployment.ts";

export interface AliasMatch {
  readonly group: ModelGroup;
  /** What each `*` of the alias stood for, in order; empty without wildcards. */
  readonly captures: readonly string[];
}

/** @returns null when nothing in the catalog answers to this name */
export function resolveAlias(catalog: Catalog, name: string): AliasMatch | null {
  const group = exactGroup(catalog, name);
  return group === null ? wildcardMatch(catalog, name) : { group, captures: [] };
}

function exactGroup(catalog: Catalog, name: string): ModelGroup | null {
  const named = catalog.groups.get(name);
  if (named !== undefined) return named;
  const deployment = catalog.byId.get(name);
  if (deployment !== undefined && !deployment.isWildcard) return { alias: deployment.alias, deployments: [deployment] };
  const groupAlias = catalog.groupAliases.get(name);
  if (groupAlias !== undefined) return catalog.groups.get(groupAlias.group) ?? null;
  return catalog.byLitellmModel.get(name) ?? null;
}

function wildcardMatch(catalog: Catalog, name: string): AliasMatch | null {
  for (const group of catalog.wildcards) {
    const match = group.pattern.exec(name);
    if (match !== null) return { group, captures: match.slice(1) };
  }
  return null;
}

/** Fills each `*` of an upstream model with the captured segments, in order; without `*` it is used as it is. */
export function fillWildcards(upstreamModel: string, captures: readonly string[]): string {
  let next = 0;
  return upstreamModel.replaceAll("*", (star) => captures[next++] ?? star);
}
