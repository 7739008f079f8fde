/**
 * How many refused acts get a line of their own, so that whoever guesses keys cannot fill the disk: a burst of 20, then one
 * in half a minute. The others are counted, and the next line says how many they were.
 */
import type { Clock } from "../../base/clock.ts";

const burst = 20;
const refillMs = 30_000;

export class RefusalBudget {
  readonly #clock: Pick<Clock, "monotonicMs">;
  #left = burst;
  #refilledAt: number;
  #leftOut = 0;

  constructor(clock: Pick<Clock, "monotonicMs">) {
    this.#clock = clock;
    this.#refilledAt = clock.monotonicMs();
  }

  /** @returns whether a line may be written; else it is counted */
  take(): boolean {
    this.#refill();
    if (this.#left === 0) {
      this.#leftOut += 1;
      return false;
    }
    this.#left -= 1;
    return true;
  }

  /** Those counted since the last call. */
  takeLeftOut(): number {
    const count = this.#leftOut;
    this.#leftOut = 0;
    return count;
  }

  #refill(): void {
    const steps = Math.floor((this.#clock.monotonicMs() - this.#refilledAt) / refillMs);
    if (steps <= 0) return;
    this.#left = Math.min(burst, this.#left + steps);
    this.#refilledAt += steps * refillMs;
  }
}
