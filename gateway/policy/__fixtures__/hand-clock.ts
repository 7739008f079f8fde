/** A clock that a test moves: its wall jumps, its monotonic reading only goes on. */
import type { Clock } from "../../base/clock.ts";

export class HandClock implements Clock {
  wall: number;
  monotonic = 1000;

  constructor(at: string | number) {
    this.wall = typeof at === "number" ? at : Date.parse(at);
  }

  wallMs(): number {
    return this.wall;
  }

  monotonicMs(): number {
    return this.monotonic;
  }

  /** Time passes. */
  pass(ms: number): void {
    this.wall += ms;
    this.monotonic += ms;
  }
}
