/**
 * The request log as the rest of the gateway sees it: begin, finish, and questions. Never blocks a request, never throws.
 *
 * `begin` resolves when the request's line is in the journal; its row is written after its end, in batches, by the
 * writer's thread. A crash in between leaves the line, which the next start turns into an interrupted row.
 */
import { Worker } from "node:worker_threads";
import { idsFrom } from "../base/ids.ts";
import { createRedactor, type Redactor } from "../base/redact.ts";
import type { RequestPageQuery } from "../contract/admin.ts";
import type { DeploymentFigures, FiguresById, ProbedAbility } from "../contract/deployment-figures.ts";
import type { RequestIntent, RequestLog, RequestOutcome, SpendLogDetail } from "../contract/spend-log.ts";
import { AskedThread } from "./asked-thread.ts";
import {
  neverUsed,
  type AliasUse,
  type RecentRequest,
  type RecentRequests,
  type UsedName,
  type UseLog,
} from "../contract/request-use.ts";
import { IntentJournal } from "./intent-journal.ts";
import { LogQueue, type PendingBatch } from "./log-queue.ts";
import type { FromWriter, ToWriter, WriterOptions } from "./messages.ts";
import { packBodies } from "./packed-bodies.ts";
import type { RequestPage } from "./reader.ts";
import type { ReaderQuestion } from "./reader-thread.ts";
import { gatherRecent } from "./recent-requests.ts";
import { layOver, RunningRequests } from "./running-requests.ts";
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

export interface StoreCondition {
  /** Ended requests that wait to be written. */
  readonly waiting: number;
  readonly dropped: number;
  readonly problem: string | null;
}

export interface RequestStore extends RequestLog, UseLog {
  page(query: RequestPageQuery): Promise<RequestPage>;
  detail(id: string): Promise<SpendLogDetail | null>;
  stats(): Promise<StoreStats>;
  /** How the log fares, without asking a thread. */
  condition(): StoreCondition;
  /** How each deployment did in the requests that began at or after a time (epoch milliseconds). */
  figures(sinceMs: number): Promise<FiguresById>;
  probes(): Promise<readonly ProbedAbility[]>;
  keepProbes(probes: readonly ProbedAbility[]): void;
  setSecrets(secrets: readonly string[]): void;
  /** Writes what waits, checkpoints, and ends the threads. */
  dispose(): Promise<void>;
}

/** Ended requests wait this long for company, or until this many are there. */
const batchDelayMs = 50;
const batchRows = 200;
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
  const reader = new AskedThread<ReaderQuestion>({ name: "reader-thread", file, heapMb: 64 });
  return new OpenStore(worker, reader, new IntentJournal(file), { notice: opened.notice, ...rest });
}

class OpenStore implements RequestStore {
  readonly #worker: Worker;
  readonly #reader: AskedThread<ReaderQuestion>;
  readonly #journal: IntentJournal;
  readonly #running = new RunningRequests();
  readonly #queue = new LogQueue();
  #redact: Redactor;
  #inTransit: PendingBatch | null = null;
  #timer: NodeJS.Timeout | null = null;
  #problem: string | null;
  #isDead = false;
  #onIdle: (() => void) | null = null;

