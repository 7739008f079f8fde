/**
 * The newest requests as they run: live events become rows, queued and flushed once per frame.
 *
 * A burst must not cost a render per event, so events wait for an animation frame (or 500 ms in a hidden window) and are
 * applied in batches. A `first_token` that arrives before its row is kept until the row comes.
 * Law: never more than `keptRows` rows in memory; rows are newest first; a row never goes back to running.
 */
import type { LiveEvent } from "../../gateway/contract/events.ts";
import type { SpendLogRow } from "../../gateway/contract/spend-log.ts";

export const keptRows = 5000;
const batchSize = 1000;
const hiddenFlushMs = 500;
const burstMs = 50;

export interface Scheduler {
  /** Calls back soon, at a frame, or after `hiddenFlushMs` when no frame comes. */
  next(callback: () => void): void;
}

export class LiveLog {
  readonly #scheduler: Scheduler;
  readonly #listeners = new Set<() => void>();
  #byId = new Map<string, SpendLogRow>();
  #queue: LiveEvent[] = [];
  readonly #orphans = new Map<string, number>();
  #isScheduled = false;
  #rows: readonly SpendLogRow[] = [];

  constructor(scheduler: Scheduler = new FrameScheduler()) {
    this.#scheduler = scheduler;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Newest first; the same array until something changed. */
  readonly rows = (): readonly SpendLogRow[] => this.#rows;

  push(event: LiveEvent): void {
    this.#queue.push(event);
    this.#schedule();
  }

  /** After a gap in the feed: what was running may have ended unseen, so the log has to say. */
  forgetRunning(): void {
    this.#byId = new Map([...this.#byId].filter(([, row]) => row.state !== "in_flight"));
    this.#publish();
  }

  /** Rows are missing among those that were told: the log's own have to stand alone. */
  forgetAll(): void {
    this.#byId = new Map();
    this.#queue = [];
    this.#publish();
  }

  /** They were deleted. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.#byId.delete(id);
    this.#publish();
  }

  #flush(): void {
    this.#isScheduled = false;
    for (const event of this.#queue.splice(0, batchSize)) this.#apply(event);
    this.#publish();
    if (this.#queue.length > 0) this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#scheduler.next(() => this.#flush());
  }

  #apply(event: LiveEvent): void {
    if (event.type === "progress") return this.#grow(event.id, event.tokens);
    if (event.type === "first_token") return this.#begin(event.id, event.firstTokenMs);
    if (event.type === "started" || event.type === "finished") this.#take(event.row);
  }

  #begin(id: string, firstTokenMs: number): void {
    const row = this.#byId.get(id);
    if (row === undefined) this.#keepOrphan(id, firstTokenMs);
    else if (row.firstTokenMs === null) this.#byId.set(id, { ...row, firstTokenMs });
  }

  #take(row: SpendLogRow): void {
    const known = this.#byId.get(row.id);
    if (known !== undefined && known.state !== "in_flight" && row.state === "in_flight") return;
    const firstTokenMs = row.firstTokenMs ?? known?.firstTokenMs ?? this.#orphans.get(row.id) ?? null;
    this.#orphans.delete(row.id);
    this.#byId.set(row.id, firstTokenMs === row.firstTokenMs ? row : { ...row, firstTokenMs });
  }

  /** A row that is not here yet, or has ended, has no use for it. */
  #grow(id: string, tokens: number): void {
    const row = this.#byId.get(id);
    if (row?.state === "in_flight") this.#byId.set(id, { ...row, completionTokens: tokens, isEstimate: true });
  }

  #keepOrphan(id: string, firstTokenMs: number): void {
    if (this.#orphans.size >= keptRows) this.#orphans.clear();
    this.#orphans.set(id, firstTokenMs);
  }

  #publish(): void {
    const rows = [...this.#byId.values()].sort((left, right) => (left.id < right.id ? 1 : -1));
    for (const row of rows.splice(keptRows)) this.#byId.delete(row.id);
    this.#rows = rows;
    for (const listener of this.#listeners) listener();
  }
}

/** A single event is drawn with the next frame; a burst at most every `burstMs`, which eyes cannot tell apart. */
class FrameScheduler implements Scheduler {
  #lastMs = Number.NEGATIVE_INFINITY;

  next(callback: () => void): void {
    const waitMs = Math.max(0, this.#lastMs + burstMs - performance.now());
    if (waitMs > 0) setTimeout(() => this.#atFrame(callback), waitMs);
    else this.#atFrame(callback);
  }

  #atFrame(callback: () => void): void {
    const run = (): void => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      this.#lastMs = performance.now();
      callback();
    };
    const frame = requestAnimationFrame(run);
    const timer = setTimeout(run, hiddenFlushMs);
  }
}
