/** Which budgets a request stands under: those of its key, alias, tags and the gateway, then its deployment's. */
import type { Deployment } from "../contract/deployment.ts";
import type { ChargeFacts } from "../contract/ledger.ts";
import type { BudgetLimit, LimitSettings } from "../contract/limits.ts";
import { nanosOfUsd } from "../contract/units.ts";
import { parseDuration } from "./budget-period.ts";
import type { Budget } from "./budgets.ts";
import type { VirtualKey } from "./virtual-keys.ts";

export interface BudgetedAsk {
  readonly facts: ChargeFacts;
  readonly key: VirtualKey | null;
  /** The group that answers; what the client asked for is `facts.alias`. */
  readonly groupAlias: string;
  readonly limits: LimitSettings;
}

/** A key's spend is always counted; the others' where they have a budget. */
export function budgetsOf({ key, facts, groupAlias, limits }: BudgetedAsk): Budget[] {
  const budgets: Budget[] = [];
  if (limits.overall !== null) budgets.push({ ref: { scope: "all", name: "" }, limit: limits.overall });
  if (key !== null) budgets.push({ ref: { scope: "key", name: key.token }, limit: key.budget });
  budgets.push(...groupBudgets(key, limits, [facts.alias, groupAlias]));
  if (limits.tags.size === 0) return budgets;
  for (const tag of facts.tags) {
    const limit = limits.tags.get(tag);
    if (limit !== undefined) budgets.push({ ref: { scope: "tag", name: tag }, limit });
  }
  return budgets;
}

/** What a group alone is bound by. @param names  it is asked by, the first with a budget counts */
export function groupBudgets(key: VirtualKey | null, limits: LimitSettings, names: readonly string[]): Budget[] {
  const budgets: Budget[] = [];
  const ofKey = key === null ? null : firstOf(key.modelBudgets, names);
  if (key !== null && ofKey !== null)
    budgets.push({ ref: { scope: "key_model", name: `${key.token}\n${ofKey.name}` }, limit: ofKey.limit });
  const alias = firstOf(limits.aliases, names);
  if (alias !== null) budgets.push({ ref: { scope: "alias", name: alias.name }, limit: alias.limit });
  return budgets;
}

export function deploymentBudgets(deployment: Deployment, limits: LimitSettings): Budget[] {
  const budgets: Budget[] = [];
  const provider = limits.providers.get(deployment.provider);
  if (provider !== undefined) budgets.push({ ref: { scope: "provider", name: deployment.provider }, limit: provider });
  const own = deploymentBudget(deployment);
  if (own !== null) budgets.push({ ref: { scope: "deployment", name: deployment.id }, limit: own });
  return budgets;
}

const known = new WeakMap<Deployment, { readonly limit: BudgetLimit | null }>();

/** `max_budget` and `budget_duration` of its litellm_params. */
export function deploymentBudget(deployment: Deployment): BudgetLimit | null {
  let found = known.get(deployment);
  if (found === undefined) {
    const { max_budget: max, budget_duration: duration } = deployment.shownParams;
    const isDuration = typeof duration === "string" && parseDuration(duration) !== null;
    const usd = typeof max === "string" ? Number(max) : max;
    const limit =
      typeof usd === "number" && usd >= 0
        ? { max: nanosOfUsd(usd), soft: null, duration: isDuration ? duration : null }
        : null;
    found = { limit };
    known.set(deployment, found);
  }
  return found.limit;
}

function firstOf(
  limits: ReadonlyMap<string, BudgetLimit>,
  names: readonly string[],
): { readonly name: string; readonly limit: BudgetLimit } | null {
  for (const name of names) {
    const limit = limits.get(name);
    if (limit !== undefined) return { name, limit };
  }
  return null;
}
