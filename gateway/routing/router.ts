/**
 * The router's memory and its pick: who rests, who is busy, who was fast, and which deployment gets the next attempt.
 *
 * A pick and its counting happen in one turn of the loop, so limits are exact under concurrency. It outlives a reload of
 * the config: a deployment is known by its id. Clock and random are injected.
 */
import type { Clock } from "../base/clock.ts";
import type { Deployment, ModelGroup } from "../contract/deployment.ts";
import type { GatewayError } from "../contract/errors.ts";
import type { RoutingSettings } from "../contract/routing-settings.ts";
import { judgeCandidates, type Judged, type OverBudget } from "./candidates.ts";
import { countsAsFailure, judgeCooldown, type CooldownVerdict } from "./cooldown-rule.ts";
import { Cooldowns, type Cooldown } from "./cooldowns.ts";
import { Loads } from "./deployment-load.ts";
import type { PreCallFacts } from "./pre-call-checks.ts";
import { Slots, type SlotWait } from "./slots.ts";
import { strategyFor } from "./strategies/registry.ts";

export interface RouterParts {
  readonly clock: Clock;
  readonly random: () => number;
  /** USD for one input and one output token together; null = not known. */
  readonly priceOf: (deployment: Deployment) => number | null;
}

export interface PickInput {
  readonly group: ModelGroup;
  readonly settings: RoutingSettings;
  readonly facts: PreCallFacts;
  readonly tags: readonly string[];
  readonly overBudget: OverBudget;
  /** Deployments that failed this request already. */
  readonly tried: ReadonlySet<string>;
  readonly isStream: boolean;
}

export interface Pick {
  /** null = nobody may take it. */
  readonly picked: Deployment | null;
  /** The whole group with the reasons. */
  readonly judged: readonly Judged[];
  /** What the strategy weighed, by deployment id. */
  readonly scores: ReadonlyMap<string, number | null>;
}

/** How an attempt that answered went. */
export interface Success {
  readonly deploymentId: string;
  readonly isStream: boolean;
  /** Prompt and completion together; 0 where nobody knows. */
  readonly tokens: number;
  /** Seconds per completion token, or to the first token of a stream; null = not known. */
  readonly seconds: number | null;
}

/** What is known of a deployment now, for people. Times are monotonic milliseconds; null = nothing known. */
export interface Standing {
  readonly nowMs: number;
  readonly rest: Cooldown | null;
  /** The newest word about it, of a request or of a health check. */
  readonly last: Note | null;
  /** Of the running minute. */
  readonly requests: number;
  readonly tokens: number;
  readonly inFlight: number;
}

export interface Note {
  readonly isWell: boolean;
  readonly atMs: number;
  /** Why it is not well. */
  readonly reason: string | null;
}

const timeoutSampleSeconds = 1000;
const noScores: ReadonlyMap<string, null> = new Map();

export class Router {
  readonly #parts: RouterParts;
  readonly #cooldowns: Cooldowns;
  readonly #loads: Loads;
  readonly #slots = new Slots();
  readonly #health = new Map<string, { readonly isHealthy: boolean; readonly atMs: number }>();
  readonly #notes = new Map<string, Note>();

  constructor(parts: RouterParts) {
    this.#parts = parts;
    this.#cooldowns = new Cooldowns(parts.clock);
    this.#loads = new Loads(parts.clock);
  }

  /** What would be picked now; counts nothing. */
  peek(input: PickInput): Pick {
    const { settings, isStream } = input;
    const judged = this.#judge(input);
    const deployments = judged.filter(({ excluded }) => excluded === null).map(({ deployment }) => deployment);
    if (deployments.length === 0) return { picked: null, judged, scores: noScores };
    const { random, priceOf } = this.#parts;
    const { picked, scores } = strategyFor(settings.strategy)({
      deployments,
      settings,
      loads: this.#loads,
      isStream,
      random,
      priceOf,
    });
    return { picked, judged, scores: new Map(deployments.map(({ id }, index) => [id, scores[index] ?? null])) };
  }

  /** Picks and counts the call as running; `release` ends it. */
  take(input: PickInput): Pick {
    const pick = this.peek(input);
    if (pick.picked !== null) this.#loads.begin(pick.picked.id);
    return pick;
  }

