/**
 * What was spent and what is reserved, per budgeted thing and period.
 *
 * A period is a function of the time (budget-period.ts), and a meter moves forward only: a clock that jumps ahead begins
 * the new period once, and when it jumps back the meter waits for the next one. Only a clock that was off by more than a
 * whole period takes the meter back with it, and then what was spent stays spent.
 * Law: every change of `spent` is written to the ledger as the same change.
 */
import type { LedgerSink, MeterRef, MeterState } from "../contract/ledger.ts";
import { parseDuration, periodAt } from "./budget-period.ts";

export interface Meter {
  readonly ref: MeterRef;
  /** USD nanos. */
  spent: bigint;
  reserved: bigint;
  duration: string | null;
  periodStart: number | null;
  /** Epoch milliseconds of the next period; Infinity without one. */
  periodEnd: number;
  lastAt: number | null;
  /** A soft budget warns once a period. */
  hasWarned: boolean;
}

export class Meters {
  readonly #meters = new ByRef<Meter>();
  /** Renamed meters by their old names: what began under the one ends under the other. */
  readonly #moved = new ByRef<MeterRef>();
  readonly #sink: LedgerSink;

  constructor(sink: LedgerSink, restored: readonly MeterState[] = []) {
    this.#sink = sink;
    for (const state of restored) this.#meters.set(state, meterOf(state));
  }

  /** Without moving it to the running period; null when nothing was ever counted. */
  peek(ref: MeterRef): Meter | null {
    return this.#meters.get(this.#now(ref)) ?? null;
  }

  /** In the period that runs at `nowMs`. */
  at(ref: MeterRef, duration: string | null, nowMs: number, timeZone: string): Meter {
    const meter = this.#get(ref);
    if (meter.duration !== duration) this.#change(meter, duration, nowMs, timeZone);
    else if (duration !== null) this.#roll(meter, duration, nowMs, timeZone);
    return meter;
  }

  /** An admin says what is spent. */
  set(ref: MeterRef, spent: bigint): void {
    const meter = this.#get(ref);
    meter.spent = spent;
    meter.hasWarned = false;
    this.#write(meter);
  }

  /** The same meter under another name, e.g. of a key that was made anew; requests that run go on with it. */
  rename(from: MeterRef, to: MeterRef): void {
    const meter = this.peek(from);
    if (meter === null) return;
    this.drop(meter.ref);
    const renamed = { ...meter, ref: plain(to) };
    for (const [old, now] of this.#moved.of(from.scope))
      if (isSame(now, from)) this.#moved.set({ scope: from.scope, name: old }, renamed.ref);
    this.#moved.set(from, renamed.ref);
    this.#meters.set(renamed.ref, renamed);
    this.#write(renamed);
  }

  drop(ref: MeterRef): void {
    if (this.#meters.delete(this.#now(ref))) this.#sink.write({ kind: "drop_meter", ref: plain(ref) });
  }

  /** All meters of a scope whose name begins so. */
  under(scope: MeterRef["scope"], prefix: string): Meter[] {
    return [...this.#meters.of(scope).values()].filter(({ ref }) => ref.name.startsWith(prefix));
  }

  #now(ref: MeterRef): MeterRef {
    return this.#moved.get(ref) ?? ref;
  }

  #get(ref: MeterRef): Meter {
    const now = this.#now(ref);
    let meter = this.#meters.get(now);
    if (meter === undefined) {
      meter = meterOf({ ...plain(now), spent: 0n, duration: null, periodStart: null, lastAt: null });
      this.#meters.set(now, meter);
    }
    return meter;
  }

  #change(meter: Meter, duration: string | null, nowMs: number, timeZone: string): void {
    meter.duration = duration;
    this.#place(meter, nowMs, timeZone);
    this.#write(meter);
  }

  #roll(meter: Meter, duration: string, nowMs: number, timeZone: string): void {
    if (meter.periodEnd === -Infinity) meter.periodEnd = endOf(duration, meter.periodStart ?? nowMs, timeZone);
    const start = meter.periodStart ?? nowMs;
    if (nowMs >= meter.periodEnd) {
      meter.spent = 0n;
      meter.hasWarned = false;
    } else if (nowMs >= start - (meter.periodEnd - start)) return;
    this.#place(meter, nowMs, timeZone);
    this.#write(meter);
  }

  #place(meter: Meter, nowMs: number, timeZone: string): void {
    const parsed = meter.duration === null ? null : parseDuration(meter.duration);
    const period = parsed === null ? null : periodAt(parsed, nowMs, timeZone);
    meter.periodStart = period?.startMs ?? null;
    meter.periodEnd = period?.endMs ?? Infinity;
  }

  #write(meter: Meter): void {
    this.#sink.write({ kind: "meter", meter: stateOf(meter) });
  }
}

function endOf(duration: string, startMs: number, timeZone: string): number {
  const parsed = parseDuration(duration);
  return parsed === null ? Infinity : periodAt(parsed, startMs, timeZone).endMs;
}

function meterOf({ scope, name, ...state }: MeterState): Meter {
  // Where its period ends is asked for when it is first used: that needs the time zone.
  const periodEnd = state.periodStart === null ? Infinity : -Infinity;
  return { ref: { scope, name }, reserved: 0n, hasWarned: false, periodEnd, ...state };
}

function stateOf({ ref, spent, duration, periodStart, lastAt }: Meter): MeterState {
  return { ...ref, spent, duration, periodStart, lastAt };
}

function plain({ scope, name }: MeterRef): MeterRef {
  return { scope, name };
}

function isSame(one: MeterRef, other: MeterRef): boolean {
  return one.scope === other.scope && one.name === other.name;
}

/** By scope, then by name: a request asks for its meters half a dozen times, and a joined name would be made each time. */
class ByRef<Value> {
  readonly #scopes = new Map<MeterRef["scope"], Map<string, Value>>();

  get({ scope, name }: MeterRef): Value | undefined {
    return this.#scopes.get(scope)?.get(name);
  }

  set({ scope, name }: MeterRef, value: Value): void {
    let names = this.#scopes.get(scope);
    if (names === undefined) this.#scopes.set(scope, (names = new Map()));
    names.set(name, value);
  }

  delete({ scope, name }: MeterRef): boolean {
    return this.#scopes.get(scope)?.delete(name) ?? false;
  }

  of(scope: MeterRef["scope"]): ReadonlyMap<string, Value> {
    return this.#scopes.get(scope) ?? new Map<string, Value>();
  }
}
