/**
 * What the live feed says within a moment, as one text: a reader gets a handful of writes a second, however many requests run.
 *
 * What a later event of the same request says anyway is left out: a request that ended is told once. Law: of more requests
 * than `most` nothing is told but that they were missed, so a watched gateway costs little more at its full speed.
 */
import type { LiveEvent } from "../contract/events.ts";
import type { LiveNews } from "../telemetry/live-feed.ts";

export class LiveBatch {
  /** By request, else by number: in the order in which each was first heard of. */
  #events = new Map<string | number, LiveNews[]>();
  #others = 0;
  #hasMissed = false;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get isEmpty(): boolean {
    return this.#events.size === 0;
  }

  add(news: LiveNews): void {
    if (!("id" in news)) {
      this.#events.set(this.#others++, [news]);
      return;
    }
    const { id } = news;
    const known = this.#events.get(id);
    if (known === undefined && this.#events.size >= this.#most) {
      this.#hasMissed = true;
      return;
    }
    const earlier = known === undefined || news.type === "finished" ? [] : known;
    this.#events.set(id, [...earlier.filter(({ type }) => type !== news.type), news]);
  }

  /** @returns SSE; the batch is empty then */
  take(): string {
    const events: LiveEvent[] = [...this.#events.values()].flat().map(eventOf);
    if (this.#hasMissed) events.push({ type: "missed" });
    this.#events = new Map();
    this.#hasMissed = false;
    return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  }
}

function eventOf(news: LiveNews): LiveEvent {
  return "row" in news ? { type: news.type, row: news.row() } : news;
}
