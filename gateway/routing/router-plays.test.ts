/**
 * Property P4: a thousand random steps of the router against a small model of what may be picked.
 *
 * The model keeps its own rests, minutes and counts, so a mistake in the router's bookkeeping shows.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Deployment } from "../contract/deployment.ts";
import type { ErrorCode } from "../contract/errors.ts";
import { routingStrategies } from "../contract/routing-settings.ts";
import { deployment, failure, HandClock, noFacts, routing } from "./__fixtures__/sample.ts";
import { Router, type PickInput } from "./router.ts";

const steps = 1000;

interface Step {
  readonly kind: "take" | "answer" | "fail" | "wait";
  readonly which: number;
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly ms: number;
  readonly tokens: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("take", "take", "take", "answer", "answer", "fail", "wait"),
  which: fc.nat(1000),
  code: fc.constantFrom<ErrorCode>(
    "upstream_error",
    "upstream_rate_limit",
    "upstream_auth",
    "upstream_timeout",
    "upstream_connection_error",
    "upstream_bad_request",
    "client_disconnected",
  ),
  retryAfterMs: fc.constantFrom(undefined, undefined, 100, 7000, 40_000),
  ms: fc.integer({ min: 1, max: 9000 }),
  tokens: fc.integer({ min: 0, max: 60 }),
});
const maybe = (max: number): fc.Arbitrary<number | null> => fc.option(fc.integer({ min: 1, max }));
const fields = fc.record({
  rpm: maybe(12),
  tpm: maybe(300),
  maxParallelRequests: maybe(4),
  order: maybe(3),
  weight: maybe(5),
  isWildcard: fc.boolean(),
  cooldownMs: fc.constantFrom(null, null, 1500, 12_000),
});
const placed = fc.record({ own: fields, hasNoBudget: fc.constantFrom(false, false, false, false, true) });
type Play = typeof world extends fc.Arbitrary<infer Value> ? Value : never;
const world = fc.record({
  deployments: fc.array(placed, { minLength: 1, maxLength: 5 }),
  strategy: fc.constantFrom(...routingStrategies),
  allowedFails: fc.constantFrom(undefined, undefined, 0, 2),
  preCall: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  play: fc.array(step, { minLength: steps, maxLength: steps }),
});

/** What the model remembers of one deployment. */
class Memory {
  restUntil = 0;
  running = 0;
  minute = -1;
  requests = 0;
  tokens = 0;

  at(ms: number): this {
    const minute = Math.floor(ms / 60_000);
    if (minute !== this.minute) {
      this.minute = minute;
      this.requests = 0;
      this.tokens = 0;
    }
    return this;
  }
}

class Model {
  readonly memory = new Map<string, Memory>();
  readonly deployments: readonly Deployment[];
  readonly hasHardLimits: boolean;
  readonly poor: ReadonlySet<string>;

  constructor(deployments: readonly Deployment[], poor: ReadonlySet<string>, hasHardLimits: boolean) {
    this.deployments = deployments;
    this.poor = poor;
    this.hasHardLimits = hasHardLimits;
    for (const { id } of deployments) this.memory.set(id, new Memory());
  }

  of(id: string, ms: number): Memory {
    const memory = this.memory.get(id);
    if (memory === undefined) throw new Error(id);
    return memory.at(ms);
  }

  mayTake({ id, rpm, tpm, maxParallelRequests }: Deployment, ms: number): boolean {
    const memory = this.of(id, ms);
    if (memory.restUntil > ms || this.poor.has(id)) return false;
    if (maxParallelRequests !== null && memory.running >= maxParallelRequests) return false;
    if (!this.hasHardLimits) return true;
    return (rpm === null || memory.requests < rpm) && (tpm === null || memory.tokens <= tpm);
  }

  /** Those the pick must come from. */
  open(ms: number): Deployment[] {
    const able = this.deployments.filter((one) => this.mayTake(one, ms));
    const orders = able.map(({ order }) => order).filter((order) => order !== null);
    return orders.length === 0 ? able : able.filter(({ order }) => order === Math.min(...orders));
  }

  othersAwake(id: string, ms: number): number {
    return this.deployments.filter((other) => other.id !== id && this.of(other.id, ms).restUntil <= ms).length;
  }
}

