/** A request that moves on: to a dearer group, another deployment, past a broken part; what it holds follows exactly. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Deployment } from "../contract/deployment.ts";
import type { LimitSettings } from "../contract/limits.ts";
import { usdNanos } from "../contract/units.ts";
import { sampleDeployment } from "../providers/anthropic/__fixtures__/sample-deployment.ts";
import { Admission } from "./admission.ts";
import { Budgets } from "./budgets.ts";
import { Meters } from "./meters.ts";
import { RateLimits } from "./rate-limits.ts";
import type { NextGroup, Reservation } from "./reservation.ts";
import { HandClock } from "./__fixtures__/hand-clock.ts";
import { factsOf, outcomeOf, WrittenLedger } from "./__fixtures__/written-ledger.ts";

const limit = (max: bigint) => ({ max: usdNanos(max), soft: null, duration: null });
const limitsWith = (change: Partial<LimitSettings>): LimitSettings => ({
  overall: null,
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
const plain = sampleDeployment({ id: "plain" });
const capped = sampleDeployment({ id: "capped", shownParams: { max_budget: 0.0000001 } }); // 100 nanos

class House {
  readonly ledger = new WrittenLedger();
  readonly budgets: Budgets;
  readonly admission: Admission;
  readonly limits: LimitSettings;

  constructor(change: Partial<LimitSettings>) {
    const clock = new HandClock(0);
    const { ledger: sink } = this;
    this.limits = limitsWith(change);
    this.budgets = new Budgets({ clock, sink, meters: new Meters(sink), timeZone: () => "UTC", warn: () => {} });
    this.admission = new Admission({ clock, sink, budgets: this.budgets, rates: new RateLimits(clock) });
  }

  admit(id: string, nanos: bigint, deployments: readonly Deployment[] = [plain]): Reservation {
    const { limits } = this;
    const estimates = { estimateTokens: () => 0, estimateNanos: () => nanos };
    return this.admission.admit({
      facts: factsOf(id),
      key: null,
      groupAlias: "demo",
      limits,
      deployments,
      ...estimates,
    });
  }
}

const group = (name: string, nanos: bigint, deployments: readonly Deployment[] = [plain]): NextGroup => ({
  names: [name],
  deployments,
  estimateNanos: () => nanos,
});

describe("a request that goes to another group", () => {
  it("holds what the dearer one may cost, and of many at once one passes the line", async () => {
    const house = new House({ overall: limit(1000n) });
    const all = Array.from({ length: 50 }, (_, index) => house.admit(`r${index}`, 10n));
    const refusals = all.map((each) => each.enter(group("dear", 900n)));
    expect(refusals.filter((refused) => refused === null)).toHaveLength(1);
    expect(refusals.at(-1)).toMatchObject({ code: "budget_reserved", status: 429 });
    await all[0]?.onDisk();
    expect(house.ledger.reserved).toEqual(new Map([["r0", 900n]]));
    for (const each of all) each.settle(null);
    expect(house.admit("after", 1n).enter(group("dear", 900n))).toBeNull();
  });

  it("is bound by that group's own budget too, and charged to both", () => {
    const house = new House({ aliases: new Map([["dear", limit(100n)]]) });
    const first = house.admit("a", 10n);
    expect(first.enter(group("dear", 150n))).toBeNull();
    expect(house.admit("b", 10n).enter(group("dear", 150n))).toMatchObject({ code: "budget_reserved" });
    first.settle(outcomeOf(120n));
    expect(house.admit("c", 10n).enter(group("dear", 1n))).toMatchObject({ code: "budget_exceeded" });
    expect(house.admit("d", 10n).enter(group("other", 1n))).toBeNull();
    expect(house.ledger.ops).toContainEqual(
      expect.objectContaining({ kind: "charge", meters: [{ scope: "alias", name: "dear" }] }),
    );
  });

  it("never holds less than before, and pays what goes on beside what was answered", async () => {
    const house = new House({ overall: limit(1_000_000n) });
    const one = house.admit("a", 500n);
    one.enter(group("cheap", 20n));
    await one.onDisk();
    expect(house.ledger.reserved.get("a")).toBe(500n);
    one.goesOn();
    one.enter(group("cheap", 20n));
    one.enter(group("cheaper", 10n)); // the first of the two did not answer: it is not paid for
    await one.onDisk();
    expect(house.ledger.reserved.get("a")).toBe(520n);
  });
});

describe("a deployment's budget", () => {
  it("of two hundred at once is passed by one, whether it is the file's only budget or not", () => {
    const house = new House({});
    const asked = Array.from({ length: 200 }, (_, index) => {
      const each = house.admit(`r${index}`, 40n, [capped]);
      if (each.refusal(capped) !== null) return false;
      each.attempt(capped);
      return true;
    });
    // 40, 80, 120: the third is over the line of 100.
    expect(asked.filter((isAsked) => isAsked)).toHaveLength(3);
  });

  it("does not stand in its own way when it is asked again, and is free when another is asked", () => {
    const house = new House({});
    const one = house.admit("a", 400n, [capped]);
    one.attempt(capped);
    expect(one.refusal(capped)).toBeNull();
    const other = house.admit("b", 400n, [capped]);
    expect(other.refusal(capped)).toMatchObject({ code: "budget_reserved" });
    one.attempt(plain);
    expect(other.refusal(capped)).toBeNull();
  });
});

type Move = { kind: "enter"; name: string; nanos: number } | { kind: "attempt"; capped: boolean } | { kind: "goesOn" };
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    kind: fc.constant("enter" as const),
    name: fc.constantFrom("dear", "bounded", "free"),
    nanos: fc.nat(500),
  }),
  fc.record({ kind: fc.constant("attempt" as const), capped: fc.boolean() }),
  fc.constant({ kind: "goesOn" as const }),
);

describe("whatever way requests go", () => {
  it("nothing is held when all have ended, and every charge is counted once on each of its meters", () => {
    fc.assert(
      fc.property(fc.array(fc.array(move, { maxLength: 12 }), { maxLength: 8 }), (ways) => {
        const house = new House({
          overall: limit(2000n),
          aliases: new Map([
            ["dear", limit(700n)],
            ["bounded", limit(300n)],
          ]),
        });
        let spent = 0n;
        const running: Reservation[] = [];
        for (const [index, way] of ways.entries()) {
          // What the others may still spend can leave nothing for this one: then it holds nothing either.
          if (house.budgets.refusal([{ ref: { scope: "all", name: "" }, limit: limit(2000n) }]) !== null) continue;
          const each = house.admit(`r${index}`, 1n, [plain, capped]);
          running.push(each);
          for (const step of way) {
            if (step.kind === "goesOn") each.goesOn();
            else if (step.kind === "enter") each.enter(group(step.name, BigInt(step.nanos), [plain, capped]));
            else each.attempt(step.capped ? capped : plain);
          }
          if (index % 3 === 0) continue;
          each.settle(index % 3 === 1 ? null : outcomeOf(1n));
          spent += index % 3 === 1 ? 0n : 1n;
        }
        for (const each of running) each.settle(null);
        const refs = [
          { ref: { scope: "all", name: "" }, limit: limit(spent + 1n) },
          { ref: { scope: "alias", name: "dear" }, limit: limit(spent + 1n) },
          { ref: { scope: "alias", name: "bounded" }, limit: limit(spent + 1n) },
          { ref: { scope: "deployment", name: "capped" }, limit: limit(spent + 1n) },
        ] as const;
        // A nano more than what was spent is room enough only if nothing is held any more.
        for (const budget of refs) expect(house.budgets.refusal([budget])).toBeNull();
        expect(house.budgets.stateOf(refs[0]).spent).toBe(spent);
      }),
      { numRuns: 300 },
    );
  });
});
