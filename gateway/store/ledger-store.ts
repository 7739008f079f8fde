/**
 * The ledger as the rest of the gateway sees it: write, wait until it is on disk, ask.
 *
 * Group commit: what is written while a commit is under way goes into the next one, so many requests share a write to the
 * disk and one alone waits for nobody. When the disk refuses, nothing is lost: what waits is told, and the ops are sent
 * again until they are taken.
 */
import { Worker } from "node:worker_threads";
import { GatewayError } from "../contract/errors.ts";
import type { Charge, LedgerOp, LedgerSink, MeterState, ReservedCost } from "../contract/ledger.ts";
import type { ChargeQuery, KeyAliasQuery, SpendQuery, SpendReads, SpendSum } from "../contract/spend.ts";
import type { UsageAnswer, UsageDaysAnswer, UsageQuestion, UsageReads } from "../contract/usage-reads.ts";
import type { KeyRow } from "../contract/virtual-key.ts";
import type { FromLedger, LedgerQuestion, LedgerThreadOptions, OpenedLedger, ToLedger } from "./ledger-messages.ts";
import { IntentJournal } from "./intent-journal.ts";
import type { ReleasedLine, ReservedLine } from "./ledger-recovery.ts";
import { threadUrl } from "./thread-url.ts";

/** What nobody waits for is kept this long for company. */
const batchDelayMs = 50;
const batchOps = 256;
const retryMs = 1000;
/** While the disk refuses: beyond this, ops are given up and counted. */
const maxOps = 200_000;

interface Waiter {
  readonly upTo: number;
  readonly resolve: () => void;
  readonly reject: (failure: GatewayError) => void;
}

export interface Ledger extends LedgerSink, SpendReads, UsageReads {
  readonly keys: readonly KeyRow[];
  readonly meters: readonly MeterState[];
  /** Why it does not write, or what happened at its start; null when all is well. */
  readonly problem: string | null;
  /** False: nothing can be spent of a budget and no key changed until it writes again. */
  readonly isWritable: boolean;
  dispose(): Promise<void>;
}

export interface LedgerOptions extends Omit<LedgerThreadOptions, "journalBeside"> {
  /** The request log's: what one request writes of both then shares a write. It stays its owner's. null = its own. */
  readonly journal?: IntentJournal | null;
}

/** @returns a ledger in every case: one that cannot be opened refuses what must be kept and lets the rest go on */
export async function openLedger({ journal = null, ...rest }: LedgerOptions): Promise<Ledger> {
  const options: LedgerThreadOptions = { ...rest, journalBeside: journal?.logFile ?? null };
  const worker = new Worker(threadUrl("ledger-thread"), {
    workerData: options,
    resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 8 },
  });
  const opened = await new Promise<FromLedger>((resolve) => {
    worker.once("message", resolve);
    worker.once("error", (failure) => resolve({ type: "failed", problem: String(failure) }));
  });
  if (opened.type === "opened")
    return new LedgerStore(worker, opened, journal ?? new IntentJournal(options.file), journal === null);
  await worker.terminate();
  return new ClosedLedger(opened.type === "failed" ? opened.problem : "The ledger did not open.");
}

class LedgerStore implements Ledger {
  readonly keys: readonly KeyRow[];
  readonly meters: readonly MeterState[];
  readonly #worker: Worker;
  readonly #journal: IntentJournal;
  readonly #ownsJournal: boolean;
  readonly #asked = new Map<
    number,
    { readonly resolve: (answer: unknown) => void; readonly reject: (failure: Error) => void }
  >();
  #sequence = 0;
  #ops: LedgerOp[] = [];
  #inTransit: readonly LedgerOp[] | null = null;
  #written = 0;
  #committed = 0;
  #dropped = 0;
  #waiters: Waiter[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isScheduled = false;
  #problem: string | null;
  #isHeld = false;
  #isDead = false;
  #onIdle: (() => void) | null = null;

