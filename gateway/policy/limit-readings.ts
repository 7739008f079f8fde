/** What is left of every budget and of the keys' rates for models, read when somebody scrapes. */
import type { Clock } from "../base/clock.ts";
import type { Deployment } from "../contract/deployment.ts";
import type { BudgetReading, LimitReadings, RateReading } from "../contract/limit-readings.ts";
import type { BudgetState } from "../contract/panel-keys.ts";
import type { KeyRing } from "./key-ring.ts";
import type { KeyViews } from "./key-views.ts";
import type { VirtualKey } from "./virtual-keys.ts";

export interface ReadingSources {
  readonly clock: Clock;
  readonly keys: KeyRing;
  readonly views: KeyViews;
  readonly deployments: () => readonly Deployment[];
}

const hourMs = 3_600_000;

export function limitReadings({ clock, keys, views, deployments }: ReadingSources): LimitReadings {
  const budget = (labels: BudgetReading["labels"], state: BudgetState): BudgetReading[] =>
    readingOf(labels, state, clock.wallMs());
  const ofFile = (): ReturnType<typeof views.fileBudgets> => views.fileBudgets(deployments());
  return {
    keyBudgets: () => budgeted(keys).flatMap((key) => budget(namesOf(key), views.budgetOf(key))),
    keyModelRates: () => ratedByModel(keys).flatMap((key) => ratesOf(key, views)),
    providerBudgets: () =>
      ofFile().flatMap((found) => (found.scope === "provider" ? budget({ api_provider: found.name }, found) : [])),
    fileBudgets: () =>
      ofFile().flatMap((found) =>
        found.scope === "provider" ? [] : budget({ scope: found.scope, name: found.name }, found),
      ),
  };
}

function budgeted(keys: KeyRing): VirtualKey[] {
  return [...keys.all()].filter(({ budget }) => budget.max !== null);
}

function ratedByModel(keys: KeyRing): VirtualKey[] {
  return [...keys.all()].filter(({ modelRates }) => modelRates.size > 0);
}

function namesOf({ token, label }: VirtualKey): BudgetReading["labels"] {
  return { hashed_api_key: token, api_key_alias: label };
}

function readingOf(labels: BudgetReading["labels"], state: BudgetState, nowMs: number): BudgetReading[] {
  if (state.max === null) return [];
  const max = Number(state.max);
  const resetInHours = state.resetAt === null ? null : Math.max(0, state.resetAt - nowMs) / hourMs;
  return [{ labels, max, left: max - Number(state.spent), resetInHours }];
}

function ratesOf(key: VirtualKey, views: KeyViews): RateReading[] {
  return views.ratesOf(key).flatMap(({ alias, rpm, tpm, requests, tokens }) => {
    if (alias === null) return [];
    const labels = { ...namesOf(key), model: alias };
    return [{ labels, requestsLeft: left(rpm, requests), tokensLeft: left(tpm, tokens) }];
  });
}

function left(limit: number | null, used: number): number | null {
  return limit === null ? null : Math.max(0, limit - used);
}
