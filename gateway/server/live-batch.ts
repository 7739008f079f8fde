/**
 * What the live feed says within a moment, as one text: a reader gets a handful of writes a second, however many requests run.
 *
 * What a later event of the same request says anyway is left out: a request that ended is told once. Law: of more requests
 * than `most` nothing is told but that they were missed, so a watched gateway costs little more at its full speed.
 */
import type { LiveEvent } from "../contract/events.ts";
import type { LiveNews } from "../telemetry/live-feed.ts";

type RequestNews = Extract<LiveNews, { id: string }>;
type OtherNews = Exclude<LiveNews, RequestNews>;

export class LiveBatch {
  /** By request, in the order in which each was first heard of. */
  #requests = new Map<string, RequestNews[]>();
  #others: OtherNews[] = [];
  #hasMissed = false;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get isEmpty(): boolean {
    return this.#requests.size === 0 && this.#others.length === 0;
  }

  add(news: LiveNews): void {
    if (!("id" in news)) {
      this.#others.push(news);
      return;
    }
    const known = this.#requests.get(news.id);
    if (known === undefined) {
      if (this.#requests.size < this.#most) this.#requests.set(news.id, [news]);
      else this.#hasMissed = true;
      return;
    }
    if (news.type === "finished") known.length = 0;
    const at = known.findIndex(({ type }) => type === news.type);
    known[at === -1 ? known.length : at] = news;
  }

  /** @returns SSE; the batch is empty then */
  take(): string {
    let text = "";
    for (const request of this.#requests.values()) for (const news of request) text += written(eventOf(news));
    for (const news of this.#others) text += written(news);
    if (this.#hasMissed) text += written({ type: "missed" });
    this.#requests = new Map();
    this.#others = [];
    this.#hasMissed = false;
    return text;
  }
}

function written(event: LiveEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

function eventOf(news: RequestNews): LiveEvent {
  return "row" in news ? { type: news.type, row: news.row() } : news;
}
