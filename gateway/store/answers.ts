/** What the log answers: from the file alone where that is enough, else with its columns in memory. */
import { setImmediate } from "node:timers/promises";
import { createRedactor, type Redactor } from "../base/redact.ts";
import type {
  ExportFormat,
  HistogramQuery,
  RequestPage,
  RequestPageQuery,
  ValuesQuery,
} from "../contract/request-search.ts";
import { requestFilterShape } from "../contract/request-filter.ts";
import { readAliasUse, readUsedNames } from "./alias-use.ts";
import type { Connection } from "./database.ts";
import { readProbes } from "./probe-rows.ts";
import { readChain, readLinks } from "./replay-links.ts";
import { readRun, readRuns } from "./replay-runs.ts";
import { FiguresReading } from "./read-figures.ts";
import { readDetail, readNewest } from "./reader.ts";
import { readTimeline, readWire } from "./read-wire.ts";
import { readRecent, type RecentPage } from "./recent-requests.ts";
import { usedBytes } from "./retention.ts";
import { RowCount } from "./row-count.ts";
import { exportFrames, exportRow } from "./search/export-text.ts";
import { findPage } from "./search/find-page.ts";
import { countByTime } from "./search/histogram.ts";
import { LogColumns } from "./search/log-columns.ts";
import { readValues } from "./search/values.ts";

export type ReaderQuestion =
  | { readonly kind: "page"; readonly query: RequestPageQuery }
  | { readonly kind: "detail"; readonly id: string }
  | { readonly kind: "wire" | "timeline"; readonly id: string }
  | { readonly kind: "stats" }
  | { readonly kind: "figures"; readonly from: string }
  | { readonly kind: "probes" }
  | { readonly kind: "used_names"; readonly sinceMs: number }
  | { readonly kind: "alias_use"; readonly names: readonly (readonly string[])[]; readonly sinceMs: number }
  | { readonly kind: "recent"; readonly page: RecentPage }
  | { readonly kind: "replay_links"; readonly ids: readonly string[] }
  | { readonly kind: "replay_chain" | "replay_run"; readonly id: string }
  | { readonly kind: "replay_runs" }
  | { readonly kind: "histogram"; readonly query: HistogramQuery }
  | { readonly kind: "values"; readonly query: ValuesQuery }
  | { readonly kind: "export"; readonly format: ExportFormat; readonly ids: readonly string[] };

type ReplayQuestion = Extract<ReaderQuestion, { kind: "replay_links" | "replay_chain" | "replay_run" | "replay_runs" }>;
type UseQuestion = Extract<ReaderQuestion, { kind: "figures" | "probes" | "used_names" | "alias_use" | "recent" }>;

/** The columns are let go when nobody asked for them for this long. */
const idleMs = 5 * 60_000;
/** A filter is tried on this many of the newest rows first, and then on twice as many each time. */
const firstRows = 50_000;
const filterFields = Object.keys(requestFilterShape) as (keyof typeof requestFilterShape)[]; // its own keys

export class Answers {
  readonly #connection: Connection;
  readonly #columns: LogColumns;
  readonly #rowCount: RowCount;
  #redact: Redactor;
  #idle: NodeJS.Timeout | null = null;

  constructor(connection: Connection, secrets: readonly string[]) {
    this.#connection = connection;
    this.#columns = new LogColumns(connection);
    this.#rowCount = new RowCount(connection);
    this.#redact = createRedactor(secrets);
  }

  setSecrets(secrets: readonly string[]): void {
    this.#redact = createRedactor(secrets);
  }

  /** These rows were deleted. */
  forget(docs: readonly number[]): void {
    this.#columns.forget(docs);
    this.#rowCount.forget();
  }

  dispose(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#columns.clear();
  }

  async to(question: ReaderQuestion): Promise<unknown> {
    switch (question.kind) {
      case "page":
        return this.#page(question.query);
      case "detail":
        return readDetail(this.#connection, question.id);
      case "wire":
        return readWire(this.#connection, question.id);
      case "timeline":
        return readTimeline(this.#connection, question.id);
      case "stats":
        return { rows: this.#rowCount.read(), bytes: usedBytes(this.#connection) };
      case "histogram":
        return countByTime(this.#connection, await this.#ready(), question.query);
      case "values":
        return readValues(await this.#ready(), question.query);
      case "export":
        return this.#export(question.format, question.ids);
      case "replay_links":
      case "replay_chain":
      case "replay_run":
      case "replay_runs":
        return this.#replays(question);
      default:
        return this.#use(question);
    }
  }

  #replays(question: ReplayQuestion): unknown {
    switch (question.kind) {
      case "replay_links":
        return readLinks(this.#connection, question.ids);
      case "replay_chain":
        return readChain(this.#connection, question.id);
      case "replay_run":
        return readRun(this.#connection, question.id);
      case "replay_runs":
        return readRuns(this.#connection);
    }
  }

  /** What the catalog and a save ask of the log. */
  #use(question: UseQuestion): unknown {
    switch (question.kind) {
      case "figures":
        return this.#figures(question.from);
      case "probes":
        return readProbes(this.#connection);
      case "used_names":
        return readUsedNames(this.#connection, question.sinceMs);
      case "alias_use":
        return readAliasUse(this.#connection, question.names, question.sinceMs);
      case "recent":
        return readRecent(this.#connection, question.page);
    }
  }

  /** Other questions get their turn between two slices. */
  async #figures(from: string): Promise<unknown> {
    const reading = new FiguresReading(this.#connection, from);
    // oxlint-disable-next-line no-await-in-loop -- that is the point
    while (reading.step()) await setImmediate();
    return reading.result();
  }

  async #page(query: RequestPageQuery): Promise<unknown> {
    if (query.state === "in_flight") return { rows: [], hasMore: false, next: null };
    const isFiltered = filterFields.some((field) => query[field] !== undefined && query[field] !== "");
    return isFiltered ? this.#filtered(query) : readNewest(this.#connection, query);
  }

  /** The columns are read newest first: what fills a page before they are all there is the page. */
  async #filtered(query: RequestPageQuery): Promise<RequestPage> {
    for (let rows = firstRows; ; rows *= 2) {
      const { columns, isWhole } = await this.#reach(rows);
      const page = findPage(this.#connection, columns, query);
      if (isWhole || (page.next ?? null) !== null) return page;
    }
  }

  #export(format: ExportFormat, ids: readonly string[]): string {
    const rows = ids.flatMap((id) => readDetail(this.#connection, id) ?? []);
    return rows
      .map((detail) => exportRow(format, detail, this.#redact, () => readWire(this.#connection, detail.id)))
      .join(exportFrames[format].separator);
  }

  async #ready(): Promise<LogColumns> {
    return (await this.#reach(Infinity)).columns;
  }

  async #reach(rows: number): Promise<{ columns: LogColumns; isWhole: boolean }> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#columns.clear(), idleMs);
    this.#idle.unref();
    return { columns: this.#columns, isWhole: await this.#columns.reach(rows) };
  }
}
