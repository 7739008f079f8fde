/**
 * Picks the deployment of one attempt: the group's deployments, minus those this request tried already, by strategy.
 *
 * Pure; randomness is injected.
 */
import type { Deployment, ModelGroup } from "../contract/deployment.ts";
import { simpleShuffle } from "./strategies/simple-shuffle.ts";

export interface PickInput {
  readonly group: ModelGroup;
  /** Deployments that failed this request already; they come back only when nothing else is left. */
  readonly tried: ReadonlySet<string>;
  readonly random: () => number;
}

/** @returns null when the group is empty */
export function pickDeployment({ group, tried, random }: PickInput): Deployment | null {
  const fresh = tried.size === 0 ? group.deployments : group.deployments.filter(({ id }) => !tried.has(id));
  return simpleShuffle(fresh.length > 0 ? fresh : group.deployments, random);
}
