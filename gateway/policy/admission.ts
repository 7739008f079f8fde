/**
 * Lets a request in: its budgets and rate limits are looked at, and what it may use is taken, in one step.
 *
 * Nothing here waits, so no other request comes between the look and the taking. What was taken is given back or settled
 * exactly once, by the reservation that `admit` returns.
 */
import type { Clock } from "../base/clock.ts";
import type { Deployment } from "../contract/deployment.ts";
import type { GatewayError } from "../contract/errors.ts";
import type { LedgerSink } from "../contract/ledger.ts";
import type { LimitSettings } from "../contract/limits.ts";
import type { Budgets } from "./budgets.ts";
import { budgetsOf, deploymentBudgets, type BudgetedAsk } from "./budgets-of.ts";
import { costOfGroup, type GroupCost } from "./group-cost.ts";
import type { RateLimits } from "./rate-limits.ts";
import { rulesOf } from "./rate-rules.ts";
import { Reservation } from "./reservation.ts";

export interface AdmissionAsk extends BudgetedAsk, GroupCost {
  /** Asked for only where a limit needs it. */
  readonly estimateTokens: () => number;
}

export interface AdmissionParts {
  readonly clock: Clock;
  readonly budgets: Budgets;
  readonly rates: RateLimits;
  readonly sink: LedgerSink;
}

export class Admission {
  readonly #parts: AdmissionParts;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** @throws GatewayError `budget_exceeded`, `budget_reserved`, `rate_limit_exceeded` */
  admit(ask: AdmissionAsk): Reservation {
    const { budgets: book, rates, sink } = this.#parts;
    const { facts, limits, key } = ask;
    const budgets = budgetsOf(ask);
    const refused = book.refusal(budgets);
    if (refused !== null) throw refused;
    const rules = rulesOf(ask);
    const tokens = rules.some(({ tpm }) => tpm !== null) ? ask.estimateTokens() : 0;
    const giveBack = rules.length === 0 ? null : rates.take(rules, tokens);
    const nanos = costOfGroup(budgets, limits, ask);
    return new Reservation({ book, rates, sink, facts, key, limits, budgets, rules, giveBack, nanos });
  }

  /** What would refuse a request now, without taking anything; null = nothing would. */
  refusal(ask: BudgetedAsk): GatewayError | null {
    const { budgets, rates } = this.#parts;
    return budgets.refusal(budgetsOf(ask)) ?? rates.refusal(rulesOf(ask));
  }

  /** Why a deployment may not be asked: its budget or its provider's has nothing left; null = it may. */
  deploymentRefusal(deployment: Deployment, limits: LimitSettings): GatewayError | null {
    return this.#parts.budgets.refusal(deploymentBudgets(deployment, limits));
  }
}
