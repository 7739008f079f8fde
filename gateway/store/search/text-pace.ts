/**
 * When texts are taken into the index: at once while the writer has nothing else to do; while rows keep coming, a twentieth
 * of the time, since on a small machine this thread's work is taken from the requests themselves.
 */
import type { Connection } from "../database.ts";
import { TextIndex } from "./text-index.ts";

const stepMs = 5;
/** Rows came within this long: the gateway is busy. */
const busyMs = 300;
const busyPause = 19;
const idlePause = 1;
/** A failed step (a full disk, another program at the file) is tried again after this. */
const retryMs = 5000;

export class TextPace {
  readonly #index: TextIndex;
  #timer: NodeJS.Timeout | null = null;
  #lastBatchMs = -Infinity;

  constructor(connection: Connection) {
    this.#index = new TextIndex(connection);
    this.#schedule(busyMs); // what an older version or the last run left
  }

  noteBatch(): void {
    this.#lastBatchMs = performance.now();
    if (this.#timer === null) this.#schedule(stepMs);
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #schedule(pauseMs: number): void {
    this.#timer = setTimeout(() => this.#step(), pauseMs);
    this.#timer.unref();
  }

  #step(): void {
    this.#timer = null;
    const startedMs = performance.now();
    try {
      if (!this.#index.step(stepMs)) return;
    } catch {
      return this.#schedule(retryMs); // writing rows reports what is wrong with the file
    }
    const tookMs = performance.now() - startedMs;
    const isBusy = startedMs - this.#lastBatchMs < busyMs;
    this.#schedule(Math.ceil(tookMs * (isBusy ? busyPause : idlePause)));
  }
}
