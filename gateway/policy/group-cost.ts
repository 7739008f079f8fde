/** What a request may cost at a group of deployments, where any budget wants to know. */
import type { Deployment } from "../contract/deployment.ts";
import type { LimitSettings } from "../contract/limits.ts";
import type { Budget } from "./budgets.ts";
import { deploymentBudget } from "./budgets-of.ts";

export interface GroupCost {
  readonly deployments: readonly Deployment[];
  /** USD nanos, rather too high than too low; null = no price is known, so no budget can hold it. */
  readonly estimateNanos: () => bigint | null;
}

/** @returns USD nanos; null = nothing that the request stands under has a budget */
export function costOfGroup(
  budgets: readonly Budget[],
  { providers }: LimitSettings,
  { deployments, estimateNanos }: GroupCost,
): bigint | null {
  const isBudgeted =
    providers.size > 0 ||
    budgets.some(({ limit }) => limit.max !== null) ||
    deployments.some((deployment) => deploymentBudget(deployment) !== null);
  return isBudgeted ? (estimateNanos() ?? 0n) : null;
}
