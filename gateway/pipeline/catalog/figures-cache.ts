/**
 * The figures of the last 24 hours, gathered in the background: whoever asks gets what is there, and old figures are
 * gathered anew behind their back. A log that takes long to read is read less often.
 */
import type { Clock } from "../../base/clock.ts";
import type { FiguresById } from "../../contract/deployment-figures.ts";

export interface FiguresNow {
  readonly figures: FiguresById;
  /** Epoch milliseconds; null = not gathered yet. */
  readonly at: number | null;
}

const dayMs = 86_400_000;
const freshMs = 10_000;
/** At most this share of the time goes into reading: 1 in 20. */
const restFactor = 20;
/** The first question waits a moment: most logs are read by then. */
const firstWaitMs = 150;
const nothing: FiguresById = new Map();

export class FiguresCache {
  readonly #read: (sinceMs: number) => Promise<FiguresById>;
  readonly #clock: Clock;
  #now: FiguresNow = { figures: nothing, at: null };
  #dueMs = 0;
  #running: Promise<void> | null = null;

  constructor(read: (sinceMs: number) => Promise<FiguresById>, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  async now(): Promise<FiguresNow> {
    if (this.#running === null && this.#clock.monotonicMs() >= this.#dueMs) this.#running = this.#gather();
    if (this.#now.at === null && this.#running !== null) await Promise.race([this.#running, pause(firstWaitMs)]);
    return this.#now;
  }

  async #gather(): Promise<void> {
    const startedMs = this.#clock.monotonicMs();
    const at = this.#clock.wallMs();
    // A log that cannot be read has no figures; it says so itself.
    const figures = await this.#read(at - dayMs).catch(() => nothing);
    const endedMs = this.#clock.monotonicMs();
    this.#now = { figures, at };
    this.#dueMs = endedMs + Math.max(freshMs, (endedMs - startedMs) * restFactor);
    this.#running = null;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
