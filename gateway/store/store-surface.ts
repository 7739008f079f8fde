/** The request log as the composition root knows it. */
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
import type { FiguresById, ProbedAbility } from "../contract/deployment-figures.ts";
import type { ReplayStore } from "../contract/replay-store.ts";
import type { UseLog } from "../contract/request-use.ts";
import type { RequestWire, StreamTimeline } from "../contract/request-wire.ts";
import type { RequestLog, SpendLogDetail } from "../contract/spend-log.ts";
import type { LogExport } from "./export-log.ts";
import type { IntentJournal } from "./intent-journal.ts";
import type { LogRules, WriterOptions } from "./messages.ts";

export interface StoreOptions extends Omit<WriterOptions, "file" | "keepsLeftJournals"> {
  /** null = the log is off: nothing is written and nothing can be asked. */
  readonly file: string | null;
  /** Whose lines stand in it too: then it is its owner's. null = the log's own. */
  readonly journal?: IntentJournal | null;
  /** False when somebody else of the journal could not read its lines. */
  readonly isJournalRead?: boolean;
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

export interface RequestStore extends RequestLog, UseLog, ReplayStore {
  page(query: RequestPageQuery): Promise<RequestPage>;
  /** By our id or the client's call id. */
  detail(id: string): Promise<SpendLogDetail | null>;
  /** Both sides of the gateway; null when the log has none of it. */
  wire(id: string): Promise<RequestWire | null>;
  /** Of a streamed answer, once it ended. */
  timeline(id: string): Promise<StreamTimeline | null>;
  histogram(query: HistogramQuery): Promise<Histogram>;
  values(query: ValuesQuery): Promise<Values>;
  /** @returns the marks as they are now, by id. @throws GatewayError `invalid_request` when there would be too many */
  mark(request: MarkRequest): Promise<Readonly<Record<string, RequestMark>>>;
  /** @returns how many were deleted; running requests are not */
  delete(ids: readonly string[]): Promise<number>;
  export(request: ExportRequest): Promise<LogExport>;
  stats(): Promise<StoreStats>;
  /** How the log fares, without asking a thread. */
  condition(): StoreCondition;
  /** How each deployment did in the requests that began at or after a time (epoch milliseconds). */
  figures(sinceMs: number): Promise<FiguresById>;
  probes(): Promise<readonly ProbedAbility[]>;
  keepProbes(probes: readonly ProbedAbility[]): void;
  /** For what is written from now on, and for what is forgotten. */
  setRules(rules: LogRules): void;
  setSecrets(secrets: readonly string[]): void;
  /** Writes what waits, checkpoints, and ends the threads. */
  dispose(): Promise<void>;
}
