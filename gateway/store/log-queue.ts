/**
 * Ended requests that wait to be written: one message per batch, bounded, kept until acknowledged.
 *
 * When it is full, bodies go first, then rows; every dropped row is counted.
 */
import type { RequestOutcome } from "../contract/spend-log.ts";

const maxRows = 10_000;
const noTracks = [null, null, null];
const maxBodyBytes = 64 * 1024 * 1024;

export interface PendingBatch {
  readonly ids: string[];
  /** `{"intent":...,"outcome":...}` each, as the writer reads it. */
  readonly entries: string[];
  /** Of each entry: its two bodies, its tracks, and two bodies for each attempt. */
  readonly bodies: (Uint8Array | null)[][];
}

export class LogQueue {
  #next: PendingBatch = emptyBatch();
  #bodyBytes = 0;
  dropped = 0;

  get length(): number {
    return this.#next.ids.length;
  }

  /** @returns false when it was dropped */
  add(intent: string, { requestBody, responseBody, evidence = null, ...outcome }: RequestOutcome): boolean {
    const { bodies = [], tracks = noTracks, ...heads } = evidence ?? {};
    const wire = evidence === null ? null : heads;
    const all = [requestBody, responseBody, ...tracks, ...bodies];
    const entry = `{"intent":${intent},"outcome":${JSON.stringify({ ...outcome, wire })},"bodies":${all.length}}`;
    return this.#keep(outcome.id, entry, all);
  }

  /** Hands out everything that waits. */
  take(): PendingBatch {
    const batch = this.#next;
    this.#next = emptyBatch();
    this.#bodyBytes = 0;
    return batch;
  }

  /** A batch that could not be written goes back in front, within the bound. @returns ids that were dropped */
  putBack(batch: PendingBatch): string[] {
    const newer = this.take();
    return [batch, newer].flatMap(({ ids, entries, bodies }) =>
      ids.filter((id, index) => {
        return !this.#keep(id, entries[index] ?? "", bodies[index] ?? []);
      }),
    );
  }

  #keep(id: string, entry: string, bodies: readonly (Uint8Array | null)[]): boolean {
    if (this.#next.ids.length >= maxRows) {
      this.dropped++;
      return false;
    }
    this.#next.ids.push(id);
    this.#next.entries.push(entry);
    this.#next.bodies.push(bodies.map((body) => this.#fitting(body)));
    return true;
  }

  #fitting(body: Uint8Array | null): Uint8Array | null {
    const fits = body !== null && this.#bodyBytes + body.byteLength <= maxBodyBytes;
    if (fits) this.#bodyBytes += body.byteLength;
    return fits ? body : null;
  }
}

function emptyBatch(): PendingBatch {
  return { ids: [], entries: [], bodies: [] };
}
