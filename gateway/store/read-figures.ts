/**
 * Gathers how each deployment did from the log's rows since a time, newest first and slice by slice, so that whoever asks
 * the reader something else meanwhile waits for one slice at most.
 *
 * Requests with one attempt, nearly all, are told by their narrow row; of the others each attempt counts for its own
 * deployment, or a deployment that always fails and is always replaced would look as if nobody had called it.
 */
import type { DeploymentFigures } from "../contract/deployment-figures.ts";
import { attemptSchema, type Attempt } from "../contract/spend-log.ts";
import type { Connection } from "./database.ts";
import { Durations } from "../base/durations.ts";

interface FigureRow {
  readonly id: string;
  readonly startedAt: number;
  readonly deploymentId: string | null;
  readonly isStream: number;
  /** 1: the client got all of it. */
  readonly isOk: number;
  /** 1: the provider failed; else it was the client who left. */
  readonly isFailed: number;
  readonly completionTokens: number | null;
  readonly firstTokenMs: number | null;
  readonly totalMs: number | null;
  readonly attempts: number;
  readonly errorMessage: string | null;
}

/** About 20 ms each. */
const sliceRows = 20_000;
/** A median of fewer says nothing. */
const leastValues = 3;
const columns = `id, started_at AS startedAt, deployment_id AS deploymentId, stream AS isStream, state = 'ok' AS isOk,
  state IN ('upstream_error', 'partial') AS isFailed, completion_tokens AS completionTokens, first_token_ms AS firstTokenMs,
  total_ms AS totalMs, attempts, error_message AS errorMessage`;

export class FiguresReading {
  readonly #connection: Connection;
  readonly #from: string;
  readonly #tallies = new Map<string, Tally>();
  #before = "~"; // above every id

  /** @param from  an id: rows above it count */
  constructor(connection: Connection, from: string) {
    this.#connection = connection;
    this.#from = from;
  }

  /** Reads the next slice. @returns false when there is none */
  step(): boolean {
    const rows = this.#connection
      .prepare<[string, string, number], FigureRow>(
        `SELECT ${columns} FROM request WHERE id > ? AND id < ? ORDER BY id DESC LIMIT ?`,
      )
      .all(this.#from, this.#before, sliceRows);
    for (const row of rows) this.#count(row);
    this.#before = rows.at(-1)?.id ?? this.#before;
    return rows.length === sliceRows;
  }

  result(): [id: string, figures: DeploymentFigures][] {
    return [...this.#tallies].map(([id, tally]) => [id, tally.figures()]);
  }

  #count(row: FigureRow): void {
    if (row.attempts > 1) for (const attempt of this.#attemptsOf(row)) this.#countAttempt(attempt);
    else if (row.attempts === 1 && row.deploymentId !== null) this.#tally(row.deploymentId).addRow(row);
  }

  #countAttempt({ deploymentId, startedAt, errorMessage, errorCode }: Attempt): void {
    this.#tally(deploymentId).addCall(startedAt, errorCode === null ? null : (errorMessage ?? errorCode));
  }

  /** A stream that broke ended its last attempt well: the row knows better. */
  #attemptsOf({ id, isFailed, errorMessage }: FigureRow): Attempt[] {
    const text = this.#connection
      .prepare<[string], string>("SELECT attempt_list FROM request_detail WHERE id = ?")
      .pluck()
      .get(id);
    const attempts = text === undefined ? [] : attemptSchema.array().parse(JSON.parse(text));
    const last = attempts.at(-1);
    if (isFailed === 1 && last !== undefined && last.errorCode === null) last.errorCode = errorMessage ?? "partial";
    return attempts;
  }

  #tally(id: string): Tally {
    let tally = this.#tallies.get(id);
    if (tally === undefined) {
      tally = new Tally();
      this.#tallies.set(id, tally);
    }
    return tally;
  }
}

class Tally {
  #calls = 0;
  #errors = 0;
  #lastAt = 0;
  #lastError: string | null = null;
  readonly #firstToken = new Durations();
  readonly #total = new Durations();
  readonly #speed = new Durations();

  addCall(startedAt: number, error: string | null): void {
    if (startedAt > this.#lastAt) {
      this.#lastAt = startedAt;
      this.#lastError = error;
    }
    this.#calls++;
    if (error !== null) this.#errors++;
  }

  addRow({ startedAt, isOk, isFailed, isStream, ...row }: FigureRow): void {
    this.addCall(startedAt, isFailed === 1 ? (row.errorMessage ?? "") : null);
    if (isOk === 0 || row.totalMs === null) return;
    this.#total.add(row.totalMs);
    if (isStream === 0 || row.firstTokenMs === null) return;
    this.#firstToken.add(row.firstTokenMs);
    const afterFirstMs = row.totalMs - row.firstTokenMs;
    const { completionTokens } = row;
    if (completionTokens !== null && completionTokens > 1 && afterFirstMs > 0)
      this.#speed.add(((completionTokens - 1) * 1000) / afterFirstMs);
  }

  figures(): DeploymentFigures {
    return {
      calls: this.#calls,
      errors: this.#errors,
      medianFirstTokenMs: this.#firstToken.median(leastValues),
      medianTotalMs: this.#total.median(leastValues),
      tokensPerSecond: this.#speed.median(leastValues),
      lastAt: this.#lastAt,
      lastError: this.#lastError,
    };
  }
}
