/**
 * Tag routing: a request with tags goes to deployments that have one of them, else to those tagged `default`.
 *
 * A request without tags goes to `default` ones where there are any, else to all. Nobody left = 401, as in LiteLLM.
 */
import type { Deployment } from "../contract/deployment.ts";
import type { ExclusionReason } from "../contract/route-decision.ts";
import type { RoutingSettings } from "../contract/routing-settings.ts";

const fallbackTag = "default";

/** @returns the ids that the tags allow; empty = none */
export function taggedDeployments(
  deployments: readonly Deployment[],
  tags: readonly string[],
  { tagFilteringMatchAny }: Pick<RoutingSettings, "tagFilteringMatchAny">,
): ReadonlySet<string> {
  const defaults = deployments.filter((deployment) => deployment.tags.includes(fallbackTag));
  if (tags.length === 0) return idsOf(defaults.length > 0 ? defaults : deployments);
  const matches = (own: readonly string[]): boolean =>
    tagFilteringMatchAny ? tags.some((tag) => own.includes(tag)) : tags.every((tag) => own.includes(tag));
  const matching = deployments.filter((deployment) => matches(deployment.tags));
  return idsOf(matching.length > 0 ? matching : defaults);
}

export function tagExclusion(
  { id, tags }: Deployment,
  allowed: ReadonlySet<string>,
): readonly [reason: ExclusionReason, detail: string] | null {
  if (allowed.has(id)) return null;
  return ["tags", tags.length === 0 ? "it has no tags" : `it has ${tags.slice(0, 10).join(", ")}`];
}

function idsOf(deployments: readonly Deployment[]): Set<string> {
  return new Set(deployments.map(({ id }) => id));
}
