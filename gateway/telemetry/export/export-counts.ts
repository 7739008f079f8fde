/** How exporting goes, since the start and over every change of settings. */
import type { SignalStatus } from "../../contract/telemetry.ts";

export class ExportCounts {
  exported = 0;
  dropped = 0;
  /** Traces that the sampler did not keep. */
  unsampled = 0;
  /** Epoch milliseconds of the last export that the receiver took. */
  lastExportAt: number | null = null;
  lastError: SignalStatus["lastError"] = null;
  /** The last export failed, or spans were dropped since. */
  isFailing = false;

  took(count: number, atMs: number): void {
    this.exported += count;
    this.lastExportAt = atMs;
    this.isFailing = false;
  }

  /** @returns true for the first failure after a success: said once, not for every batch */
  lost(count: number, atMs: number, message: string): boolean {
    this.dropped += count;
    this.lastError = { at: atMs, message };
    const isFirst = !this.isFailing;
    this.isFailing = true;
    return isFirst;
  }
}
