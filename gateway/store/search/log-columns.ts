/**
 * The whole log's narrow facts in memory, in the reader's thread, while somebody looks at it: any filter and any histogram
 * of a million rows is a few passes over arrays instead of an index per field in the file.
 *
 * Read newest first in slices, so that other questions are answered meanwhile; kept up to date by the rows' numbers; let go
 * when nobody asked for a while. About 75 bytes a request; the newest `mostRows` at most.
 */
import type { Connection } from "../database.ts";
import { blockRows, ColumnBlock, flag, nameColumns, type NameColumn } from "./column-block.ts";
import { Dictionary } from "./dictionary.ts";
import { keyOfId } from "./id-key.ts";

export const mostRows = 2_000_000;
const sliceRows = 2048;

/** Names first, in the order of `nameColumns`; as arrays, which are read a third faster than objects. */
const columns = `SELECT alias, provider, deployment_id, upstream_model, CAST(status AS TEXT), key_name, key_digest, user_agent,
  client_address, tags, state, operation, error_code, error_message,
  doc, id, started_at, stream, prompt_tokens, completion_tokens, CAST(cost_usd_nanos AS REAL), first_token_ms, total_ms
  FROM request`;
const factsAt = nameColumns.length;

type StoredFacts = readonly (string | number | null)[];

export class LogColumns {
  readonly #statements;
  readonly dictionaries = Object.fromEntries(nameColumns.map((name) => [name, new Dictionary()])) as Readonly<
    Record<NameColumn, Dictionary> // an entry per column
  >;
  /** By number divided by `blockRows`; numbers that were never read have none. */
  readonly #blocks = new Map<number, ColumnBlock>();
  #newestDoc = 0;
  #loading: Promise<void> | null = null;
  #read = 0;
  #isWhole = false;

  constructor(connection: Connection) {
    this.#statements = {
      // With numbers bound as integers: SQLite would not use a bound that is a real.
      older: connection
        .prepare<[string, bigint], StoredFacts>(`${columns} WHERE id < ? ORDER BY id DESC LIMIT ?`)
        .raw(),
      newer: connection.prepare<[bigint, bigint], StoredFacts>(`${columns} WHERE doc > ? ORDER BY doc LIMIT ?`).raw(),
      newestDoc: connection.prepare<[], number>("SELECT coalesce(max(doc), 0) FROM request").pluck(),
    };
  }

  /**
   * @param rows  how many of the newest are enough
   * @returns true when every row that is in the log now is here
   */
  async reach(rows: number): Promise<boolean> {
    this.#loading ??= this.#load();
    while (this.#read < rows && !this.#isWhole) await Promise.race([this.#loading, nextTurn()]);
    this.#refresh();
    return this.#isWhole;
  }

  /** Newest first, with the number of each one's first row. */
  blocks(): { readonly firstDoc: number; readonly block: ColumnBlock }[] {
    return [...this.#blocks]
      .sort(([left], [right]) => right - left)
      .map(([index, block]) => ({ firstDoc: index * blockRows, block }));
  }

  /** They were deleted. */
  forget(docs: readonly number[]): void {
    for (const doc of docs) {
      const block = this.#blocks.get(Math.floor(doc / blockRows));
      if (block !== undefined) block.flags[doc % blockRows] = 0;
    }
  }

  /** Gives the memory back; the next question reads the log again. */
  clear(): void {
    this.#blocks.clear();
    this.#loading = null;
    this.#read = 0;
    this.#isWhole = false;
  }

  async #load(): Promise<void> {
    this.#newestDoc = this.#statements.newestDoc.get() ?? 0;
    let before = "\u{10ffff}";
    while (this.#read < mostRows) {
      const rows = this.#statements.older.all(before, BigInt(sliceRows));
      for (const row of rows) this.#take(row);
      this.#read += rows.length;
      if (rows.length < sliceRows) break;
      before = String(rows.at(-1)?.[factsAt + 1]);
      await nextTurn();
    }
    this.#isWhole = true;
  }

  #refresh(): void {
    for (;;) {
      const rows = this.#statements.newer.all(BigInt(this.#newestDoc), BigInt(sliceRows));
      for (const row of rows) this.#take(row);
      this.#newestDoc = Number(rows.at(-1)?.[factsAt] ?? this.#newestDoc);
      if (rows.length < sliceRows) return;
    }
  }

  #take(row: StoredFacts): void {
    const [doc, id, startedAt, stream, prompt, completion, cost, firstTokenMs, totalMs] = row.slice(factsAt);
    const at = Number(doc);
    const index = Math.floor(at / blockRows);
    let block = this.#blocks.get(index);
    if (block === undefined) this.#blocks.set(index, (block = new ColumnBlock()));
    const isCounted = prompt !== null || completion !== null;
    const hasError = row[errorCodeAt] !== null;
    const hasNoPrice = cost === null && (row[stateAt] === "ok" || isCounted);
    block.set({
      at: at % blockRows,
      ...keyOfId(String(id)),
      flags: (hasError ? flag.error : 0) | (stream === 1 ? flag.stream : 0) | (hasNoPrice ? flag.unpriced : 0),
      startedAt: Number(startedAt),
      cost: amount(cost),
      names: this.#namesOf(row),
      amounts: {
        totalMs: amount(totalMs),
        firstTokenMs: amount(firstTokenMs),
        tokens: isCounted ? Number(prompt) + Number(completion) : NaN,
      },
    });
  }

  #namesOf(row: StoredFacts): Readonly<Record<NameColumn, number>> {
    const names: Partial<Record<NameColumn, number>> = {};
    for (const [at, name] of nameColumns.entries()) {
      const value = row[at];
      names[name] = this.dictionaries[name].numberOf(typeof value === "string" ? value : null);
    }
    return names as Record<NameColumn, number>; // every column was set
  }
}

const stateAt = nameColumns.indexOf("state");
const errorCodeAt = nameColumns.indexOf("errorCode");

function amount(value: string | number | null | undefined): number {
  return typeof value === "number" ? value : NaN;
}

/** Lets other questions be answered in between. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
