/**
 * What each deployment is doing: calls in flight, requests and tokens of the running minute, failures, and how fast it
 * answered lately. All counts are exact under concurrency, because picking and counting happen in one turn.
 *
 * Memory is bounded by the number of deployments: windows are counters, samples a short list.
 */
import type { Clock } from "../base/clock.ts";

const minuteMs = 60_000;

export interface LatencySample {
  readonly atMs: number;
  readonly value: number;
}

/** One deployment's figures. */
export class DeploymentLoad {
  inFlight = 0;
  /** Seconds per completion token of whole answers. */
  readonly wholeSamples: LatencySample[] = [];
  /** Seconds to the first token of streams. */
  readonly streamSamples: LatencySample[] = [];
  /** Times of the last failures, oldest first; bounded. */
  readonly failedAt: number[] = [];
  #minute = -1;
  requests = 0;
  tokens = 0;
  succeeded = 0;
  failed = 0;

  /** Starts the counters anew where a minute has passed. */
  at(nowMs: number): this {
    const minute = Math.floor(nowMs / minuteMs);
    if (minute === this.#minute) return this;
    this.#minute = minute;
    this.requests = 0;
    this.tokens = 0;
    this.succeeded = 0;
    this.failed = 0;
    return this;
  }
}

/** Enough for any sensible `allowed_fails`. */
const maxFailureTimes = 1000;

export class Loads {
  readonly #clock: Clock;
  readonly #byId = new Map<string, DeploymentLoad>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  of(deploymentId: string): DeploymentLoad {
    let load = this.#byId.get(deploymentId);
    if (load === undefined) {
      load = new DeploymentLoad();
      this.#byId.set(deploymentId, load);
    }
    return load.at(this.#clock.monotonicMs());
  }

  /** Milliseconds until the running minute's counters start anew. */
  minuteLeftMs(): number {
    return minuteMs - (this.#clock.monotonicMs() % minuteMs);
  }

  begin(deploymentId: string): void {
    const load = this.of(deploymentId);
    load.inFlight++;
    load.requests++;
  }

  end(deploymentId: string): void {
    const load = this.of(deploymentId);
    load.inFlight = Math.max(0, load.inFlight - 1);
  }

  succeed(deploymentId: string, tokens: number): void {
    const load = this.of(deploymentId);
    load.succeeded++;
    load.tokens += tokens;
  }

  fail(deploymentId: string): void {
    const load = this.of(deploymentId);
    load.failed++;
    load.failedAt.push(this.#clock.monotonicMs());
    if (load.failedAt.length > maxFailureTimes) load.failedAt.shift();
  }

  failuresWithin(deploymentId: string, windowMs: number): number {
    const since = this.#clock.monotonicMs() - windowMs;
    return this.of(deploymentId).failedAt.reduce((count, atMs) => (atMs > since ? count + 1 : count), 0);
  }

  /** @param value  seconds */
  measure(deploymentId: string, isStream: boolean, value: number, maxSamples: number): void {
    const load = this.of(deploymentId);
    const samples = isStream ? load.streamSamples : load.wholeSamples;
    samples.push({ atMs: this.#clock.monotonicMs(), value });
    while (samples.length > maxSamples) samples.shift();
  }

  /** Mean of the samples that still count; null = not measured. */
  latency(deploymentId: string, isStream: boolean, ttlMs: number): number | null {
    const load = this.of(deploymentId);
    const since = this.#clock.monotonicMs() - ttlMs;
    const fresh = (isStream ? load.streamSamples : load.wholeSamples).filter(({ atMs }) => atMs > since);
    return fresh.length === 0 ? null : fresh.reduce((sum, { value }) => sum + value, 0) / fresh.length;
  }
}
