/** How busy the gateway is: requests in flight now, and requests per second over the last ten seconds. */
import type { Clock } from "../base/clock.ts";

const windowSeconds = 10;

export class Traffic {
  readonly #clock: Clock;
  readonly #counts = new Uint32Array(windowSeconds);
  readonly #seconds = new Float64Array(windowSeconds);
  inFlight = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(): void {
    this.inFlight++;
    const second = Math.floor(this.#clock.monotonicMs() / 1000);
    const slot = second % windowSeconds;
    if (this.#seconds[slot] !== second) {
      this.#seconds[slot] = second;
      this.#counts[slot] = 0;
    }
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
  }

  end(): void {
    this.inFlight--;
  }

  requestsPerSecond(): number {
    const second = Math.floor(this.#clock.monotonicMs() / 1000);
    let sum = 0;
    for (let slot = 0; slot < windowSeconds; slot++) {
      if (second - (this.#seconds[slot] ?? 0) < windowSeconds) sum += this.#counts[slot] ?? 0;
    }
    return sum / windowSeconds;
  }
}
