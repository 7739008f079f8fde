/**
 * What waits to be written: grouped into one message per turn of the event loop, bounded, and kept until acknowledged.
 *
 * When it is full, bodies go first, then outcomes; every drop is counted. An intent's promise settles when its batch is
 * on disk, or at once when nothing can be written.
 */
import type { RequestIntent, RequestOutcome } from "../contract/spend-log.ts";
import type { OutcomeRow } from "./messages.ts";

const maxRows = 10_000;
const maxBodyBytes = 64 * 1024 * 1024;

export interface PendingBatch {
  readonly intents: RequestIntent[];
  readonly outcomes: OutcomeRow[];
  readonly bodies: (Uint8Array | null)[];
  readonly waiters: (() => void)[];
}

export class LogQueue {
  #next: PendingBatch = emptyBatch();
  #rows = 0;
  #bodyBytes = 0;
  dropped = 0;

  get isEmpty(): boolean {
    return this.#next.intents.length === 0 && this.#next.outcomes.length === 0;
  }

  get hasIntents(): boolean {
    return this.#next.intents.length > 0;
  }

  begin(intent: RequestIntent): Promise<void> {
    if (this.#rows >= maxRows) {
      this.dropped++;
      return Promise.resolve();
    }
    this.#rows++;
    this.#next.intents.push(intent);
    return new Promise((resolve) => this.#next.waiters.push(resolve));
  }

  finish({ requestBody, responseBody, ...row }: RequestOutcome): void {
    if (this.#rows >= maxRows) {
      this.dropped++;
      return;
    }
    this.#rows++;
    this.#next.outcomes.push(row);
    this.#keepBody(requestBody);
    this.#keepBody(responseBody);
  }

  /** Hands out everything that waits. */
  take(): PendingBatch {
    const batch = this.#next;
    this.#next = emptyBatch();
    this.#rows = 0;
    this.#bodyBytes = 0;
    return batch;
  }

  /** A batch that could not be written goes back in front, within the bound. */
  putBack(batch: PendingBatch): void {
    const newer = this.take();
    for (const { intents, outcomes, bodies } of [batch, newer]) {
      for (const intent of intents) void this.begin(intent);
      for (const [index, row] of outcomes.entries()) {
        this.finish({ ...row, requestBody: bodies[2 * index] ?? null, responseBody: bodies[2 * index + 1] ?? null });
      }
    }
    this.#next.waiters.length = 0; // nobody waits for a log that cannot write
    for (const done of newer.waiters) done();
  }

  #keepBody(body: Uint8Array | null): void {
    const fits = body !== null && this.#bodyBytes + body.byteLength <= maxBodyBytes;
    if (fits) this.#bodyBytes += body.byteLength;
    this.#next.bodies.push(fits ? body : null);
  }
}

function emptyBatch(): PendingBatch {
  return { intents: [], outcomes: [], bodies: [], waiters: [] };
}
