/**
 * Timers that a test moves by hand. Between two timers the event loop turns, so that promises get their turn.
 */
import type { Timers } from "./timers.ts";

export class HandTimers implements Timers {
  #nowMs = 0;
  #waiting: { readonly atMs: number; readonly act: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, act: () => void): () => void {
    const entry = { atMs: this.#nowMs + delayMs, act };
    this.#waiting.push(entry);
    return () => (this.#waiting = this.#waiting.filter((other) => other !== entry));
  }

  /** Moves time by `ms`, running what is due in order. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await settle();
    for (let next = this.#nextDue(untilMs); next !== undefined; next = this.#nextDue(untilMs)) {
      this.#nowMs = next.atMs;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      next.act();
      await settle();
    }
    this.#nowMs = untilMs;
  }

  #nextDue(untilMs: number): { readonly atMs: number; readonly act: () => void } | undefined {
    return this.#waiting.filter((entry) => entry.atMs <= untilMs).toSorted((one, other) => one.atMs - other.atMs)[0];
  }
}

/** Lets everything that waits only on promises go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
