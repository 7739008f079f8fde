/** What state a key is in: why it would be refused now, else that it is active, and whether a warning stands. */
import type { BudgetState, PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { nanosOfUsdText } from "../../../gateway/contract/units.ts";
import type { Tone } from "../../ui/badge.tsx";

export const keyStates = ["active", "blocked", "expired", "overBudget", "overModelBudget", "overSoftBudget"] as const;
export type KeyState = (typeof keyStates)[number];

export const keyStateTones: Record<KeyState, Tone> = {
  active: "ok",
  blocked: "danger",
  expired: "danger",
  overBudget: "danger",
  overModelBudget: "warn",
  overSoftBudget: "warn",
};

/** Gravest first; `active` only where nothing refuses every request. */
export function statesOf({ settings, isExpired, budget, modelBudgets }: PanelKey): KeyState[] {
  const refused: KeyState[] = [];
  if (settings.blocked === true) refused.push("blocked");
  if (isExpired) refused.push("expired");
  if (isSpent(budget)) refused.push("overBudget");
  const warned: KeyState[] = [];
  if (modelBudgets.some(isSpent)) warned.push("overModelBudget");
  if (isOverSoft(budget) && !isSpent(budget)) warned.push("overSoftBudget");
  return [...(refused.length === 0 ? (["active"] as const) : refused), ...warned];
}

export function isSpent({ spent, max }: BudgetState): boolean {
  return max !== null && nanos(spent) >= nanos(max);
}

export function isOverSoft({ spent, soft }: BudgetState): boolean {
  return soft !== null && nanos(spent) >= nanos(soft);
}

/** Spent of the budget in hundredths of it, at most 100; null without a budget. */
export function percentSpent({ spent, max }: BudgetState): number | null {
  if (max === null) return null;
  const [used, most] = [nanos(spent), nanos(max)];
  return used >= most ? 100 : Number((used * 10_000n) / most) / 100;
}

export function nanos(usd: string): bigint {
  return nanosOfUsdText(usd) ?? 0n;
}
