/** Weights in percent: what a new deployment takes, and what the others share of the rest in their former proportion. */
import { numberOf } from "../values.ts";
import type { PlainMap } from "../yaml-source.ts";

/** As simple-shuffle weighs: by `weight`, else by `rpm`, else by `tpm`, else all alike. */
const fields = ["weight", "rpm", "tpm"] as const;

/**
 * @param params  `litellm_params` of the present deployments
 * @param percent  1 to 99, of the new one
 * @returns whole numbers, one for each present deployment; with `percent` they sum to 100
 */
export function canaryWeights(params: readonly PlainMap[], percent: number): number[] {
  return shared(100 - percent, formerShares(params));
}

function formerShares(params: readonly PlainMap[]): number[] {
  for (const field of fields) {
    const shares = params.map((one) => Math.max(0, numberOf(one[field]) ?? 0));
    if (shares.some((share) => share > 0)) return shares;
  }
  return params.map(() => 1);
}

/** Largest remainders; who had a share keeps at least 1 while there is enough. */
function shared(whole: number, shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const exact = shares.map((share) => (share / total) * whole);
  const least = shares.filter((share) => share > 0).length <= whole ? 1 : 0;
  const parts = exact.map((part, index) => Math.max((shares[index] ?? 0) > 0 ? least : 0, Math.floor(part)));
  let left = whole - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .filter(({ index }) => (shares[index] ?? 0) > 0)
    .toSorted((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left--;
  }
  // The least of 1 may have given too much: the largest gives it back.
  for (; left < 0; left++) {
    const largest = parts.indexOf(Math.max(...parts));
    parts[largest] = (parts[largest] ?? 0) - 1;
  }
  return parts;
}
