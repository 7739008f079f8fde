/**
 * Whether two destinations are one, and how they are told to a person: `openrouter/a`, or `90 % openrouter/a, 10 % vllm/b`.
 *
 * Two deployments of one model at one base are one place: another key for it is no other way.
 */
import type { Deployment } from "../../contract/deployment.ts";
import type { Destination, Share } from "./destination.ts";

interface Place {
  readonly label: string;
  readonly apiBase: string;
  /** Parts of a million. */
  readonly weight: number;
}

/** Shares that differ by less are the same: weights are divided, and a third is no decimal. */
const slack = 5;

export function isSamePlace(left: Destination, right: Destination): boolean {
  const ours = placesIn(left);
  const theirs = placesIn(right);
  if (ours.size !== theirs.size || (ours.size > 1 && left.isDraw !== right.isDraw)) return false;
  return [...ours].every(([key, { weight }]) => Math.abs((theirs.get(key)?.weight ?? -slack) - weight) < slack);
}

/** The prices of both come from the same figures; the map is the same for all. */
export function isSamePricing(left: Destination, right: Destination): boolean {
  return (
    left.shares.length === right.shares.length &&
    left.shares.every((share, index) => pricedBy(share) === pricedBy(right.shares[index]))
  );
}

/** @returns the words for both: empty before = it is refused now, null after = it would be refused */
export function placesOf(before: Destination, after: Destination): readonly [string, string | null] {
  const all = [...placesIn(before).values(), ...placesIn(after).values()];
  const isMany = [before, after].some((one) => one.isDraw && placesIn(one).size > 1);
  const hasShares = ({ isDraw, shares }: Destination): boolean => isMany && (isDraw || shares.length === 1);
  const words = (one: Destination): string => {
    const places = [...placesIn(one).values()].toSorted((left, right) => right.weight - left.weight);
    return places.map((place) => told(place, all, hasShares(one))).join(", ");
  };
  return [words(before), after.shares.length === 0 ? null : words(after)];
}

function told({ label, apiBase, weight }: Place, all: readonly Place[], hasShares: boolean): string {
  const isAmbiguous = all.some((other) => other.label === label && other.apiBase !== apiBase);
  const name = isAmbiguous ? `${label} (${hostOf(apiBase)})` : label;
  return hasShares ? `${percent(weight)} % ${name}` : name;
}

function percent(weight: number): string {
  return String(Math.round(weight / 1000) / 10);
}

/** Never more than the host: a base may hold a key in its path. */
function hostOf(apiBase: string): string {
  return URL.canParse(apiBase) ? new URL(apiBase).host : "another base";
}

function placesIn({ shares }: Destination): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { deployment, upstreamModel, weight } of shares) {
    const { provider, apiBase } = deployment;
    const label = `${provider}/${upstreamModel}`;
    const key = `${label}\n${apiBase}`;
    places.set(key, { label, apiBase, weight: weight + (places.get(key)?.weight ?? 0) });
  }
  return places;
}

function pricedBy(share: Share | undefined): string | null {
  if (share === undefined) return null;
  const { deployment, upstreamModel, weight } = share;
  return `${upstreamModel}\n${weight}\n${priceTexts(deployment)}`;
}

function priceTexts({ provider, mockResponse, shownParams, modelInfo }: Deployment): string {
  return JSON.stringify([provider, mockResponse !== null, shownParams, modelInfo]);
}
