/**
 * Cooldowns: which deployments are out of every pick, until when, and why.
 *
 * State is in memory on purpose: after a restart every deployment deserves a fresh try. Times are monotonic, so a clock
 * that jumps neither frees nor holds anyone.
 */
import type { Clock } from "../base/clock.ts";

export interface Cooldown {
  /** Monotonic milliseconds. */
  readonly untilMs: number;
  readonly reason: string;
}

export class Cooldowns {
  readonly #clock: Clock;
  readonly #byId = new Map<string, Cooldown>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A longer rest that is running already stays. */
  set(deploymentId: string, forMs: number, reason: string): void {
    const untilMs = this.#clock.monotonicMs() + forMs;
    const running = this.#byId.get(deploymentId);
    if (running === undefined || running.untilMs < untilMs) this.#byId.set(deploymentId, { untilMs, reason });
  }

  /** @returns null when it may be picked */
  of(deploymentId: string): Cooldown | null {
    const cooldown = this.#byId.get(deploymentId);
    if (cooldown === undefined) return null;
    if (cooldown.untilMs > this.#clock.monotonicMs()) return cooldown;
    this.#byId.delete(deploymentId);
    return null;
  }

  /** Milliseconds left; 0 when it does not rest. */
  leftMs(deploymentId: string): number {
    const cooldown = this.of(deploymentId);
    return cooldown === null ? 0 : cooldown.untilMs - this.#clock.monotonicMs();
  }
}
