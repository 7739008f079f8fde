/** What every strategy gets and gives: one deployment of those that may be picked, and what it weighed. */
import type { Deployment } from "../../contract/deployment.ts";
import type { RoutingSettings } from "../../contract/routing-settings.ts";
import type { Loads } from "../deployment-load.ts";

export interface StrategyInput {
  /** At least one; none rests, none is over a limit. */
  readonly deployments: readonly Deployment[];
  readonly settings: RoutingSettings;
  readonly loads: Loads;
  readonly isStream: boolean;
  /** In [0, 1). */
  readonly random: () => number;
  /** USD for one input and one output token together; null = not known. */
  readonly priceOf: (deployment: Deployment) => number | null;
}

export interface Draw {
  readonly picked: Deployment;
  /** In the order of the deployments; what it means is the strategy's. */
  readonly scores: readonly (number | null)[];
}

export type Strategy = (input: StrategyInput) => Draw;

/** An even draw among some of the deployments. */
export function drawEvenly(deployments: readonly Deployment[], random: () => number): Deployment {
  const picked = deployments[Math.min(deployments.length - 1, Math.floor(random() * deployments.length))];
  if (picked === undefined) throw new Error("a draw needs a deployment"); // a bug: the caller checks
  return picked;
}

/** An even draw among those with the lowest score. */
export function drawLowest({ deployments, random }: StrategyInput, scores: readonly number[], slack = 1): Draw {
  const best = Math.min(...scores);
  const lowest = deployments.filter((_, index) => (scores[index] ?? Infinity) <= best * slack);
  return { picked: drawEvenly(lowest, random), scores };
}
