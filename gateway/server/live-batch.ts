/**
 * What the live feed says within a moment, as one text: a reader gets a handful of writes a second, however many requests run.
 *
 * What a later event of the same request says anyway is left out: a request that ended is told once. Law: of more requests
 * than `most` nothing is told but that they were missed, so a watched gateway costs little more at its full speed.
 */
import type { LiveEvent } from "../contract/events.ts";

export class LiveBatch {
  /** By request, else by number: in the order in which each was first heard of. */
  #events = new Map<string | number, LiveEvent[]>();
  #others = 0;
  #hasMissed = false;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get isEmpty(): boolean {
    return this.#events.size === 0;
  }

  add(event: LiveEvent): void {
    const id = requestOf(event);
    if (id === null) {
      this.#events.set(this.#others++, [event]);
      return;
    }
    const known = this.#events.get(id);
    if (known === undefined && this.#events.size >= this.#most) {
      this.#hasMissed = true;
      return;
    }
    const earlier = known === undefined || event.type === "finished" ? [] : known;
    this.#events.set(id, [...earlier.filter(({ type }) => type !== event.type), event]);
  }

  /** @returns SSE; the batch is empty then */
  take(): string {
    const events = [...this.#events.values()].flat();
    if (this.#hasMissed) events.push({ type: "missed" });
    this.#events = new Map();
    this.#hasMissed = false;
    return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  }
}

function requestOf(event: LiveEvent): string | null {
  if (event.type === "started" || event.type === "finished") return event.row.id;
  return event.type === "first_token" || event.type === "progress" ? event.id : null;
}
