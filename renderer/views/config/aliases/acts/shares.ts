/**
 * How an alias's requests are shared by its deployments: the draw of `simple-shuffle`, in numbers to show.
 *
 * The first of `weight`, `rpm`, `tpm` that any deployment has decides, and those without it then get nothing; without
 * any of them the draw is even. With `order`, only the lowest one is drawn from while it has a deployment that works.
 */
import type { DraftDeployment } from "../../../../../gateway/contract/config-files.ts";

const fields = ["weight", "rpm", "tpm"] as const;
export type ShareBy = (typeof fields)[number] | "even";

export interface Shares {
  readonly by: ShareBy;
  /** One per deployment, in order: whole percent that sum to 100; 0 for one that only waits behind a lower `order`. */
  readonly percents: readonly number[];
  /** Deployments behind the lowest `order`. */
  readonly waiting: ReadonlySet<number>;
}

type Weighed = Pick<DraftDeployment, "litellmParams">;

export function sharesOf(deployments: readonly Weighed[]): Shares {
  const orders = deployments.map((deployment) => numberAt(deployment, "order"));
  const known = orders.filter((order) => order !== null);
  const lowest = known.length === 0 ? null : Math.min(...known);
  const waiting = new Set(orders.flatMap((order, index) => (lowest !== null && order !== lowest ? [index] : [])));
  const drawn = deployments.filter((_one, index) => !waiting.has(index));
  const { by, weights } = weightsOf(drawn);
  const percents = wholePercents(weights);
  let next = 0;
  return {
    by,
    waiting,
    percents: deployments.map((_one, index) => (waiting.has(index) ? 0 : (percents[next++] ?? 0))),
  };
}

/** Whole weights to show and to begin from: the written ones, else each one's share in percent. */
export function shownWeights(deployments: readonly Weighed[]): readonly number[] {
  const written = deployments.map((deployment) => numberAt(deployment, "weight"));
  if (written.some((weight) => weight !== null)) return written.map((weight) => Math.max(0, weight ?? 0));
  return wholePercents(weightsOf(deployments).weights);
}

/** Whole percent that sum to 100, the largest remainders rounded up; no weight above 0 anywhere is an even draw. */
export function wholePercents(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length === 0) return [];
  const exact = weights.map((weight) => (total === 0 ? 100 / weights.length : (weight / total) * 100));
  const floors = exact.map((share) => Math.floor(share));
  const missing = 100 - floors.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((left, right) => right.remainder - left.remainder || left.index - right.index);
  const roundedUp = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return floors.map((share, index) => (roundedUp.has(index) ? share + 1 : share));
}

function weightsOf(deployments: readonly Weighed[]): { readonly by: ShareBy; readonly weights: readonly number[] } {
  for (const field of fields) {
    const weights = deployments.map((deployment) => Math.max(0, numberAt(deployment, field) ?? 0));
    if (weights.some((weight) => weight > 0)) return { by: field, weights };
  }
  return { by: "even", weights: deployments.map(() => 1) };
}

function numberAt({ litellmParams }: Weighed, key: string): number | null {
  const value = litellmParams[key];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
