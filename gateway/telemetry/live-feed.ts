/**
 * Who wants to hear about requests while they run. Publishing never waits for a reader.
 */
import type { LiveEvent } from "../contract/events.ts";
import type { SpendLogRow } from "../contract/spend-log.ts";
import type { Disposable } from "../base/disposable.ts";

/** A request's row is made when a reader tells it: of a busy gateway's most are superseded or too many, and never told. */
export interface RowNews {
  readonly type: "started" | "finished";
  readonly id: string;
  readonly row: () => SpendLogRow;
}

export type LiveNews = RowNews | Exclude<LiveEvent, { row: SpendLogRow }>;

export type LiveReader = (news: LiveNews) => void;

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

  publish(news: LiveNews): void {
    for (const reader of this.#readers) reader(news);
  }
}
