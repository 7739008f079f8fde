/** The router's time in a scenario's hands: pauses take no time, are written down, and move the clock. */
import type { RoutingSeams } from "../gateway-options.ts";

export class HandTime {
  /** Of every pause, milliseconds. */
  readonly pauses: number[] = [];
  #ms = 1_000_000_000;

  /** @param random  what the router's chance says, always */
  seams(random: () => number = Math.random): RoutingSeams {
    return {
      random,
      clock: { wallMs: () => Date.now(), monotonicMs: () => this.#ms },
      startPause: (ms) => {
        this.pauses.push(Math.round(ms));
        this.#ms += ms;
        return { over: Promise.resolve(), end: () => {} };
      },
    };
  }

  pass(ms: number): void {
    this.#ms += ms;
  }
}
