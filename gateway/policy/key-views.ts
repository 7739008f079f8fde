/**
 * Keys and the file's budgets as the panel shows them: what may be used, what is used now, and when that begins anew.
 *
 * Nothing here decides: every figure is asked of the parts that a request is admitted by.
 */
import type { Clock } from "../base/clock.ts";
import type { Deployment } from "../contract/deployment.ts";
import type { MeterRef } from "../contract/ledger.ts";
import type { BudgetLimit, LimitSettings } from "../contract/limits.ts";
import type { BudgetState, FileBudget, PanelKey, PanelKeySettings, RateState } from "../contract/panel-keys.ts";
import { nanosOfUsd, usdTextOf } from "../contract/units.ts";
import type { KeySettings } from "../contract/virtual-key.ts";
import { deploymentBudget } from "./budgets-of.ts";
import type { Budget, Budgets } from "./budgets.ts";
import type { KeyRing } from "./key-ring.ts";
import type { RateLimits, RateRule } from "./rate-limits.ts";
import { keyRule, modelRule } from "./rate-rules.ts";
import type { VirtualKey } from "./virtual-keys.ts";

export interface KeyViewParts {
  readonly clock: Clock;
  readonly keys: KeyRing;
  readonly budgets: Budgets;
  readonly rates: RateLimits;
  readonly limits: () => LimitSettings;
}

export class KeyViews {
  readonly #parts: KeyViewParts;

  constructor(parts: KeyViewParts) {
    this.#parts = parts;
  }

  /** Newest first. */
  all(): PanelKey[] {
    return [...this.#parts.keys.all()].map((key) => this.view(key)).reverse();
  }

  view(key: VirtualKey): PanelKey {
    const { row, token, digest, budget, modelBudgets } = key;
    const own: Budget = { ref: { scope: "key", name: token }, limit: budget };
    const ofModel = (alias: string): MeterRef => ({ scope: "key_model", name: `${token}\n${alias}` });
    return {
      id: digest,
      keyName: row.keyName,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      expiresAt: row.expiresAt,
      lastUsedAt: this.#parts.budgets.stateOf(own).lastAt,
      isExpired: row.expiresAt !== null && row.expiresAt <= this.#parts.clock.wallMs(),
      budget: this.#state(own),
      modelBudgets: [...modelBudgets].map(([alias, limit]) => ({
        alias,
        ...this.#state({ ref: ofModel(alias), limit }),
      })),
      rates: this.#rates(key),
      settings: shownSettings(row.settings),
    };
  }

  /** What is used of the key's own budget. */
  budgetOf(key: VirtualKey): BudgetState {
    return this.#state({ ref: { scope: "key", name: key.token }, limit: key.budget });
  }

  /** What is used of its rate limits in the running minute: as a whole, and for models. */
  ratesOf(key: VirtualKey): RateState[] {
    return this.#rates(key);
  }

  /** Every budget that the file sets, as it is used. */
  fileBudgets(deployments: readonly Deployment[]): FileBudget[] {
    const { overall, aliases, providers, tags } = this.#parts.limits();
    const state = (scope: FileBudget["scope"], name: string, limit: BudgetLimit, about = ""): FileBudget => ({
      scope,
      name,
      about,
      ...this.#state({ ref: { scope, name }, limit }),
    });
    const named = (scope: FileBudget["scope"], limits: ReadonlyMap<string, BudgetLimit>): FileBudget[] =>
      [...limits].map(([name, limit]) => state(scope, name, limit));
    const ofDeployments = deployments.flatMap((deployment) => {
      const limit = deploymentBudget(deployment);
      const { id, alias, upstreamModel } = deployment;
      return limit === null ? [] : [state("deployment", id, limit, `${alias} → ${upstreamModel}`)];
    });
    return [
      ...(overall === null ? [] : [state("all", "", overall)]),
      ...named("alias", aliases),
      ...named("provider", providers),
      ...named("tag", tags),
      ...ofDeployments,
    ];
  }

  #state(budget: Budget): BudgetState {
    const { spent, reserved, resetAt } = this.#parts.budgets.stateOf(budget);
    const { max, soft, duration } = budget.limit;
    return {
      spent: usdTextOf(spent),
      reserved: usdTextOf(reserved),
      max: max === null ? null : usdTextOf(max),
      soft: soft === null ? null : usdTextOf(soft),
      duration,
      resetAt,
    };
  }

  #rates(key: VirtualKey): RateState[] {
    const state = (alias: string | null, rule: RateRule | null): RateState[] => {
      if (rule === null) return [];
      const { rpm, tpm, parallel } = rule;
      return [{ alias, rpm, tpm, parallel, ...this.#parts.rates.use(rule) }];
    };
    return [
      ...state(null, keyRule(key, this.#parts.limits())),
      ...[...key.modelRates.keys()].flatMap((alias) => state(alias, modelRule(key, alias))),
    ];
  }
}

/** Exact: an amount is kept as the number next to what was written, and a nano is coarser than that. */
function shownSettings(settings: KeySettings): PanelKeySettings {
  const text = (usd: number | null): string | null => (usd === null ? null : usdTextOf(nanosOfUsd(usd)));
  const budgets = Object.entries(settings.model_max_budget).flatMap(([alias, limit]) => {
    const max = text(limit.budget_limit ?? limit.max_budget ?? null);
    const duration = limit.time_period ?? limit.budget_duration ?? null;
    return max === null ? [] : [[alias, { max_budget: max, budget_duration: duration }] as const];
  });
  return {
    ...settings,
    max_budget: text(settings.max_budget),
    soft_budget: text(settings.soft_budget),
    model_max_budget: Object.fromEntries(budgets),
  };
}