  /** For a group whose open deployments are all at `max_parallel_requests`; the slot that comes is counted already. */
  waitForSlot(deploymentIds: readonly string[]): SlotWait {
    return this.#slots.wait(deploymentIds);
  }

  /** A running call is over; the next in line takes its slot. */
  release(deploymentId: string): void {
    this.#loads.end(deploymentId);
    if (this.#slots.handOver(deploymentId)) this.#loads.begin(deploymentId);
  }

  succeeded({ deploymentId, isStream, tokens, seconds }: Success, { latency }: RoutingSettings): void {
    this.#loads.succeed(deploymentId, tokens);
    this.#note(deploymentId, null);
    if (seconds !== null) this.#loads.measure(deploymentId, isStream, seconds, latency.maxSamples);
  }

  /** Counts a failure of the provider's. @returns the rest it was sent to, if any */
  failed(failure: GatewayError, deployment: Deployment, { group, settings }: PickInput): CooldownVerdict | null {
    if (!countsAsFailure(failure)) return null;
    const { id } = deployment;
    this.#loads.fail(id);
    this.#note(id, failure.message);
    if (failure.code === "upstream_timeout") {
      for (const isStream of [true, false])
        this.#loads.measure(id, isStream, timeoutSampleSeconds, settings.latency.maxSamples);
    }
    const { failed, succeeded } = this.#loads.of(id);
    const verdict = judgeCooldown({
      failure,
      deployment,
      settings,
      otherHealthy: group.deployments.filter((other) => other.id !== id && this.#cooldowns.of(other.id) === null)
        .length,
      failed,
      succeeded,
      recentFailures: this.#loads.failuresWithin(id, deployment.cooldownMs ?? settings.cooldownMs),
    });
    if (verdict !== null) this.#cooldowns.set(id, verdict.forMs, verdict.reason);
    return verdict;
  }

  /** What a health check found. @param reason  why it is not well, in words that may be shown */
  noteHealth(deploymentId: string, isHealthy: boolean, reason: string | null = null): void {
    this.#health.set(deploymentId, { isHealthy, atMs: this.#parts.clock.monotonicMs() });
    this.#note(deploymentId, isHealthy ? null : (reason ?? "The last health check failed."));
  }

  standingOf(deploymentId: string): Standing {
    const { requests, tokens, inFlight } = this.#loads.of(deploymentId);
    return {
      nowMs: this.#parts.clock.monotonicMs(),
      rest: this.#cooldowns.of(deploymentId),
      last: this.#notes.get(deploymentId) ?? null,
      requests,
      tokens,
      inFlight,
    };
  }

  /** Milliseconds until one of those that are left out for now comes back; null = time changes nothing. */
  backInMs(judged: readonly Judged[]): number | null {
    const waits = judged.flatMap(({ deployment, excluded }) => {
      if (excluded === "cooling_down") return [this.#cooldowns.leftMs(deployment.id)];
      return excluded === "rpm_limit" || excluded === "tpm_limit" ? [this.#loads.minuteLeftMs()] : [];
    });
    return waits.length === 0 ? null : Math.min(...waits);
  }

  #note(id: string, reason: string | null): void {
    this.#notes.set(id, { isWell: reason === null, atMs: this.#parts.clock.monotonicMs(), reason });
  }

  #judge({ group, settings, facts, tags, overBudget, tried }: PickInput): Judged[] {
    return judgeCandidates({
      deployments: group.deployments,
      settings,
      facts,
      tags,
      overBudget,
      tried,
      view: {
        restsMs: (id) => this.#cooldowns.leftMs(id),
        isUnhealthy: (id) => this.#isUnhealthy(id, settings.healthCheckStalenessMs),
        inFlight: (id) => this.#loads.of(id).inFlight,
        minute: (id) => this.#loads.of(id),
      },
    });
  }

  #isUnhealthy(id: string, stalenessMs: number): boolean {
    const health = this.#health.get(id);
    return health !== undefined && !health.isHealthy && this.#parts.clock.monotonicMs() - health.atMs < stalenessMs;
  }
}