  constructor(
    worker: Worker,
    reader: AskedThread<ReaderQuestion>,
    journal: IntentJournal,
    { notice, secrets }: { readonly notice: string | null; readonly secrets: readonly string[] },
  ) {
    this.#worker = worker;
    this.#reader = reader;
    this.#journal = journal;
    this.#problem = notice;
    this.#redact = createRedactor(secrets);
    worker.on("message", (message: FromWriter) => {
      if (message.type === "written") this.#written(message.problem);
      else if (message.type === "closed") this.#onIdle?.();
    });
    worker.on("error", (failure) => this.#die(failure));
  }

  begin(intent: RequestIntent): Promise<void> {
    if (this.#isDead) return Promise.resolve();
    const text = this.#redact(JSON.stringify(intent));
    this.#running.add(intent.id, text);
    return this.#journal.append(intent.id, text);
  }

  finish(outcome: RequestOutcome): void {
    const intent = this.#running.textOf(outcome.id);
    if (this.#isDead || intent === undefined) return;
    if (!this.#queue.add(intent, outcome)) this.#forget([outcome.id]);
    if (this.#queue.length >= batchRows) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), batchDelayMs);
  }

  async page(query: RequestPageQuery): Promise<RequestPage> {
    // Looked at before the file: a row that is written in between is in both, and one that is not is in neither.
    const running = this.#running.matching(query);
    return layOver(running, await this.#reader.ask<RequestPage>({ kind: "page", query }), query.limit);
  }

  async detail(id: string): Promise<SpendLogDetail | null> {
    const running = this.#running.detail(id); // before the file, as above
    return (await this.#reader.ask<SpendLogDetail | null>({ kind: "detail", id })) ?? running;
  }

  async stats(): Promise<StoreStats> {
    const counted = await this.#reader
      .ask<{ rows: number; bytes: number }>({ kind: "stats" })
      .catch(() => ({ rows: 0, bytes: 0 }));
    const { dropped, problem } = this.condition();
    return { enabled: true, ...counted, dropped, problem };
  }

  condition(): StoreCondition {
    const journal = this.#journal.problem === null ? null : `The request log's journal: ${this.#journal.problem}`;
    const waiting = this.#queue.length + (this.#inTransit?.ids.length ?? 0);
    return { waiting, dropped: this.#queue.dropped, problem: this.#problem ?? journal };
  }

  async figures(sinceMs: number): Promise<FiguresById> {
    const found = await this.#reader.ask<[string, DeploymentFigures][]>({ kind: "figures", from: idsFrom(sinceMs) });
    return new Map(found);
  }

  probes(): Promise<readonly ProbedAbility[]> {
    return this.#reader.ask<ProbedAbility[]>({ kind: "probes" });
  }

  keepProbes(probes: readonly ProbedAbility[]): void {
    this.#post({ type: "probes", probes });
  }

  usedNames(sinceMs: number): Promise<readonly UsedName[]> {
    return this.#reader.ask({ kind: "used_names", sinceMs });
  }

  aliasUse(names: readonly (readonly string[])[], sinceMs: number): Promise<readonly AliasUse[]> {
    return this.#reader.ask({ kind: "alias_use", names, sinceMs });
  }

  recentRequests(sinceMs: number, limit: number): Promise<RecentRequests> {
    return gatherRecent((page) => this.#reader.ask<RecentRequest[]>({ kind: "recent", page }), sinceMs, limit);
  }

  setSecrets(secrets: readonly string[]): void {
    this.#redact = createRedactor(secrets);
    this.#post({ type: "secrets", secrets });
  }

  async dispose(): Promise<void> {
    await this.#reader.dispose();
    if (!this.#isDead) {
      const idle = new Promise<void>((resolve) => (this.#onIdle = resolve));
      if (this.#inTransit === null) this.#flushOrClose();
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, 5000).unref());
      await Promise.race([idle, giveUp]);
      this.#isDead = true;
      await this.#worker.terminate();
    }
    await this.#journal.dispose();
  }

  /** True while the writer cannot write. */
  #isHeld = false;

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#inTransit !== null || this.#queue.length === 0 || this.#isDead) return;
    const batch = this.#queue.take();
    this.#inTransit = batch;
    const bodies = packBodies(batch.bodies);
    this.#post({ type: "batch", rows: `[${batch.entries.join(",")}]`, bodies }, [
      bodies.block.buffer as ArrayBuffer, // allocated for this message alone
    ]);
  }

  #flushOrClose(): void {
    if (this.#queue.length === 0) this.#post({ type: "close" });
    else this.#flush();
  }

  #written(problem: string | null): void {
    const batch = this.#inTransit;
    this.#inTransit = null;
    if (batch === null) return;
    if (problem === null) {
      this.#forget(batch.ids);
      if (this.#isHeld) this.#problem = null;
      this.#isHeld = false;
      if (this.#onIdle !== null) this.#flushOrClose();
      else if (this.#queue.length >= batchRows) this.#flush();
      else if (this.#queue.length > 0) this.#timer ??= setTimeout(() => this.#flush(), batchDelayMs);
      return;
    }
    this.#problem = `The request log cannot be written: ${problem}`;
    this.#isHeld = true;
    this.#forget(this.#queue.putBack(batch));
    if (this.#onIdle !== null) this.#onIdle();
    else setTimeout(() => this.#flush(), retryMs).unref();
  }

  /** Their rows are in the log, or were given up and counted. */
  #forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.#running.remove(id);
      this.#journal.release(id);
    }
  }

  #die(failure: unknown): void {
    this.#isDead = true;
    this.#problem = `The request log's writer ended: ${failure instanceof Error ? failure.message : String(failure)}`;
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

  condition(): StoreCondition {
    return { waiting: 0, dropped: 0, problem: this.#problem };
  }

  figures(): Promise<FiguresById> {
    return Promise.resolve(new Map());
  }

  probes(): Promise<readonly ProbedAbility[]> {
    return Promise.resolve([]);
  }

  keepProbes(): void {
    // Nothing is kept; the catalog remembers them while it runs.
  }

  usedNames(): Promise<[]> {
    return Promise.resolve([]);
  }

  aliasUse(names: readonly unknown[]): Promise<readonly AliasUse[]> {
    return Promise.resolve(names.map(() => neverUsed));
  }

  recentRequests(): Promise<RecentRequests> {
    return Promise.resolve({ rows: [], isCut: false });
  }

  setSecrets(): void {
    // Nothing is written, so nothing needs redaction.
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
