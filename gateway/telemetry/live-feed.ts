/**
 * Who wants to hear about requests while they run. Publishing never waits for a reader.
 */
import type { LiveEvent } from "../contract/events.ts";
import type { Disposable } from "../base/disposable.ts";

export type LiveReader = (event: LiveEvent) => void;

export class LiveFeed {
  readonly #readers = new Set<LiveReader>();

  /** False lets a publisher skip building events nobody reads. */
  get hasReaders(): boolean {
    return this.#readers.size > 0;
  }

  get readerCount(): number {
    return this.#readers.size;
  }

  subscribe(reader: LiveReader): Disposable {
    this.#readers.add(reader);
    return { dispose: () => void this.#readers.delete(reader) };
  }

  publish(event: LiveEvent): void {
    for (const reader of this.#readers) reader(event);
  }
}
