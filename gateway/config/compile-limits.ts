/** Budgets, parallel limits and key defaults of the file, from where LiteLLM has them. */
import type { BudgetLimit, LimitSettings } from "../contract/limits.ts";
import { nanosOfUsd } from "../contract/units.ts";
import { durationPattern } from "../contract/virtual-key.ts";
import { amountOf, isTimeZone, mapOf, textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export interface LimitSections {
  readonly general: PlainMap;
  readonly litellm: PlainMap;
  readonly router: PlainMap;
  readonly portico: PlainMap;
}

export function compileLimits({ general, litellm, router, portico }: LimitSections): LimitSettings {
  return Object.freeze({
    overall: budgetOf(litellm["max_budget"], litellm["budget_duration"]),
    providers: budgetsOf(router["provider_budget_config"]),
    tags: budgetsOf(litellm["tag_budget_config"]),
    aliases: budgetsOf(portico["alias_budget_config"]),
    parallelPerKey: amountOf(general["max_parallel_requests"]),
    globalParallel: amountOf(general["global_max_parallel_requests"]),
    timeZone: timeZoneOf(litellm["timezone"]),
    keyDefaults: mapOf(litellm["default_key_generate_params"]),
    keyBounds: mapOf(litellm["upperbound_key_generate_params"]),
  });
}

/** `{budget_limit, time_period}` as for providers, or `{max_budget, budget_duration}` as for tags. */
function budgetsOf(value: unknown): Map<string, BudgetLimit> {
  const budgets = new Map<string, BudgetLimit>();
  for (const [name, entry] of Object.entries(mapOf(value))) {
    const { budget_limit: limit, max_budget: max, time_period: period, budget_duration: duration } = mapOf(entry);
    const budget = budgetOf(limit ?? max, period ?? duration);
    if (budget !== null) budgets.set(name, budget);
  }
  return budgets;
}

/** A duration that is none counts as none: the budget then holds for good. */
function budgetOf(max: unknown, duration: unknown): BudgetLimit | null {
  const usd = amountOf(max);
  if (usd === null) return null;
  const text = textOf(duration);
  return { max: nanosOfUsd(usd), soft: null, duration: text !== null && durationPattern.test(text) ? text : null };
}

function timeZoneOf(value: unknown): string {
  const name = textOf(value);
  return name !== null && isTimeZone(name) ? name : "UTC";
}
