/**
 * simple-shuffle: a weighted draw by `weight`, else by `rpm`, else by `tpm`, else an even one.
 *
 * A field counts as soon as any deployment has it; deployments without it then weigh nothing. All zero is an even draw
 * (LiteLLM looks at the first entry only and divides by zero there: not copied).
 */
import type { Deployment } from "../../contract/deployment.ts";

const fields = ["weight", "rpm", "tpm"] as const;

/** @returns each deployment's share of the draw, in order, none negative, summing to more than 0 */
export function shuffleWeights(deployments: readonly Deployment[]): readonly number[] {
  for (const field of fields) {
    if (!deployments.some((deployment) => deployment[field] !== null)) continue;
    const weights = deployments.map((deployment) => Math.max(0, deployment[field] ?? 0));
    if (weights.some((weight) => weight > 0)) return weights;
  }
  return deployments.map(() => 1);
}

/**
 * @param random  in [0, 1)
 * @returns null only when there is no deployment
 */
export function simpleShuffle(deployments: readonly Deployment[], random: () => number): Deployment | null {
  if (deployments.length < 2) return deployments[0] ?? null;
  const weights = shuffleWeights(deployments);
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return deployments[index] ?? null;
  }
  return deployments[weights.findLastIndex((weight) => weight > 0)] ?? null;
}
