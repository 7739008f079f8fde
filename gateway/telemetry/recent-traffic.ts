/**
 * The last five minutes of requests, in memory: how many, how many failed, how long they took. What "now" means.
 *
 * A ring of steps, each with its own counts and histograms, so that forgetting costs nothing and a request some additions.
 * It begins empty with the gateway and says so.
 */
import type { Clock } from "../base/clock.ts";
import { Durations } from "../base/durations.ts";
import type { RequestObserver } from "../contract/telemetry.ts";
import type { UsageNow } from "../contract/usage-figures.ts";

const stepMs = 10_000;
const stepCount = 30;
/** A percentile of fewer says nothing. */
const leastValues = 3;

type Recent = Omit<UsageNow, "running" | "requestsPerSecond">;

export class RecentTraffic implements RequestObserver {
  readonly #clock: Clock;
  readonly #startedMs: number;
  readonly #ring: Step[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedMs = clock.monotonicMs();
  }

  finished: RequestObserver["finished"] = ({ stream }, { state, totalMs, firstTokenMs }) => {
    const step = this.#step();
    step.requests++;
    if (state !== "ok") step.errors++;
    if (state === "client_abort") step.aborts++;
    if (state !== "ok") return;
    step.total.add(totalMs);
    if (stream && firstTokenMs !== null) step.firstToken.add(firstTokenMs);
  };

  read(): Recent {
    const current = this.#number();
    const steps = Array.from({ length: stepCount }, (_, index) => this.#at(current - stepCount + 1 + index));
    const sinceStartMs = this.#clock.monotonicMs() - this.#startedMs;
    const windowMs = Math.min(stepCount * stepMs, sinceStartMs);
    const total = Durations.of(steps.map((step) => step.total));
    const firstToken = Durations.of(steps.map((step) => step.firstToken));
    const sum = (field: "requests" | "errors" | "aborts"): number => steps.reduce((all, step) => all + step[field], 0);
    return {
      windowMs,
      sinceStart: sinceStartMs < stepCount * stepMs,
      requests: sum("requests"),
      errors: sum("errors"),
      aborts: sum("aborts"),
      totalMs: { p50: total.quantile(0.5, leastValues), p95: total.quantile(0.95, leastValues) },
      firstTokenMs: { p50: firstToken.quantile(0.5, leastValues), p95: firstToken.quantile(0.95, leastValues) },
      stepMs,
      steps: steps.map((step) => ({
        requests: step.requests,
        errors: step.errors,
        p95: step.total.quantile(0.95, 1),
      })),
    };
  }

  #number(): number {
    return Math.floor(this.#clock.monotonicMs() / stepMs);
  }

  #at(number: number): Step {
    const step = this.#ring[((number % stepCount) + stepCount) % stepCount];
    return step?.number === number ? step : new Step(number);
  }

  #step(): Step {
    const number = this.#number();
    const step = this.#at(number);
    this.#ring[number % stepCount] = step;
    return step;
  }
}

class Step {
  readonly number: number;
  readonly total = new Durations();
  readonly firstToken = new Durations();
  requests = 0;
  errors = 0;
  aborts = 0;

  constructor(number: number) {
    this.number = number;
  }
}
