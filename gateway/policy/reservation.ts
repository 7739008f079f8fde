/**
 * What one request has taken of its limits, until it ends.
 *
 * Law: it ends exactly once, by `settle`: then every hold is gone, and its cost is on every meter and in the ledger.
 */
import type { Deployment } from "../contract/deployment.ts";
import type { Charge, ChargeFacts, LedgerSink } from "../contract/ledger.ts";
import type { LimitSettings } from "../contract/limits.ts";
import type { Budget, Budgets } from "./budgets.ts";
import { deploymentBudgets } from "./budgets-of.ts";
import type { RateLimits, RateRule, RateStanding } from "./rate-limits.ts";

export interface ReservationParts {
  readonly book: Budgets;
  readonly rates: RateLimits;
  readonly sink: LedgerSink;
  readonly facts: ChargeFacts;
  readonly limits: LimitSettings;
  readonly budgets: readonly Budget[];
  readonly rules: readonly RateRule[];
  readonly giveBack: ((tokens: number) => void) | null;
  readonly nanos: bigint;
  readonly isBudgeted: boolean;
}

/** The end of a request, without what its reservation knows. */
export type Outcome = Omit<Charge, keyof ChargeFacts>;

export class Reservation {
  readonly #parts: ReservationParts;
  /** Of the deployment that is asked now. */
  #chosen: readonly Budget[] = [];
  #isSettled = false;
  #isReserved = false;

  constructor(parts: ReservationParts) {
    this.#parts = parts;
    parts.book.hold(parts.budgets, parts.nanos);
  }

  /**
   * Before a provider is called: a crash from here on cannot hide what it may cost.
   *
   * @throws GatewayError `ledger_unavailable`
   */
  async onDisk(): Promise<void> {
    const { isBudgeted, sink, facts, nanos, budgets } = this.#parts;
    if (!isBudgeted || this.#isSettled) return;
    this.#isReserved = true;
    await sink.reserve({ facts, nanos, meters: budgets.map(({ ref }) => ref) });
  }

  /** An attempt at this deployment begins; what an earlier one held is free again. */
  attempt(deployment: Deployment): void {
    if (this.#isSettled) return;
    const { book, limits, nanos } = this.#parts;
    book.hold(this.#chosen, -nanos);
    this.#chosen = deploymentBudgets(deployment, limits);
    book.hold(this.#chosen, nanos);
  }

  /** @param outcome  null = nothing was answered, so nothing is charged */
  settle(outcome: Outcome | null): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    const { book, budgets, nanos, giveBack, sink, facts } = this.#parts;
    const all = [...budgets, ...this.#chosen];
    book.hold(all, -nanos);
    giveBack?.((outcome?.promptTokens ?? 0) + (outcome?.completionTokens ?? 0));
    if (outcome !== null) book.charge({ ...facts, ...outcome }, all);
    else if (this.#isReserved) sink.release(facts.id);
  }

  /** Where its rate limits stand now. */
  standings(): RateStanding[] {
    return this.#parts.rules.map((rule) => this.#parts.rates.standing(rule));
  }

  /** USD nanos spent of the key's budget. */
  keySpend(): bigint | null {
    const own = this.#parts.budgets.find(({ ref }) => ref.scope === "key");
    return own === undefined ? null : this.#parts.book.stateOf(own).spent;
  }
}
