/**
 * Whether a group may stand in for one that failed: it is there, was not tried, and its budgets have room.
 *
 * A dearer group makes the request's reservation grow before anyone of it is asked, on disk too.
 */
import type { PriceBook } from "../pricing/price-book.ts";
import type { FallbackChoice } from "../routing/fallbacks.ts";
import { resolveAlias } from "../routing/resolve-alias.ts";
import { estimateCharge } from "./estimate-charge.ts";
import type { Admitted } from "./exchange.ts";
import type { Journey } from "./journey.ts";

export interface FallbackPath {
  readonly journey: Journey;
  /** The groups that led here, the one that was asked for first. */
  readonly path: readonly Admitted[];
}

/** @returns null when this group is passed over, with the reason in the trace */
export function enterFallback(
  name: string,
  from: Admitted,
  { kind }: FallbackChoice,
  { journey, path }: FallbackPath,
  prices: PriceBook,
): Admitted | null {
  const { trace } = journey;
  const match = resolveAlias(from.catalog, name);
  const next = match === null ? null : { ...from, ...match, groupName: name };
  const skipped =
    path.length >= from.catalog.settings.routing.maxFallbacks
      ? "max_fallbacks is reached"
      : next === null
        ? "there is no such alias"
        : journey.enter(next)
          ? overBudget(next, journey, prices)
          : "it was tried already";
  trace.add({ type: "fallback", kind, from: from.groupName, to: name, skipped });
  if (skipped !== null || next === null) return null;
  trace.fallbacks++;
  trace.groupName = name;
  return next;
}

function overBudget(next: Admitted, { record }: Journey, prices: PriceBook): string | null {
  const { group, groupName, reservation } = next;
  const refused = reservation.enter({
    names: [groupName, group.alias],
    deployments: group.deployments,
    estimateNanos: () => estimateCharge(next, record.startedAt, prices),
  });
  return refused === null ? null : `over budget: ${refused.message}`;
}
