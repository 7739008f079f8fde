/** Budgets against a small model: 1,000-step plays of reserve, settle, leave, crash and time, with exact money. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GatewayError } from "../contract/errors.ts";
import type { MeterState } from "../contract/ledger.ts";
import type { BudgetLimit, LimitSettings } from "../contract/limits.ts";
import { usdNanos } from "../contract/units.ts";
import { Admission } from "./admission.ts";
import { Budgets, type Budget } from "./budgets.ts";
import { Meters } from "./meters.ts";
import { RateLimits } from "./rate-limits.ts";
import type { Reservation } from "./reservation.ts";
import { HandClock } from "./__fixtures__/hand-clock.ts";
import { factsOf, outcomeOf, WrittenLedger } from "./__fixtures__/written-ledger.ts";

const dayMs = 86_400_000;
const limitsWith = (overall: BudgetLimit | null, change: Partial<LimitSettings> = {}): LimitSettings => ({
  overall,
  providers: new Map(),
  tags: new Map(),
  aliases: new Map(),
  parallelPerKey: null,
  globalParallel: null,
  timeZone: "UTC",
  keyDefaults: {},
  keyBounds: {},
  ...change,
});
const budget = (max: bigint, duration: string | null = null, soft: bigint | null = null): BudgetLimit => ({
  max: usdNanos(max),
  soft: soft === null ? null : usdNanos(soft),
  duration,
});

class House {
  readonly ledger: WrittenLedger;
  readonly clock: HandClock;
  readonly warned: Budget[] = [];
  readonly budgets: Budgets;
  readonly admission: Admission;
  readonly limits: LimitSettings;

  /** @param ledger  what an earlier process wrote; its meters are what this one begins with */
  constructor(limits: LimitSettings, clock: HandClock, ledger = new WrittenLedger()) {
    const restored = metersIn(ledger);
    this.ledger = ledger;
    this.limits = limits;
    this.clock = clock;
    const { ledger: sink } = this;
    const warn = (warned: Budget): void => void this.warned.push(warned);
    this.budgets = new Budgets({ clock, sink, meters: new Meters(sink, restored), timeZone: () => "UTC", warn });
    this.admission = new Admission({ clock, sink, budgets: this.budgets, rates: new RateLimits(clock) });
  }

  admit(id: string, nanos: bigint): Reservation | GatewayError {
    try {
      const estimates = { estimateTokens: () => 0, estimateNanos: () => nanos };
      return this.admission.admit({
        facts: factsOf(id),
        key: null,
        groupAlias: "demo",
        limits: this.limits,
        deployments: [],
        ...estimates,
      });
    } catch (failure) {
      if (failure instanceof GatewayError) return failure;
      throw failure;
    }
  }

  spent(): bigint {
    if (this.limits.overall === null) return 0n;
    return this.budgets.stateOf({ ref: { scope: "all", name: "" }, limit: this.limits.overall }).spent;
  }
}

describe("a budget", () => {
  it("lets one of two hundred at once over the last cent, and no second", () => {
    const house = new House(limitsWith(budget(10_000_000n)), new HandClock(0));
    const answers = Array.from({ length: 200 }, (_, index) => house.admit(`r${index}`, 30_000_000n));
    const admitted = answers.filter((answer) => !(answer instanceof GatewayError));
    expect(admitted).toHaveLength(1);
    expect(answers.at(-1)).toMatchObject({ code: "budget_reserved", status: 429, retryAfterMs: 1000 });
    for (const each of admitted) if (!(each instanceof GatewayError)) each.settle(outcomeOf(30_000_000n));
    expect(house.spent()).toBe(30_000_000n);
    expect(house.admit("late", 1n)).toMatchObject({ code: "budget_exceeded", status: 400 });
  });

  it("is free again when a request ends without an answer, once", () => {
    const house = new House(limitsWith(budget(100n)), new HandClock(0));
    const first = house.admit("a", 500n);
    expect(house.admit("b", 1n)).toBeInstanceOf(GatewayError);
    if (first instanceof GatewayError) throw first;
    void first.onDisk();
    expect(house.ledger.reserved).toEqual(new Map([["a", 500n]]));
    first.settle(null);
    expect(house.ledger.reserved.size).toBe(0);
    first.settle(outcomeOf(99n));
    expect(house.spent()).toBe(0n);
    expect(house.admit("c", 1n)).not.toBeInstanceOf(GatewayError);
    expect(house.ledger.ops).toEqual([]);
  });

  it("warns once a period when its soft limit is passed", () => {
    const clock = new HandClock("2026-11-24T12:00:00Z");
    const house = new House(limitsWith(budget(1000n, "1d", 10n)), clock);
    for (const id of ["a", "b", "c"]) {
      const each = house.admit(id, 1n);
      if (!(each instanceof GatewayError)) each.settle(outcomeOf(8n));
    }
    expect(house.warned).toHaveLength(1);
    clock.pass(dayMs);
    const next = house.admit("d", 1n);
    if (!(next instanceof GatewayError)) next.settle(outcomeOf(20n));
    expect(house.warned).toHaveLength(2);
  });

  it("begins anew once a day, whatever the clock does", () => {
    const clock = new HandClock("2026-11-24T23:00:00Z");
    const house = new House(limitsWith(budget(1000n, "1d")), clock);
    const spend = (nanos: bigint): void => {
      const each = house.admit(`${clock.wall}-${nanos}`, 1n);
      if (each instanceof GatewayError) throw each;
      each.settle(outcomeOf(nanos));
    };
    spend(100n);
    clock.wall += 2 * 3_600_000; // over midnight
    expect(house.spent()).toBe(0n);
    spend(10n);
    clock.wall -= 3 * 3_600_000; // back before it: nothing is given twice
    expect(house.spent()).toBe(10n);
    spend(5n);
    clock.wall += 2 * 3_600_000; // midnight comes again
    expect(house.spent()).toBe(15n);
    clock.wall += dayMs;
    expect(house.spent()).toBe(0n);
    clock.wall += 4000 * dayMs; // a clock that was wrong by years
    expect(house.spent()).toBe(0n);
    spend(7n);
    clock.wall -= 4000 * dayMs;
    expect(house.spent()).toBe(7n);
    clock.wall += dayMs;
    expect(house.spent()).toBe(0n);
  });
});

