/**
 * What one request has taken of its limits, until it ends.
 *
 * It grows when a dearer group takes the request over, and its deployment's part moves with each attempt. Law: it ends
 * exactly once, by `settle`: then every hold is gone, and its cost is on every meter and in the ledger.
 */
import type { Deployment } from "../contract/deployment.ts";
import type { GatewayError } from "../contract/errors.ts";
import type { Charge, ChargeFacts, LedgerSink } from "../contract/ledger.ts";
import type { LimitSettings } from "../contract/limits.ts";
import type { Budget, Budgets } from "./budgets.ts";
import { deploymentBudgets, groupBudgets } from "./budgets-of.ts";
import { costOfGroup, type GroupCost } from "./group-cost.ts";
import type { RateLimits, RateRule, RateStanding } from "./rate-limits.ts";
import type { VirtualKey } from "./virtual-keys.ts";

export interface ReservationParts {
  readonly book: Budgets;
  readonly rates: RateLimits;
  readonly sink: LedgerSink;
  readonly facts: ChargeFacts;
  readonly key: VirtualKey | null;
  readonly limits: LimitSettings;
  readonly budgets: readonly Budget[];
  readonly rules: readonly RateRule[];
  readonly giveBack: ((tokens: number) => void) | null;
  /** USD nanos; null = nothing of it has a budget. */
  readonly nanos: bigint | null;
}

/** A group that stands in for the one that was asked for. */
export interface NextGroup extends GroupCost {
  /** Names it is asked by. */
  readonly names: readonly string[];
}

/** The end of a request, without what its reservation knows. */
export type Outcome = Omit<Charge, keyof ChargeFacts>;

export class Reservation {
  readonly #parts: ReservationParts;
  /** Held of every budget below. */
  #nanos: bigint;
  #isBudgeted: boolean;
  /** What was answered before another group went on may cost this much. */
  #before = 0n;
  /** Of the group that stands in now. */
  #group: readonly Budget[] = [];
  /** Of the deployment that is asked now. */
  #chosen: readonly Budget[] = [];
  #isSettled = false;
  /** As the ledger's journal has it. */
  #onDiskNanos: bigint | null = null;

  constructor(parts: ReservationParts) {
    this.#parts = parts;
    this.#isBudgeted = parts.nanos !== null;
    this.#nanos = parts.nanos ?? 0n;
    parts.book.hold(parts.budgets, this.#nanos);
  }

  /**
   * Before a provider is called: a crash from here on cannot hide what it may cost.
   *
   * @throws GatewayError `ledger_unavailable`
   */
  async onDisk(): Promise<void> {
    const { sink, facts, budgets } = this.#parts;
    if (!this.#isBudgeted || this.#isSettled || this.#onDiskNanos === this.#nanos) return;
    this.#onDiskNanos = this.#nanos;
    const meters = [...budgets, ...this.#group].map(({ ref }) => ref);
    await sink.reserve({ facts, nanos: this.#nanos, meters });
  }

  /** @returns why this deployment may not be asked: its budget or its provider's has nothing left; null = it may */
  refusal(deployment: Deployment): GatewayError | null {
    const { book, limits } = this.#parts;
    for (const budget of deploymentBudgets(deployment, limits)) {
      const refused = book.refusal([budget], isAmong(budget, this.#chosen) ? this.#nanos : 0n);
      if (refused !== null) return refused;
    }
    return null;
  }

  /** An attempt at this deployment begins; what an earlier one held is free again. */
  attempt(deployment: Deployment): void {
    if (this.#isSettled) return;
    const { book, limits } = this.#parts;
    book.hold(this.#chosen, -this.#nanos);
    this.#chosen = deploymentBudgets(deployment, limits);
    book.hold(this.#chosen, this.#nanos);
  }

  /** What comes next is paid for beside what was answered so far. */
  goesOn(): void {
    this.#before = this.#nanos;
  }

  /** Another group may answer: its budgets are held too, and what it costs more. @returns why not; then nothing changed */
  enter(next: NextGroup): GatewayError | null {
    if (this.#isSettled) return null;
    const { book, budgets, key, limits } = this.#parts;
    const group = groupBudgets(key, limits, next.names).filter((budget) => !isAmong(budget, budgets));
    const cost = costOfGroup([...budgets, ...group], limits, next);
    const nanos = cost === null ? this.#nanos : largerOf(this.#nanos, this.#before + cost);
    const others = group.filter((budget) => !isAmong(budget, this.#group));
    const kept = group.filter((budget) => isAmong(budget, this.#group));
    const refused =
      (nanos > this.#nanos ? book.refusal(budgets, this.#nanos) : null) ??
      book.refusal(kept, this.#nanos) ??
      book.refusal(others);
    if (refused !== null) return refused;
    book.hold([...budgets, ...this.#group, ...this.#chosen], -this.#nanos);
    this.#nanos = nanos;
    this.#group = group;
    this.#isBudgeted ||= cost !== null;
    book.hold([...budgets, ...this.#group, ...this.#chosen], this.#nanos);
    return null;
  }

  /** @param outcome  null = nothing was answered, so nothing is charged */
  settle(outcome: Outcome | null): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    const { book, budgets, giveBack, sink, facts } = this.#parts;
    const all = [...budgets, ...this.#group, ...this.#chosen];
    book.hold(all, -this.#nanos);
    giveBack?.((outcome?.promptTokens ?? 0) + (outcome?.completionTokens ?? 0));
    if (outcome !== null) book.charge({ ...facts, ...outcome }, all);
    else if (this.#onDiskNanos !== null) sink.release(facts.id);
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

function isAmong({ ref }: Budget, budgets: readonly Budget[]): boolean {
  return budgets.some((other) => other.ref.scope === ref.scope && other.ref.name === ref.name);
}

function largerOf(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
