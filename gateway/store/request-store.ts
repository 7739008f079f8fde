/**
 * The request log as the rest of the gateway sees it: begin, finish, and questions. Never blocks a request, never throws.
 *
 * `begin` resolves when the request's line is in the journal; its row is written after its end, in batches, by the
 * writer's thread. A crash in between leaves the line, which the next start turns into an interrupted row.
 */
import { Worker } from "node:worker_threads";
import { idsFrom } from "../base/ids.ts";
import { createRedactor, type Redactor } from "../base/redact.ts";
import type { DeploymentFigures, FiguresById, ProbedAbility } from "../contract/deployment-figures.ts";
import type { AliasUse, RecentRequest, RecentRequests, UsedName } from "../contract/request-use.ts";
import type { ReplayLink } from "../contract/replay-link.ts";
import type { ChainEntry, ReplayRun, RunHead, RunItem } from "../contract/replay.ts";
import type {
  ExportRequest,
  Histogram,
  HistogramQuery,
  MarkRequest,
  RequestMark,
  RequestPage,
  RequestPageQuery,
  Values,
  ValuesQuery,
} from "../contract/request-search.ts";
import type { RequestWire, StreamTimeline } from "../contract/request-wire.ts";
import type { RequestIntent, RequestOutcome, SpendLogDetail } from "../contract/spend-log.ts";
import { ClosedStore } from "./closed-store.ts";
import { exportLog, type LogExport } from "./export-log.ts";
import { IntentJournal } from "./intent-journal.ts";
import { LogChanges } from "./log-changes.ts";
import { LogQueue, type PendingBatch } from "./log-queue.ts";
import { LogReader } from "./log-reader.ts";
import type { FromWriter, LogRules, ToWriter, WriterOptions } from "./messages.ts";
import { packBodies } from "./packed-bodies.ts";
import { gatherRecent } from "./recent-requests.ts";
import { layOver, RunningRequests, withRunning } from "./running-requests.ts";
import type { RequestStore, StoreCondition, StoreOptions, StoreStats } from "./store-surface.ts";
import { threadUrl } from "./thread-url.ts";

export type { RequestStore, StoreOptions } from "./store-surface.ts";

/** Ended requests wait this long for company, or until this many are there. */
const batchDelayMs = 50;
const batchRows = 200;
const retryMs = 1000;

/** @returns a store in every case: a file that cannot be opened shows as `problem` and traffic goes on */
export async function openRequestStore(options: StoreOptions): Promise<RequestStore> {
  const { file, journal = null, isJournalRead = true, ...rest } = options;
  if (file === null) return new ClosedStore(null);
  const worker = new Worker(threadUrl("writer-thread"), {
    workerData: { file, keepsLeftJournals: !isJournalRead, ...rest } satisfies WriterOptions,
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
  return new OpenStore(worker, new LogReader(file, rest.secrets), journal ?? new IntentJournal(file), {
    ownsJournal: journal === null,
    notice: opened.notice,
    ...rest,
  });
}

interface OpenedParts {
  readonly ownsJournal: boolean;
  readonly notice: string | null;
  readonly secrets: readonly string[];
}

class OpenStore implements RequestStore {
  readonly #worker: Worker;
  readonly #reader: LogReader;
  readonly #journal: IntentJournal;
  readonly #ownsJournal: boolean;
  readonly #running = new RunningRequests();
  readonly #queue = new LogQueue();
  readonly #changes = new LogChanges((message) => this.#post(message));
  #redact: Redactor;
  #inTransit: PendingBatch | null = null;
  #timer: NodeJS.Timeout | null = null;
  #problem: string | null;
  #isDead = false;
  #onIdle: (() => void) | null = null;

  constructor(
    worker: Worker,
    reader: LogReader,
    journal: IntentJournal,
    { ownsJournal, notice, secrets }: OpenedParts,
  ) {
    this.#ownsJournal = ownsJournal;
    this.#worker = worker;
    this.#reader = reader;
    this.#journal = journal;
    this.#problem = notice;
    this.#redact = createRedactor(secrets);
    worker.on("message", (message: FromWriter) => {
      if (message.type === "written") this.#written(message.problem);
      else if (message.type === "changed") this.#changes.answered(message);
      else if (message.type === "deleted") this.#reader.deleted(message.docs);
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

  wire(id: string): Promise<RequestWire | null> {
    return this.#reader.ask<RequestWire | null>({ kind: "wire", id });
  }

  timeline(id: string): Promise<StreamTimeline | null> {
    return this.#reader.ask<StreamTimeline | null>({ kind: "timeline", id });
  }

  histogram(query: HistogramQuery): Promise<Histogram> {
    return this.#reader.ask<Histogram>({ kind: "histogram", query });
  }

  values(query: ValuesQuery): Promise<Values> {
    return this.#reader.ask<Values>({ kind: "values", query });
  }

  async mark(request: MarkRequest): Promise<Readonly<Record<string, RequestMark>>> {
    return (await this.#changes.ask({ kind: "mark", request })).marks;
  }

  async delete(ids: readonly string[]): Promise<number> {
    return (await this.#changes.ask({ kind: "delete", ids })).deleted;
  }

  export(request: ExportRequest): Promise<LogExport> {
    return exportLog(request, this.#reader);
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

  replayLinks(ids: readonly string[]): Promise<Readonly<Record<string, ReplayLink>>> {
    return this.#reader.ask({ kind: "replay_links", ids });
  }

  async replayChain(id: string): Promise<readonly ChainEntry[]> {
    const root = this.#running.linkOf(id)?.root ?? id;
    const running = this.#running.replays(); // before the file, as above
    return withRunning(await this.#reader.ask<ChainEntry[]>({ kind: "replay_chain", id: root }), running);
  }

  replayRuns(): Promise<readonly RunHead[]> {
    return this.#reader.ask({ kind: "replay_runs" });
  }

  replayRun(id: string): Promise<ReplayRun | null> {
    return this.#reader.ask({ kind: "replay_run", id });
  }

  async keepReplayRun(head: RunHead, items: readonly RunItem[]): Promise<void> {
    await this.#changes.ask({ kind: "keep_run", head, items });
  }

  async forgetReplayRun(id: string): Promise<boolean> {
    return (await this.#changes.ask({ kind: "forget_run", id })).deleted > 0;
  }

  setSecrets(secrets: readonly string[]): void {
    this.#redact = createRedactor(secrets);
    this.#reader.setSecrets(secrets);
    this.#post({ type: "secrets", secrets });
  }

  setRules(rules: LogRules): void {
    this.#post({ type: "rules", rules });
  }

  async dispose(): Promise<void> {
    await this.#reader.dispose();
    this.#changes.fail("the log is closed");
    if (!this.#isDead) {
      const idle = new Promise<void>((resolve) => (this.#onIdle = resolve));
      if (this.#inTransit === null) this.#flushOrClose();
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, 5000).unref());
      await Promise.race([idle, giveUp]);
      this.#isDead = true;
      await this.#worker.terminate();
    }
    if (this.#ownsJournal) await this.#journal.dispose();
  }

  /** True while the writer cannot write. */
  #isHeld = false;

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#inTransit !== null || this.#queue.length === 0 || this.#isDead) return;
    const batch = this.#queue.take();
    this.#inTransit = batch;
    const bodies = packBodies(batch.bodies.flat());
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
    this.#changes.fail(this.#problem);
    this.#onIdle?.();
  }

  #post(message: ToWriter, transfer: readonly ArrayBuffer[] = []): void {
    if (!this.#isDead) this.#worker.postMessage(message, transfer);
  }
}
