/**
 * What the live feed says within a moment, as one text: a reader gets a handful of writes a second, however many requests run.
 *
 * What a later event of the same request says anyway is left out: a request that ended is told once. Law: of more requests
 * than `most` nothing is told but that they were missed, so a watched gateway costs little more at its full speed. While
 * there are so many, `few` are told: the reader has to ask the log for all of them anyway.
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
  /** Requests that began and found no room. */
  #begunUntold = 0;
  readonly #most: number;
  readonly #few: number;
  #room: number;

  constructor(most: number, few = most) {
    this.#most = most;
    this.#few = few;
    this.#room = most;
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
      if (this.#requests.size < this.#room) this.#requests.set(news.id, [news]);
      else this.#miss(news);
      return;
    }
    if (news.type === "finished") known.length = 0;
    const at = known.findIndex(({ type }) => type === news.type);
    known[at === -1 ? known.length : at] = news;
  }

  #miss({ type }: RequestNews): void {
    this.#hasMissed = true;
    if (type === "started") this.#begunUntold++;
  }

  /** @returns SSE; the batch is empty then */
  take(): string {
    let text = "";
    for (const request of this.#requests.values()) for (const news of request) text += written(eventOf(news));
    for (const news of this.#others) text += written(news);
    if (this.#hasMissed) text += written({ type: "missed" });
    this.#room = this.#requests.size + this.#begunUntold > this.#most ? this.#few : this.#most;
    this.#requests = new Map();
    this.#others = [];
    this.#hasMissed = false;
    this.#begunUntold = 0;
    return text;
  }
}

function written(event: LiveEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

function eventOf(news: RequestNews): LiveEvent {
  return "row" in news ? { type: news.type, row: news.row() } : news;
}