  constructor(worker: Worker, { keys, meters, notice }: OpenedLedger, journal: IntentJournal, ownsJournal: boolean) {
    this.#worker = worker;
    this.#journal = journal;
    this.#ownsJournal = ownsJournal;
    this.keys = keys;
    this.meters = meters;
    this.#problem = notice;
    worker.on("message", (message: FromLedger) => this.#hear(message));
    worker.on("error", (failure) => this.#die(String(failure)));
  }

  get problem(): string | null {
    const journal = this.#journal.problem === null ? null : `The ledger's journal: ${this.#journal.problem}`;
    const problem = this.#problem ?? journal;
    return this.#dropped === 0 ? problem : `${this.#dropped} changes of the ledger were lost. ${problem ?? ""}`.trim();
  }

  get isWritable(): boolean {
    return !this.#isDead && !this.#isHeld && this.#journal.problem === null;
  }

  write(op: LedgerOp): void {
    if (this.#ops.length >= maxOps || this.#isDead) {
      this.#dropped++;
      return;
    }
    this.#ops.push(op);
    this.#written++;
    if (this.#ops.length >= batchOps) this.#soon();
    else this.#timer ??= setTimeout(() => this.#flush(), batchDelayMs);
  }

  async reserve({ facts, nanos, meters }: ReservedCost): Promise<void> {
    if (this.#isDead || this.#isHeld) throw unavailable();
    const line: ReservedLine = { facts, nanos: String(nanos), meters };
    await this.#journal.append(placeOf(facts.id), JSON.stringify(line));
    if (this.#journal.problem !== null) throw unavailable();
  }

  /** A line of its own says so: what is in the journal without one is charged at the next start. */
  release(id: string): void {
    const line: ReleasedLine = { released: id };
    void this.#journal.end(placeOf(id), JSON.stringify(line));
  }

  committed(): Promise<void> {
    if (this.#isDead || this.#isHeld) return Promise.reject(unavailable());
    if (this.#committed === this.#written) return Promise.resolve();
    this.#soon();
    return new Promise((resolve, reject) => this.#waiters.push({ upTo: this.#written, resolve, reject }));
  }

  sums(query: SpendQuery): Promise<readonly SpendSum[]> {
    return this.#ask({ kind: "sums", query });
  }

  aliasesOfKey(query: KeyAliasQuery): Promise<readonly SpendSum[]> {
    return this.#ask({ kind: "key_aliases", query });
  }

  charges(query: ChargeQuery): Promise<readonly Charge[]> {
    return this.#ask({ kind: "charges", query });
  }

  usage(query: UsageQuestion): Promise<UsageAnswer> {
    return this.#ask({ kind: "usage", query });
  }

  usageDays(query: { readonly fromMs: number; readonly toMs: number }): Promise<UsageDaysAnswer> {
    return this.#ask({ kind: "usage_days", query });
  }

  async dispose(): Promise<void> {
    if (this.#isDead) return;
    const idle = new Promise<void>((resolve) => (this.#onIdle = resolve));
    if (this.#inTransit === null) this.#flushOrClose();
    await Promise.race([idle, new Promise<void>((resolve) => setTimeout(resolve, 5000).unref())]);
    this.#isDead = true;
    await this.#worker.terminate();
    if (this.#ownsJournal) await this.#journal.dispose();
  }

  /** What is asked sees everything that was written before. */
  async #ask<Answer>(question: LedgerQuestion): Promise<Answer> {
    if (this.#isDead) throw unavailable();
    await this.committed().catch(() => null); // a full disk still answers
    const sequence = ++this.#sequence;
    return new Promise<Answer>((resolve, reject) => {
      this.#asked.set(sequence, { resolve: (answer) => resolve(answer as Answer), reject }); // by the question's kind
      this.#post({ type: "ask", sequence, question });
    });
  }

  /** All that one turn of the event loop writes goes together. */
  #soon(): void {
    if (this.#isScheduled || this.#inTransit !== null || this.#isHeld) return;
    this.#isScheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#isScheduled = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#inTransit !== null || this.#ops.length === 0 || this.#isDead) return;
    this.#inTransit = this.#ops;
    this.#ops = [];
    this.#post({ type: "batch", ops: this.#inTransit });
  }

  #flushOrClose(): void {
    if (this.#ops.length === 0) this.#post({ type: "close" });
    else this.#flush();
  }

  #hear(message: FromLedger): void {
    if (message.type === "written") this.#acknowledge(message.problem);
    else if (message.type === "closed") this.#onIdle?.();
    else if (message.type === "answer") {
      const waiting = this.#asked.get(message.sequence);
      this.#asked.delete(message.sequence);
      if (message.problem === undefined) waiting?.resolve(message.answer);
      else waiting?.reject(new Error(message.problem));
    }
  }

  #acknowledge(problem: string | null): void {
    const batch = this.#inTransit ?? [];
    this.#inTransit = null;
    if (problem !== null) return this.#hold(batch, problem);
    if (this.#isHeld) this.#problem = null;
    this.#isHeld = false;
    this.#committed += batch.length;
    for (const op of batch) if (op.kind === "charge") this.#journal.release(placeOf(op.charge.id));
    const done = this.#waiters.filter(({ upTo }) => upTo <= this.#committed);
    this.#waiters = this.#waiters.filter(({ upTo }) => upTo > this.#committed);
    for (const { resolve } of done) resolve();
    if (this.#onIdle !== null) this.#flushOrClose();
    else if (this.#waiters.length > 0 || this.#ops.length >= batchOps) this.#soon();
    else if (this.#ops.length > 0) this.#timer ??= setTimeout(() => this.#flush(), batchDelayMs);
  }

  #hold(batch: readonly LedgerOp[], problem: string): void {
    this.#ops = [...batch, ...this.#ops];
    this.#problem = `The ledger cannot be written: ${problem}`;
    this.#isHeld = true;
    this.#rejectAll();
    if (this.#onIdle !== null) this.#onIdle();
    else setTimeout(() => this.#flush(), retryMs).unref();
  }

  #rejectAll(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { reject } of waiters) reject(unavailable());
  }

  #die(problem: string): void {
    this.#isDead = true;
    this.#problem = `The ledger's thread ended: ${problem}`;
    this.#rejectAll();
    for (const { reject } of this.#asked.values()) reject(unavailable());
    this.#asked.clear();
    this.#onIdle?.();
  }

  #post(message: ToLedger): void {
    if (!this.#isDead) this.#worker.postMessage(message);
  }
}

/** In a journal that is shared the request has a line of the log's too. */
function placeOf(id: string): string {
  return `${id} reserved`;
}

function unavailable(): GatewayError {
  return new GatewayError("ledger_unavailable", {
    message: "The ledger cannot be written, so nothing can be spent of a budget and no key can be changed.",
    hint: "Free space on the disk of the gateway's data directory; requests without a budget go on meanwhile.",
    retryAfterMs: retryMs,
  });
}

/** The ledger that could not be opened. */
class ClosedLedger implements Ledger {
  readonly keys = [];
  readonly meters = [];
  readonly isWritable = false;
  readonly problem: string;

  constructor(problem: string) {
    this.problem = `The ledger is closed: ${problem}`;
  }

  write(): void {
    // Whoever must know that it is kept asks `committed`.
  }

  reserve(): Promise<void> {
    return Promise.reject(unavailable());
  }

  release(): void {
    // Nothing was reserved.
  }

  committed(): Promise<void> {
    return Promise.reject(unavailable());
  }

  sums(): Promise<never> {
    return Promise.reject(unavailable());
  }

  aliasesOfKey(): Promise<never> {
    return Promise.reject(unavailable());
  }

  charges(): Promise<never> {
    return Promise.reject(unavailable());
  }

  usage(): Promise<never> {
    return Promise.reject(unavailable());
  }

  usageDays(): Promise<never> {
    return Promise.reject(unavailable());
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
