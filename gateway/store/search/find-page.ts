/**
 * A page of the log: newest first, by keyset, for any filter. Each row that is handed out was looked at whole.
 *
 * Bounded: when too many rows that might have passed did not, the page ends early and says where to go on.
 */
import { matchesFilter } from "../../contract/request-filter.ts";
import type { RequestPage, RequestPageQuery, Snippet } from "../../contract/request-search.ts";
import type { SpendLogRow } from "../../contract/spend-log.ts";
import type { Connection } from "../database.ts";
import { readMarks } from "../marks.ts";
import { rowsOfDocs } from "../rows.ts";
import { candidates } from "./candidates.ts";
import { keyOfId } from "./id-key.ts";
import type { LogColumns } from "./log-columns.ts";
import { markedDocs } from "./marked-docs.ts";
import { searchedDetailSql, searchedText, type SearchedDetail } from "./searched-text.ts";
import { findSnippet } from "./snippet.ts";
import { parseTextQuery, TextMatches, type TextQuery } from "./text-query.ts";

/** Rows looked at in vain for one page; with their texts, which have to be unpacked. */
const mostMisses = { plain: 4000, text: 160 };

export function findPage(connection: Connection, columns: LogColumns, query: RequestPageQuery): RequestPage {
  const search = new PageSearch(connection, query);
  for (const group of candidates(columns, search.candidateQuery())) {
    for (let from = 0; from < group.length; from += search.chunk) {
      search.look(group.slice(from, from + search.chunk).map(({ doc }) => doc));
      if (search.isDone()) return search.page(false);
    }
  }
  return search.page(true);
}

class PageSearch {
  readonly #connection: Connection;
  readonly #query: RequestPageQuery;
  readonly #text: TextQuery | null;
  readonly #rows: SpendLogRow[] = [];
  readonly #snippets: Record<string, Snippet> = {};
  readonly #bodies;
  #misses = 0;
  #lastId: string | null = null;
  readonly chunk: number;

  constructor(connection: Connection, query: RequestPageQuery) {
    this.#connection = connection;
    this.#query = query;
    this.#text = query.text === undefined ? null : parseTextQuery(query.text, connection);
    this.#bodies = connection.prepare<[string], SearchedDetail>(searchedDetailSql);
    this.chunk = Math.min(query.limit + 1, 128);
  }

  candidateQuery(): Parameters<typeof candidates>[1] {
    const { before, after } = this.#query;
    const expression = this.#text?.expression ?? null;
    return {
      filter: this.#query,
      before: before === undefined ? null : keyOfId(before),
      after: after === undefined ? null : keyOfId(after),
      text: expression === null ? null : new TextMatches(this.#connection, expression),
      only: markedDocs(this.#connection, this.#query),
    };
  }

  look(docs: readonly number[]): void {
    for (const row of rowsOfDocs(this.#connection, docs)) {
      if (this.isDone()) return;
      this.#lastId = row.id;
      if (this.#passes(row)) this.#rows.push(row);
      else this.#misses++;
    }
  }

  isDone(): boolean {
    const most = this.#text === null ? mostMisses.plain : mostMisses.text;
    return this.#misses >= most || this.#isFull();
  }

  page(isEnd: boolean): RequestPage {
    const { limit } = this.#query;
    const rows = this.#rows.slice(0, limit);
    const hasMore = !isEnd || this.#isFull();
    const next = !hasMore ? null : this.#isFull() ? (rows.at(-1)?.id ?? null) : this.#lastId;
    const marks = readMarks(
      this.#connection,
      rows.map(({ id }) => id),
    );
    return { rows, hasMore, next, marks, ...(this.#text === null ? {} : { snippets: this.#snippets }) };
  }

  #isFull(): boolean {
    return this.#rows.length > this.#query.limit;
  }

  #passes(row: SpendLogRow): boolean {
    const { before, after } = this.#query;
    if ((before !== undefined && row.id >= before) || (after !== undefined && row.id <= after)) return false;
    return matchesFilter(row, this.#query) && this.#hasText(row);
  }

  #hasText(row: SpendLogRow): boolean {
    if (this.#text === null) return true;
    const detail = this.#bodies.get(row.id);
    const snippet = detail === undefined ? null : findSnippet(searchedText(row, detail), this.#text.pieces);
    if (snippet !== null) this.#snippets[row.id] = snippet;
    return snippet !== null;
  }
}
