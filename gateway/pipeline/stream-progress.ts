/** Tells the live feed how far a running stream is, a few times a second; costs nothing while nobody looks. */
import type { LiveFeed } from "../telemetry/live-feed.ts";

const everyMs = 250;
const lineEnd = 0x0a;

export class StreamProgress {
  readonly #id: string;
  readonly #feed: LiveFeed;
  #events = 0;
  #toldMs = 0;

  constructor(id: string, feed: LiveFeed) {
    this.#id = id;
    this.#feed = feed;
  }

  /** @param chunk  whole events, as they go to the client. @param atMs  milliseconds since the request came in */
  add(chunk: Buffer, atMs: number): void {
    this.#events += eventsIn(chunk);
    if (atMs - this.#toldMs < everyMs || this.#events === 0) return;
    this.#toldMs = atMs;
    this.#feed.publish({ type: "progress", id: this.#id, tokens: this.#events });
  }
}

/** Blank lines end the events of an event stream; one JSON per line has none. */
function eventsIn(chunk: Buffer): number {
  let [lines, blanks] = [0, 0];
  for (let at = chunk.indexOf(lineEnd); at !== -1; at = chunk.indexOf(lineEnd, at + 1)) {
    lines++;
    if (chunk[at + 1] === lineEnd) blanks++;
  }
  return blanks > 0 ? blanks : lines;
}
