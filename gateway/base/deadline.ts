/**
 * Deadlines on the monotonic clock: one that fires once, and one that fires after silence.
 *
 * The idle watch costs one clock reading per chunk, not one timer per chunk: the timer re-arms itself.
 */
import type { Clock } from "./clock.ts";

/** Node's longest timer; a longer wait is cut to it (24.8 days). */
const longestTimerMs = 2_147_483_647;

/** A deadline that can be taken back. */
export interface Deadline {
  dispose(): void;
}

export function startDeadline(waitMs: number, fire: () => void): Deadline {
  const timer = setTimeout(fire, Math.min(waitMs, longestTimerMs));
  return { dispose: () => clearTimeout(timer) };
}

export interface IdleWatchOptions {
  readonly clock: Clock;
  /** Silence after which `onIdle` fires, once. */
  readonly idleMs: number;
  readonly onIdle: () => void;
  /** Silence after which, and as often as, `onPulse` fires. */
  readonly pulseMs: number;
  readonly onPulse: () => void;
}

export class IdleWatch {
  readonly #options: IdleWatchOptions;
  #lastTouchMs: number;
  #lastPulseMs: number;
  #timer: NodeJS.Timeout;

  constructor(options: IdleWatchOptions) {
    this.#options = options;
    this.#lastTouchMs = options.clock.monotonicMs();
    this.#lastPulseMs = this.#lastTouchMs;
    this.#timer = this.#arm(Math.min(options.idleMs, options.pulseMs));
  }

  /** Something arrived. */
  touch(): void {
    this.#lastTouchMs = this.#options.clock.monotonicMs();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #arm(waitMs: number): NodeJS.Timeout {
    return setTimeout(() => this.#check(), Math.min(Math.max(waitMs, 1), longestTimerMs));
  }

  #check(): void {
    const { clock, idleMs, pulseMs, onIdle, onPulse } = this.#options;
    const now = clock.monotonicMs();
    const idleLeft = idleMs - (now - this.#lastTouchMs);
    if (idleLeft <= 0) return onIdle();
    if (now - Math.max(this.#lastTouchMs, this.#lastPulseMs) >= pulseMs) {
      this.#lastPulseMs = now;
      onPulse();
    }
    const pulseLeft = pulseMs - (now - Math.max(this.#lastTouchMs, this.#lastPulseMs));
    this.#timer = this.#arm(Math.min(idleLeft, pulseLeft));
  }
}
