/** The log that is off or could not be opened: nothing is kept, and every question has its empty answer. */
import type { Histogram, RequestPage, Values } from "../contract/request-search.ts";
import type { FiguresById, ProbedAbility } from "../contract/deployment-figures.ts";
import { neverUsed, type AliasUse, type RecentRequests } from "../contract/request-use.ts";
import type { LogExport } from "./export-log.ts";
import type { RequestStore, StoreCondition, StoreStats } from "./store-surface.ts";

const nothing = { count: 0, errors: 0, costUsdNanos: "0", unknownCost: 0 };

export class ClosedStore implements RequestStore {
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

  wire(): Promise<null> {
    return Promise.resolve(null);
  }

  timeline(): Promise<null> {
    return Promise.resolve(null);
  }

  histogram(): Promise<Histogram> {
    return Promise.resolve({ from: 0, stepMs: 1, buckets: [], total: nothing, countedFrom: null });
  }

  values(): Promise<Values> {
    return Promise.resolve({ values: [] });
  }

  mark(): Promise<Record<string, never>> {
    return Promise.resolve({});
  }

  delete(): Promise<number> {
    return Promise.resolve(0);
  }

  export(): Promise<LogExport> {
    return Promise.resolve({ rows: 0, text: noText() });
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

  setRules(): void {
    // Nothing is kept.
  }

  replayLinks(): Promise<Record<string, never>> {
    return Promise.resolve({});
  }

  replayChain(): Promise<[]> {
    return Promise.resolve([]);
  }

  replayRuns(): Promise<[]> {
    return Promise.resolve([]);
  }

  replayRun(): Promise<null> {
    return Promise.resolve(null);
  }

  keepReplayRun(): Promise<void> {
    return Promise.resolve();
  }

  forgetReplayRun(): Promise<boolean> {
    return Promise.resolve(false);
  }

  setSecrets(): void {
    // Nothing is written, so nothing needs redaction.
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

async function* noText(): AsyncGenerator<string> {
  // No rows.
}
