/**
 * A run while it runs: so many rows at a time, each compared with what it was, until all are done or somebody stops it.
 *
 * Law: what was sent is counted, a cancelled row too, when its call cost something.
 */
import type { Catalog } from "../../contract/deployment.ts";
import type { ReplayRun, RunHead, RunItem } from "../../contract/replay.ts";
import { sumsOf } from "../../contract/run-sums.ts";
import type { RequestOutcome, SpendLogDetail } from "../../contract/spend-log.ts";
import type { Redactor } from "../../base/redact.ts";
import { askedText } from "./asked-text.ts";
import { comparedAnswer, verdictOn } from "./compared-answer.ts";
import { hindranceOn } from "./hindrance-of.ts";
import type { ReplayDesk, ReplayLog } from "./replay-desk.ts";
import type { StartedReplay } from "./start-replay.ts";

export interface RunParts {
  readonly desk: ReplayDesk;
  readonly log: ReplayLog;
  readonly catalog: () => Catalog;
  readonly redact: Redactor;
  readonly nowMs: () => number;
  readonly remoteAddress: string | null;
}

/** Progress is written this often at most: a run that the process takes along loses no more. */
const keepEveryMs = 300;

export class RunningRun {
  readonly #head: Omit<RunHead, "sums">;
  readonly #items: RunItem[];
  readonly #parts: RunParts;
  readonly #running = new Set<StartedReplay>();
  readonly #unkept = new Set<number>();
  #next = 0;
  #isStopping = false;

  constructor(head: Omit<RunHead, "sums" | "rows">, ids: readonly string[], parts: RunParts) {
    this.#head = { ...head, rows: ids.length };
    this.#parts = parts;
    this.#items = ids.map((sourceId, position) => ({
      position,
      sourceId,
      asked: null,
      replayId: null,
      state: "waiting",
      hindrance: null,
      before: null,
      after: null,
    }));
  }

  /** As it is now. */
  view(endedAt: number | null = null): ReplayRun {
    const isWhole = this.#items.every(({ state }) => state !== "cancelled");
    const state = endedAt === null ? "running" : isWhole ? "done" : "stopped";
    return { ...this.#head, state, endedAt, sums: sumsOf(this.#items), items: [...this.#items] };
  }

  /** Ends when every row has its state; never rejects. */
  async work(): Promise<void> {
    const timer = setInterval(() => void this.#keep(), keepEveryMs);
    await Promise.all(Array.from({ length: this.#head.concurrency }, () => this.#workOff()));
    clearInterval(timer);
    for (const item of this.#items) if (item.state === "waiting") this.#put({ ...item, state: "cancelled" });
    await this.#keep(this.#parts.nowMs());
  }

  /** What runs is cancelled, what waits is not sent. */
  stop(): void {
    this.#isStopping = true;
    for (const replay of this.#running) replay.stop();
  }

  async #workOff(): Promise<void> {
    for (;;) {
      const item = this.#items[this.#next];
      if (item === undefined || this.#isStopping) return;
      this.#next++;
      // oxlint-disable-next-line no-await-in-loop -- one after the other is what a worker does
      await this.#send(item).catch(() => this.#put({ ...item, state: "failed" }));
    }
  }

  async #send(item: RunItem): Promise<void> {
    const row = await this.#parts.log.detail(item.sourceId);
    const hindrance = hindranceOn(this.#head.alias, row, this.#parts.catalog());
    const asked = askedText(row?.requestBody ?? null);
    if (row === null || row.requestBody === null || hindrance !== null)
      return this.#put({ ...item, asked, state: "skipped", hindrance: hindrance ?? "not_kept" });
    if (this.#isStopping) return;
    const before = comparedAnswer(row);
    const started = await this.#start(row, row.requestBody);
    const replayId = await started.id;
    const sent = { ...item, asked, replayId, before: before.facts };
    this.#put({ ...sent, state: "running" });
    const outcome = await started.ended;
    this.#running.delete(started);
    const after = comparedAnswer(this.#redacted(outcome));
    const isCancelled = this.#isStopping && outcome.state === "client_abort";
    this.#put({ ...sent, after: after.facts, state: isCancelled ? "cancelled" : verdictOn(before, after) });
  }

  async #start(row: SpendLogDetail, text: string): Promise<StartedReplay> {
    const { id: runId, alias } = this.#head;
    const { remoteAddress } = this.#parts;
    const started = await this.#parts.desk.send(row, { alias, text, runId, isEdited: false, remoteAddress });
    this.#running.add(started);
    if (this.#isStopping) started.stop();
    return started;
  }

  #redacted(outcome: RequestOutcome): Parameters<typeof comparedAnswer>[0] {
    const { responseBody, errorMessage } = outcome;
    const { redact } = this.#parts;
    return {
      ...outcome,
      alias: this.#head.alias,
      errorMessage: errorMessage === null ? null : redact(errorMessage),
      responseBody: responseBody === null ? null : redact(Buffer.from(responseBody).toString("utf8")),
    };
  }

  #put(item: RunItem): void {
    this.#items[item.position] = item;
    this.#unkept.add(item.position);
  }

  async #keep(endedAt: number | null = null): Promise<void> {
    if (this.#unkept.size === 0 && endedAt === null) return;
    const changed = this.#items.filter(({ position }) => this.#unkept.has(position));
    this.#unkept.clear();
    const { items: _all, ...head } = this.view(endedAt);
    try {
      await this.#parts.log.keepReplayRun(head, changed);
    } catch {
      // A full or busy disk: the log says so; what could not be kept is kept with what comes next.
      for (const { position } of changed) this.#unkept.add(position);
    }
  }
}
