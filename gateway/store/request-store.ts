/**
 * The request log as the rest of the gateway sees it: begin, finish, and questions. Never blocks a request, never throws.
 *
 * All rows of one turn of the event loop go to the writer in one message and one transaction; while a batch is on its
 * way the next one gathers. `begin` resolves when its row is on disk.
 */
import { Worker } from "node:worker_threads";
import type { RequestPageQuery } from "../contract/admin.ts";
import type { RequestIntent, RequestLog, RequestOutcome, SpendLogDetail } from "../contract/spend-log.ts";
import { LogQueue, type PendingBatch } from "./log-queue.ts";
import { LogReader } from "./log-reader.ts";
import type { FromWriter, ToWriter, WriterOptions } from "./messages.ts";
import { packBodies } from "./packed-bodies.ts";
import type { RequestPage } from "./reader.ts";
import { threadUrl } from "./thread-url.ts";

export interface StoreOptions extends Omit<WriterOptions, "file"> {
  /** null = the log is off: nothing is written and nothing can be asked. */
  readonly file: string | null;
}

export interface StoreStats {
  readonly enabled: boolean;
  readonly rows: number;
  readonly bytes: number;
  /** Rows that were given up because the queue was full. */
  readonly dropped: number;
  readonly problem: string | null;
}

export interface RequestStore extends RequestLog {
  page(query: RequestPageQuery): Promise<RequestPage>;
  detail(id: string): Promise<SpendLogDetail | null>;
  stats(): Promise<StoreStats>;
  setSecrets(secrets: readonly string[]): void;
  /** Writes what waits, checkpoints, and ends the threads. */
  dispose(): Promise<void>;
}

/** Outcomes may wait this long for company; intents never wait. */
const outcomeDelayMs = 50;
const gatherMs = 1;
const retryMs = 1000;

/** @returns a store in every case: a file that cannot be opened shows as `problem` and traffic goes on */
export async function openRequestStore({ file, ...rest }: StoreOptions): Promise<RequestStore> {
  if (file === null) return new ClosedStore(null);
  const worker = new Worker(threadUrl("writer-thread"), {
    workerData: { file, ...rest } satisfies WriterOptions,
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
  });
  const opened = await new Promise<FromWriter>((resolve) => {
    worker.once("message", resolve);
    worker.once("error", (failure) => resolve({ type: "failed", problem: String(failure) }));
  });
  if (opened.type !== "opened") {
    await worker.terminate();
    return new ClosedStore(opened.type === "failed" ? opened.problem : "The log did not open.");
  }
  return new OpenStore(worker, new LogReader(file), opened.notice);
}

class OpenStore implements RequestStore {
  readonly #worker: Worker;
  readonly #reader: LogReader;
  readonly #queue = new LogQueue();
  #inTransit: PendingBatch | null = null;
  #sequence = 0;
  #timer: NodeJS.Timeout | null = null;
  #isScheduled = false;
  #lastIntents = 0;
  #problem: string | null;
  #isDead = false;
  #onIdle: (() => void) | null = null;

