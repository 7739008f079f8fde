/**
 * What the live feed says within a moment, as one text: a reader gets a handful of writes a second, however many requests run.
 *
 * What a later event of the same request says anyway is left out: a request that ended is told once.
 */
import type { LiveEvent } from "../contract/events.ts";

export class LiveBatch {
  /** By request, else by number: in the order in which each was first heard of. */
  #events = new Map<string | number, LiveEvent[]>();
  #others = 0;

  /** Requests and other things that something is said of. */
  get size(): number {
    return this.#events.size;
  }

  add(event: LiveEvent): void {
    const id = requestOf(event);
    if (id === null) {
      this.#events.set(this.#others++, [event]);
      return;
    }
    const earlier = event.type === "finished" ? [] : (this.#events.get(id) ?? []);
    this.#events.set(id, [...earlier.filter(({ type }) => type !== event.type), event]);
  }

  /** @returns SSE; the batch is empty then */
  take(): string {
    const events = [...this.#events.values()].flat();
    this.#events = new Map();
    return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  }
}

function requestOf(event: LiveEvent): string | null {
  if (event.type === "started" || event.type === "finished") return event.row.id;
  return event.type === "first_token" || event.type === "progress" ? event.id : null;
}
