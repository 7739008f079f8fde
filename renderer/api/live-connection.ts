/**
 * The one SSE connection to the live feed, and what it says about the gateway: connecting, open, or gone.
 *
 * It reconnects by itself with growing pauses. After a gap the rows that ran are forgotten and `onGap` asks the log.
 */
import { livePath, panelApiBase } from "../../gateway/contract/admin.ts";
import { liveEventSchema } from "../../gateway/contract/events.ts";
import type { LiveLog } from "./live-log.ts";

export type ConnectionState = "connecting" | "open" | "gone";

export interface LiveConnectionParts {
  readonly log: LiveLog;
  readonly onConfigChange: () => void;
  readonly onStatusChange: () => void;
  /** What ran since the pages were read was told to nobody: read them again, behind what is shown. */
  readonly onFirstOpen: () => void;
  /** Events were missed: ask the log again. */
  readonly onGap: () => void;
  /** Too many requests ran to be told of each: read the newest pages again. Once a second at most. */
  readonly onMissed: () => void;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;
const missedEveryMs = 1000;

export class LiveConnection {
  readonly #parts: LiveConnectionParts;
  readonly #listeners = new Set<() => void>();
  #state: ConnectionState = "connecting";
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #pauseMs = firstPauseMs;
  #wasOpen = false;
  #missedTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(parts: LiveConnectionParts) {
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): ConnectionState => this.#state;

  /** @returns a function that closes it */
  start(): () => void {
    this.#open();
    return () => {
      if (this.#timer !== null) clearTimeout(this.#timer);
      if (this.#missedTimer !== null) clearTimeout(this.#missedTimer);
      this.#missedTimer = null;
      this.#source?.close();
      this.#source = null;
    };
  }

  #open(): void {
    this.#timer = null;
    const source = new EventSource(`${panelApiBase}${livePath}`);
    this.#source = source;
    source.addEventListener("open", () => this.#opened());
    source.addEventListener("message", ({ data }) => this.#receive(String(data)));
    source.addEventListener("error", () => {
      source.close();
      this.#lost();
    });
  }

  #opened(): void {
    this.#pauseMs = firstPauseMs;
    if (this.#wasOpen) {
      this.#parts.log.forgetRunning();
      this.#parts.onGap();
    } else {
      this.#parts.onFirstOpen();
    }
    this.#wasOpen = true;
    this.#enter("open");
  }

  #receive(text: string): void {
    const event = liveEventSchema.safeParse(JSON.parse(text));
    if (!event.success) return;
    if (event.data.type === "config") this.#parts.onConfigChange();
    if (event.data.type === "soft_budget") this.#parts.onStatusChange();
    if (event.data.type === "missed") this.#missedTimer ??= setTimeout(() => this.#readAgain(), missedEveryMs);
    this.#parts.log.push(event.data);
  }

  #readAgain(): void {
    this.#missedTimer = null;
    this.#parts.log.forgetAll();
    this.#parts.onMissed();
  }

  #lost(): void {
    this.#enter("gone");
    this.#timer = setTimeout(() => this.#open(), this.#pauseMs);
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
  }

  #enter(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