  constructor(worker: Worker, reader: LogReader, notice: string | null) {
    this.#worker = worker;
    this.#reader = reader;
    this.#problem = notice;
    worker.on("message", (message: FromWriter) => {
      if (message.type === "written") this.#written(message.problem);
      else if (message.type === "closed") this.#onIdle?.();
    });
    worker.on("error", (failure) => this.#die(failure));
  }

  begin(intent: RequestIntent): Promise<void> {
    if (this.#isDead) return Promise.resolve();
    const written = this.#queue.begin(intent);
    if (!this.#isScheduled && this.#inTransit === null) {
      this.#isScheduled = true;
      // Alone, an intent goes at once; in traffic it waits a moment for company, because a commit costs more than a row.
      if (this.#lastIntents > 1) setTimeout(() => this.#flush(), gatherMs);
      else setImmediate(() => this.#flush());
    }
    return this.#problem !== null && this.#isHeld ? Promise.resolve() : written;
  }

  finish(outcome: RequestOutcome): void {
    if (this.#isDead) return;
    this.#queue.finish(outcome);
    this.#timer ??= setTimeout(() => this.#flush(), outcomeDelayMs);
  }

  page(query: RequestPageQuery): Promise<RequestPage> {
    return this.#reader.ask<RequestPage>({ kind: "page", query });
  }

  detail(id: string): Promise<SpendLogDetail | null> {
    return this.#reader.ask<SpendLogDetail | null>({ kind: "detail", id });
  }

  async stats(): Promise<StoreStats> {
    const counted = await this.#reader
      .ask<{ rows: number; bytes: number }>({ kind: "stats" })
      .catch(() => ({ rows: 0, bytes: 0 }));
    return { enabled: true, ...counted, dropped: this.#queue.dropped, problem: this.#problem };
  }

  setSecrets(secrets: readonly string[]): void {
    this.#post({ type: "secrets", secrets });
  }

  async dispose(): Promise<void> {
    await this.#reader.dispose();
    if (this.#isDead) return;
    const idle = new Promise<void>((resolve) => (this.#onIdle = resolve));
    this.#flush();
    if (this.#inTransit === null) this.#post({ type: "close" });
    const giveUp = new Promise<void>((resolve) => setTimeout(resolve, 5000).unref());
    await Promise.race([idle, giveUp]);
    this.#isDead = true;
    await this.#worker.terminate();
  }

  /** True while the writer cannot write: intents then do not wait for it. */
  #isHeld = false;

  #flush(): void {
    this.#isScheduled = false;
    if (this.#inTransit !== null || this.#queue.isEmpty || this.#isDead) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#queue.take();
    this.#inTransit = batch;
    this.#lastIntents = batch.intents.length;
    const { intents, outcomes, bodies } = batch;
    const packed = packBodies(bodies);
    this.#post(
      { type: "batch", sequence: ++this.#sequence, rows: JSON.stringify({ intents, outcomes }), bodies: packed },
      [
        packed.block.buffer as ArrayBuffer, // allocated for this message alone
      ],
    );
  }

  /** After an acknowledgement: intents that gathered meanwhile go now, outcomes alone wait for their timer. */
  #goOn(): void {
    if (this.#queue.hasIntents && !this.#isScheduled) this.#flush();
    else if (!this.#queue.isEmpty) this.#timer ??= setTimeout(() => this.#flush(), outcomeDelayMs);
  }

  #written(problem: string | null): void {
    const batch = this.#inTransit;
    this.#inTransit = null;
    if (batch === null) return;
    for (const done of batch.waiters) done();
    if (problem === null) {
      if (this.#isHeld) this.#problem = null;
      this.#isHeld = false;
      if (this.#onIdle !== null && this.#queue.isEmpty) return this.#post({ type: "close" });
      if (this.#onIdle !== null) return this.#flush();
      return this.#goOn();
    }
    this.#problem = `The request log cannot be written: ${problem}`;
    this.#isHeld = true;
    this.#queue.putBack(batch);
    if (this.#onIdle !== null) return this.#onIdle();
    setTimeout(() => this.#flush(), retryMs).unref();
  }

  #die(failure: unknown): void {
    this.#isDead = true;
    this.#problem = `The request log's writer ended: ${failure instanceof Error ? failure.message : String(failure)}`;
    for (const done of this.#inTransit?.waiters ?? []) done();
    for (const done of this.#queue.take().waiters) done();
    this.#onIdle?.();
  }

  #post(message: ToWriter, transfer: readonly ArrayBuffer[] = []): void {
    if (!this.#isDead) this.#worker.postMessage(message, transfer);
  }
}

/** The log that is off or could not be opened. */
class ClosedStore implements RequestStore {
  readonly #problem: string | null;

  constructor(problem: string | null) {
    this.#problem = problem;
  }

  begin(): Promise<void> {
    return Promise.resolve();
  }

  finish(): void {
    // Off: nothing is kept.
  }

  page(): Promise<RequestPage> {
    return Promise.resolve({ rows: [], hasMore: false });
  }

  detail(): Promise<null> {
    return Promise.resolve(null);
  }

  stats(): Promise<StoreStats> {
    return Promise.resolve({ enabled: this.#problem !== null, rows: 0, bytes: 0, dropped: 0, problem: this.#problem });
  }

  setSecrets(): void {
    // Nothing is written, so nothing needs redaction.
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