type Step =
  | { kind: "admit"; estimate: number }
  | { kind: "settle"; which: number; cost: number }
  | { kind: "leave"; which: number }
  | { kind: "time"; ms: number }
  | { kind: "crash" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("admit" as const), estimate: fc.integer({ min: 0, max: 400 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("settle" as const),
      which: fc.nat(30),
      cost: fc.integer({ min: 0, max: 400 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("leave" as const), which: fc.nat(30) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("time" as const), ms: fc.integer({ min: -dayMs, max: 2 * dayMs }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash" as const) }) },
);

describe("a thousand random steps", () => {
  it("keep what is enforced equal to what the ledger has, and over the line by one request at most", () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1000, maxLength: 1000 }),
        fc.integer({ min: 1, max: 3000 }),
        (steps, max) => {
          const clock = new HandClock("2026-11-24T12:00:00Z");
          const limits = limitsWith(budget(BigInt(max), "1d"));
          let house = new House(limits, clock);
          let running: { reservation: Reservation; estimate: number }[] = [];
          for (const [index, each] of steps.entries()) {
            if (each.kind === "admit") {
              const before = house.spent() + BigInt(running.reduce((sum, { estimate }) => sum + estimate, 0));
              const answer = house.admit(`r${index}`, BigInt(each.estimate));
              expect(answer instanceof GatewayError).toBe(before >= BigInt(max));
              if (!(answer instanceof GatewayError)) running.push({ reservation: answer, estimate: each.estimate });
            } else if (each.kind === "settle" || each.kind === "leave") {
              const [one] = running.splice(each.which, 1);
              // A real cost is never above its estimate: that is what an estimate is for.
              const cost = each.kind === "leave" || one === undefined ? 0 : Math.min(each.cost, one.estimate);
              const before = house.spent();
              one?.reservation.settle(each.kind === "leave" ? null : outcomeOf(BigInt(cost)));
              expect(house.spent()).toBe(before + BigInt(cost));
            } else if (each.kind === "time") clock.wall += each.ms;
            else {
              const before = house.spent();
              // The next start charges what running requests had reserved.
              for (const [at, { estimate }] of running.entries()) chargeOrphan(house, `o${index}-${at}`, estimate);
              const left = running.reduce((sum, { estimate }) => sum + BigInt(estimate), 0n);
              house = new House(limits, clock, house.ledger);
              expect(house.spent()).toBe(before + left);
              running = [];
            }
            const spent = house.spent();
            expect(spent >= 0n).toBe(true);
            expect(spent).toBeLessThan(BigInt(max) + 401n);
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

/** What a ledger on disk would hold: each op applied as the store does. */
function metersIn({ ops }: WrittenLedger): MeterState[] {
  let state: MeterState | null = null;
  for (const op of ops) {
    if (op.kind === "meter") state = op.meter;
    else if (op.kind === "charge") {
      const base: MeterState = state ?? { ...all, spent: 0n, duration: null, periodStart: null, lastAt: null };
      state = { ...base, spent: base.spent + (op.charge.nanos ?? 0n) };
    }
  }
  return state === null ? [] : [state];
}

const all = { scope: "all", name: "" } as const;

function chargeOrphan({ ledger }: House, id: string, estimate: number): void {
  const charge = { ...factsOf(id), ...outcomeOf(BigInt(estimate), { state: "interrupted" }) };
  ledger.write({ kind: "charge", charge, meters: [all] });
}
