/**
 * Slows down guessing: after ten wrong keys within a second an address waits out that second.
 *
 * Bounded memory; a right key is never delayed by its own earlier mistakes for longer than a second.
 */
import type { Clock } from "../base/clock.ts";

const windowMs = 1000;
const maxFailures = 10;
const maxAddresses = 1000;

export class FailedLogins {
  readonly #clock: Clock;
  readonly #windows = new Map<string, { startMs: number; failures: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns milliseconds to wait; 0 = go on */
  waitMs(address: string): number {
    const window = this.#windows.get(address);
    if (window === undefined || window.failures < maxFailures) return 0;
    return Math.max(0, windowMs - (this.#clock.monotonicMs() - window.startMs));
  }

  record(address: string): void {
    const now = this.#clock.monotonicMs();
    const window = this.#windows.get(address);
    if (window !== undefined && now - window.startMs < windowMs) {
      window.failures++;
      return;
    }
    if (this.#windows.size >= maxAddresses) this.#windows.clear();
    this.#windows.set(address, { startMs: now, failures: 1 });
  }
}
