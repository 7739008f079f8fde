/**
 * Lets a request in: its budgets and rate limits are looked at, and what it may use is taken, in one step.
 *
 * Nothing here waits, so no other request comes between the look and the taking. What was taken is given back or settled
 * exactly once, by the reservation that `admit` returns.
 */
import type { Clock } from "../base/clock.ts";
import type { Deployment } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import type { LedgerSink } from "../contract/ledger.ts";
import type { LimitSettings } from "../contract/limits.ts";
import type { Budgets } from "./budgets.ts";
import { budgetsOf, deploymentBudgets, type BudgetedAsk } from "./budgets-of.ts";
import type { RateLimits, RateRule } from "./rate-limits.ts";
import { Reservation } from "./reservation.ts";

export interface AdmissionAsk extends BudgetedAsk {
  /** Asked for only where a limit needs it. */
  readonly estimateTokens: () => number;
  /** USD nanos, rather too high than too low; null = no price is known, so no budget can hold it. */
  readonly estimateNanos: () => bigint | null;
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
    const { facts, limits } = ask;
    const budgets = budgetsOf(ask);
    book.assertLeft(budgets);
    const rules = rulesOf(ask);
    const tokens = rules.some(({ tpm }) => tpm !== null) ? ask.estimateTokens() : 0;
    const giveBack = rules.length === 0 ? null : rates.take(rules, tokens);
    const isBudgeted = limits.providers.size > 0 || budgets.some(({ limit }) => limit.max !== null);
    const nanos = isBudgeted ? (ask.estimateNanos() ?? 0n) : 0n;
    return new Reservation({ book, rates, sink, facts, limits, budgets, rules, giveBack, nanos, isBudgeted });
  }

  /** Whether the budgets of a deployment and of its provider have something left. */
  allows(deployment: Deployment, limits: LimitSettings): boolean {
    return deploymentBudgets(deployment, limits).every((budget) => this.#parts.budgets.hasLeft(budget));
  }

  /** @throws GatewayError `budget_exceeded` or `budget_reserved` of the first deployment that has nothing left */
  assertAllowed(deployments: readonly Deployment[], limits: LimitSettings): void {
    for (const deployment of deployments) this.#parts.budgets.assertLeft(deploymentBudgets(deployment, limits));
    throw new GatewayError("no_healthy_deployment", { message: "No deployments available for selected model." });
  }
}

function rulesOf({ key, facts, groupAlias, limits }: AdmissionAsk): RateRule[] {
  const rules: RateRule[] = [];
  const { globalParallel } = limits;
  if (globalParallel !== null)
    rules.push({ name: "all requests", descriptor: "global", rpm: null, tpm: null, parallel: globalParallel });
  if (key === null) return rules;
  const parallel = key.parallel ?? limits.parallelPerKey;
  if (key.rpm !== null || key.tpm !== null || parallel !== null)
    rules.push({ name: key.digest, descriptor: "api_key", rpm: key.rpm, tpm: key.tpm, parallel });
  const model = [facts.alias, groupAlias].find((name) => key.modelRates.has(name));
  const rate = model === undefined ? undefined : key.modelRates.get(model);
  if (rate !== undefined)
    rules.push({ name: `${key.digest}:${String(model)}`, descriptor: "model_per_key", parallel: null, ...rate });
  return rules;
}
