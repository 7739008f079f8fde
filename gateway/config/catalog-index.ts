/** The ways to find a deployment: by alias, by wildcard, by id and by its own model. Built where the catalog is used. */
import type { Catalog, Deployment, ModelGroup, WildcardGroup } from "../contract/deployment.ts";

export type CatalogIndex = Pick<Catalog, "deployments" | "groups" | "wildcards" | "byId" | "byLitellmModel">;

/** @param deployments  in file order, with unique ids */
export function indexDeployments(deployments: readonly Deployment[]): CatalogIndex {
  const exact = deployments.filter(({ isWildcard }) => !isWildcard);
  return {
    deployments,
    groups: groupByAlias(exact),
    wildcards: wildcardGroups(deployments),
    byId: new Map(deployments.map((deployment) => [deployment.id, deployment])),
    byLitellmModel: groupBy(exact, ({ litellmModel }) => litellmModel),
  };
}

function groupByAlias(deployments: readonly Deployment[]): Map<string, ModelGroup> {
  return groupBy(deployments, ({ alias }) => alias);
}

function groupBy(
  deployments: readonly Deployment[],
  keyOf: (deployment: Deployment) => string,
): Map<string, ModelGroup> {
  const lists = new Map<string, Deployment[]>();
  for (const deployment of deployments) {
    const list = lists.get(keyOf(deployment));
    if (list === undefined) lists.set(keyOf(deployment), [deployment]);
    else list.push(deployment);
  }
  return new Map([...lists].map(([key, list]) => [key, { alias: list[0]?.alias ?? key, deployments: list }]));
}

function wildcardGroups(deployments: readonly Deployment[]): WildcardGroup[] {
  const groups = [...groupByAlias(deployments.filter(({ isWildcard }) => isWildcard)).values()];
  return groups.map((group) => ({ ...group, pattern: patternOf(group.alias) })).sort(bySpecificity);
}

function patternOf(alias: string): RegExp {
  const parts = alias.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("(.*)")}$`, "s");
}

/** Longer literal text first, then fewer stars. */
function bySpecificity(left: ModelGroup, right: ModelGroup): number {
  const literal = (alias: string): number => alias.replaceAll("*", "").length;
  const stars = (alias: string): number => alias.split("*").length;
  return literal(right.alias) - literal(left.alias) || stars(left.alias) - stars(right.alias);
}
