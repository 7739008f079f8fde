/**
 * simple-shuffle: a weighted draw by `weight`, else by `rpm`, else by `tpm`, else an even one.
 *
 * A field counts as soon as any deployment has it; deployments without it then weigh nothing. All zero is an even draw
 * (LiteLLM looks at the first entry only and divides by zero there: not copied).
 */
import type { Deployment } from "../../contract/deployment.ts";
import type { Strategy } from "./strategy.ts";

const fields = ["weight", "rpm", "tpm"] as const;

export const simpleShuffle: Strategy = ({ deployments, random }) => {
  const weights = shuffleWeights(deployments);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { picked: drawByWeight(deployments, weights, random() * total), scores: weights.map((one) => one / total) };
};

/** @returns each deployment's share of the draw, in order, none negative, summing to more than 0 */
function shuffleWeights(deployments: readonly Deployment[]): readonly number[] {
  for (const field of fields) {
    if (!deployments.some((deployment) => deployment[field] !== null)) continue;
    const weights = deployments.map((deployment) => Math.max(0, deployment[field] ?? 0));
    if (weights.some((weight) => weight > 0)) return weights;
  }
  return deployments.map(() => 1);
}

function drawByWeight(deployments: readonly Deployment[], weights: readonly number[], point: number): Deployment {
  let left = point;
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    const deployment = deployments[index];
    if (left < 0 && deployment !== undefined) return deployment;
  }
  const last = deployments[weights.findLastIndex((weight) => weight > 0)];
  if (last === undefined) throw new Error("a draw needs a deployment"); // a bug: the caller checks
  return last;
}
