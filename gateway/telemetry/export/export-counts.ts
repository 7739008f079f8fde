/** How exporting goes, since the start and over every change of settings. */
import type { SignalStatus } from "../../contract/telemetry.ts";

const quietMs = 60_000;

export class ExportCounts {
  exported = 0;
  dropped = 0;
  /** Traces that the sampler did not keep. */
  unsampled = 0;
  /** Epoch milliseconds of the last export that the receiver took. */
  lastExportAt: number | null = null;
  lastError: SignalStatus["lastError"] = null;
  #isFailing = false;
  #saidAtMs = Number.NEGATIVE_INFINITY;

  took(count: number, atMs: number): void {
    this.exported += count;
    this.lastExportAt = atMs;
    this.#isFailing = false;
  }

  /**
   * @returns whether it is to be said: at the first failure after a success, and once a minute at most, because a slow
   *   receiver takes and loses by turns
   */
  lost(count: number, atMs: number, message: string): boolean {
    this.dropped += count;
    this.lastError = { at: atMs, message };
    const isSaid = !this.#isFailing && atMs - this.#saidAtMs >= quietMs;
    this.#isFailing = true;
    if (isSaid) this.#saidAtMs = atMs;
    return isSaid;
  }
}
