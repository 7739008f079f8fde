/**
 * From the name a client sent to a model group, in LiteLLM's order.
 *
 * Exact alias, deployment id, `model_group_alias`, a deployment's own `model`, then wildcards (most specific first).
 * Every step is a map look-up, so the number of aliases does not matter; only wildcards are walked.
 */
import type { Catalog, GroupAlias, ModelGroup } from "../contract/deployment.ts";

export type MatchedBy = "alias" | "deployment_id" | "model_group_alias" | "litellm_model" | "wildcard";

export interface AliasMatch {
  readonly matchedBy: MatchedBy;
  readonly group: ModelGroup;
  /** What each `*` of the alias stood for, in order; empty without wildcards. */
  readonly captures: readonly string[];
}

/** @returns null when nothing in the catalog answers to this name */
export function resolveAlias(catalog: Catalog, name: string): AliasMatch | null {
  return exactMatch(catalog, name) ?? wildcardMatch(catalog, name);
}

function exactMatch(catalog: Catalog, name: string): AliasMatch | null {
  const named = catalog.groups.get(name);
  if (named !== undefined) return exact("alias", named);
  const deployment = catalog.byId.get(name);
  if (deployment !== undefined && !deployment.isWildcard) {
    return exact("deployment_id", { alias: deployment.alias, deployments: [deployment] });
  }
  const groupAlias = catalog.groupAliases.get(name);
  if (groupAlias !== undefined) return exact("model_group_alias", groupOf(catalog, groupAlias));
  return exact("litellm_model", catalog.byLitellmModel.get(name));
}

/** The group that a group alias points to; undefined when there is none. */
export function groupOf({ groups }: Pick<Catalog, "groups">, { group, target }: GroupAlias): ModelGroup | undefined {
  return groups.get(group) ?? target;
}

function exact(matchedBy: MatchedBy, group: ModelGroup | undefined): AliasMatch | null {
  return group === undefined ? null : { matchedBy, group, captures: [] };
}

function wildcardMatch(catalog: Catalog, name: string): AliasMatch | null {
  for (const group of catalog.wildcards) {
    const match = group.pattern.exec(name);
    if (match !== null) return { matchedBy: "wildcard", group, captures: match.slice(1) };
  }
  return null;
}

/** Fills each `*` of an upstream model with the captured segments, in order; without `*` it is used as it is. */
export function fillWildcards(upstreamModel: string, captures: readonly string[]): string {
  let next = 0;
  return upstreamModel.replaceAll("*", (star) => captures[next++] ?? star);
}
