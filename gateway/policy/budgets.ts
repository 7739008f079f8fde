/**
 * Budgets that hold in a race: an estimate is reserved before the call and the real cost settled after it.
 *
 * A request may begin while something of each of its budgets is left over what was spent and what running requests may
 * still spend. So the first one over the line passes and no second: a budget is overshot by one request at most, however
 * many come at once.
 */
import type { Clock } from "../base/clock.ts";
import { GatewayError } from "../contract/errors.ts";
import type { Charge, LedgerSink, MeterRef } from "../contract/ledger.ts";
import type { BudgetLimit } from "../contract/limits.ts";
import { usdNanos, usdOfNanos, type UsdNanos } from "../contract/units.ts";
import type { Meter, Meters } from "./meters.ts";

export interface Budget {
  readonly ref: MeterRef;
  readonly limit: BudgetLimit;
}

export interface BudgetParts {
  readonly clock: Clock;
  readonly meters: Meters;
  readonly sink: LedgerSink;
  /** Of the running config. */
  readonly timeZone: () => string;
  /** A soft budget was passed; once per period. */
  readonly warn: (budget: Budget, spent: UsdNanos) => void;
}

/** Until a running request settles; it may, and then there is room again. */
const settlesSoonMs = 1000;

export class Budgets {
  readonly #parts: BudgetParts;

  constructor(parts: BudgetParts) {
    this.#parts = parts;
  }

  /**
   * @param own  USD nanos that the asking request holds of each already: they do not stand in its own way
   * @returns `budget_exceeded` or `budget_reserved` of the first that has nothing left; null = all have
   */
  refusal(budgets: readonly Budget[], own = 0n): GatewayError | null {
    for (const budget of budgets) {
      const { max } = budget.limit;
      if (max === null) continue;
      const meter = this.#meter(budget);
      if (meter.spent >= max) return exceeded(budget, meter.spent, max);
      if (meter.spent + meter.reserved - own >= max) return reserved(budget, meter);
    }
    return null;
  }

  /** Adds to what running requests may spend; negative takes away. In memory: the ledger keeps the whole reservation. */
  hold(budgets: readonly Budget[], nanos: bigint): void {
    for (const budget of budgets) this.#meter(budget).reserved += nanos;
  }

  /** One cost, on every meter it belongs to and in the ledger, as one change. */
  charge(charge: Charge, budgets: readonly Budget[]): void {
    const { clock, sink, warn } = this.#parts;
    const now = clock.wallMs();
    const refs: MeterRef[] = [];
    for (const budget of budgets) {
      const meter = this.#meter(budget);
      refs.push(meter.ref);
      meter.spent += charge.nanos ?? 0n;
      meter.lastAt = now;
      const { soft } = budget.limit;
      if (soft === null || meter.hasWarned || meter.spent < soft) continue;
      meter.hasWarned = true;
      warn(budget, usdNanos(meter.spent));
    }
    sink.write({ kind: "charge", charge, meters: refs });
  }

  /** What is spent and held of a budget, and when that begins anew (epoch milliseconds). */
  stateOf(budget: Budget): {
    readonly spent: UsdNanos;
    readonly reserved: UsdNanos;
    readonly resetAt: number | null;
    readonly lastAt: number | null;
  } {
    const { spent, reserved: held, periodEnd, lastAt } = this.#meter(budget);
    const resetAt = Number.isFinite(periodEnd) ? periodEnd : null;
    return { spent: usdNanos(spent), reserved: usdNanos(held), resetAt, lastAt };
  }

  #meter({ ref, limit }: Budget): Meter {
    const { meters, clock, timeZone } = this.#parts;
    return meters.at(ref, limit.duration, clock.wallMs(), timeZone());
  }
}

function exceeded(budget: Budget, spent: bigint, max: UsdNanos): GatewayError {
  return new GatewayError("budget_exceeded", {
    message: `Budget has been exceeded! Current cost: ${usdOfNanos(usdNanos(spent))}, Max budget: ${usdOfNanos(max)}`,
    hint: `The budget of ${nameOf(budget)} is spent${budget.limit.duration === null ? "" : `; it begins anew every ${budget.limit.duration}`}.`,
  });
}

function reserved(budget: Budget, meter: Meter): GatewayError {
  return new GatewayError("budget_reserved", {
    message:
      `Budget is reserved by running requests. Current cost: ${usdOfNanos(usdNanos(meter.spent))}, ` +
      `reserved: ${usdOfNanos(usdNanos(meter.reserved))}`,
    hint: `What is left of the budget of ${nameOf(budget)} may be used by requests that run now; a smaller max_tokens reserves less.`,
    retryAfterMs: settlesSoonMs,
  });
}

/** In the user's words; a key by no more than its digest. */
function nameOf({ ref: { scope, name } }: Budget): string {
  if (scope === "all") return "this gateway";
  if (scope === "key") return `key ${name.slice(0, 12)}`;
  if (scope === "key_model") return `this key for model ${name.slice(name.indexOf("\n") + 1)}`;
  return `${scope} ${name}`;
}