/** A small generator, so that a play can be played again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function play({ deployments: list, strategy, allowedFails, preCall, seed, play: moves }: Play): void {
  const clock = new HandClock();
  const deployments = list.map(({ own }, index) => deployment(String(index), own));
  const poor = new Set(list.flatMap(({ hasNoBudget }, index) => (hasNoBudget ? [String(index)] : [])));
  const settings = routing({
    routing_strategy: strategy,
    allowed_fails: allowedFails,
    enable_pre_call_checks: preCall,
  });
  const router = new Router({ clock, random: randomFrom(seed), priceOf: ({ id }) => (id === "1" ? null : Number(id)) });
  const model = new Model(deployments, poor, preCall || (strategy !== "simple-shuffle" && strategy !== "least-busy"));
  const input: PickInput = {
    group: { alias: "group", deployments },
    settings,
    facts: noFacts,
    tags: [],
    overBudget: ({ id }) => (poor.has(id) ? "spent" : null),
    tried: new Set(),
    isStream: false,
  };
  const running: Deployment[] = [];
  for (const move of moves) {
    if (move.kind === "wait") clock.ms += move.ms;
    else if (move.kind === "take") {
      const open = model.open(clock.ms);
      const { picked } = router.take(input);
      expect(
        open.map(({ id }) => id),
        "it picks one that is open, and only then none",
      ).toEqual(picked === null ? [] : expect.arrayContaining([picked.id]));
      if (picked === null) continue;
      running.push(picked);
      const memory = model.of(picked.id, clock.ms);
      memory.running++;
      memory.requests++;
    } else {
      const [ended] = running.splice(move.which % Math.max(1, running.length), 1);
      if (ended === undefined) continue;
      end(ended, move, { router, model, input, clock });
    }
  }
}

interface Scene {
  readonly router: Router;
  readonly model: Model;
  readonly input: PickInput;
  readonly clock: HandClock;
}

function end(ended: Deployment, move: Step, { router, model, input, clock }: Scene): void {
  const memory = model.of(ended.id, clock.ms);
  memory.running--;
  router.release(ended.id);
  if (move.kind === "answer") {
    memory.tokens += move.tokens;
    router.succeeded(
      { deploymentId: ended.id, isStream: false, tokens: move.tokens, seconds: move.ms / 1000 },
      input.settings,
    );
    return;
  }
  const others = model.othersAwake(ended.id, clock.ms);
  const error = failure(move.code, move.retryAfterMs === undefined ? {} : { retryAfterMs: move.retryAfterMs });
  const rest = router.failed(error, ended, input);
  if (rest === null) return;
  expect(others, "the last healthy one never rests").toBeGreaterThan(0);
  expect(ended.isWildcard).toBe(false);
  expect(rest.forMs).toBe(move.retryAfterMs ?? ended.cooldownMs ?? 5000);
  memory.restUntil = Math.max(memory.restUntil, clock.ms + rest.forMs);
}

describe("a thousand random steps", () => {
  it("never pick who rests, is full, over a limit or without budget while another is open, and never rest the last one", () => {
    fc.assert(fc.property(world, play), { numRuns: 60 });
  });
});

describe("the draw by weight", () => {
  it("stays within chi-square of the weights, for any weights", () => {
    const draws = 4000;
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 1_000_000 }), (each, seed) => {
        const deployments = each.map((weight, index) => deployment(String(index), { weight }));
        const router = new Router({ clock: new HandClock(), random: randomFrom(seed), priceOf: () => null });
        const input: PickInput = {
          group: { alias: "g", deployments },
          settings: routing(),
          facts: noFacts,
          tags: [],
          overBudget: () => null,
          tried: new Set(),
          isStream: false,
        };
        const counts = each.map(() => 0);
        for (let index = 0; index < draws; index++) {
          const at = Number(router.take(input).picked?.id);
          counts[at] = (counts[at] ?? 0) + 1;
        }
        const total = each.reduce((sum, weight) => sum + weight, 0);
        const chiSquare = each.reduce((sum, weight, index) => {
          const wanted = (draws * weight) / total;
          return sum + ((counts[index] ?? 0) - wanted) ** 2 / wanted;
        }, 0);
        // 5 degrees of freedom at most: a fair draw is above 35 less than twice in a million times.
        expect(chiSquare).toBeLessThan(35);
      }),
      { numRuns: 60 },
    );
  });
});
