/**
 * The writing side of the full-text index. A new row only notes its number; its text is taken in later, in steps of a few
 * milliseconds, so that writing rows never waits for it. Rows of an older version are taken in the same way, newest first.
 */
import type { Connection } from "../database.ts";
import { asRow, rowColumns, type StoredRow } from "../rows.ts";
import { searchedDetailSql, searchedText, type SearchedDetail } from "./searched-text.ts";
import { isCompletable, normalise, termsOfText } from "./text-tokens.ts";

const stepRows = 64;
/** Words kept for completion, in all; later ones are found whole only. */
const mostWords = 300_000;
const rememberedWords = 60_000;

export class TextIndex {
  readonly #connection: Connection;
  readonly #statements;
  /** Words known to be in the table: most words of a text are. */
  readonly #known = new Set<string>();
  #wordRoom: number;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#statements = {
      pending: connection.prepare<[number], number>("SELECT doc FROM text_pending ORDER BY doc DESC LIMIT ?").pluck(),
      done: connection.prepare<[number]>("DELETE FROM text_pending WHERE doc = ?"),
      row: connection.prepare<[number], StoredRow>(`SELECT ${rowColumns} FROM request WHERE doc = ?`),
      detail: connection.prepare<[string], SearchedDetail>(searchedDetailSql),
      tags: connection.prepare<[string, string]>("UPDATE request SET tags = ? WHERE id = ?"),
      insert: connection.prepare<[number, string]>("INSERT INTO request_text (rowid, terms) VALUES (?, ?)"),
      word: connection.prepare<[string]>("INSERT OR IGNORE INTO request_word (word) VALUES (?)"),
    };
    this.#wordRoom = mostWords - Number(connection.prepare("SELECT count(*) FROM request_word").pluck().get());
  }

  /** Takes in texts for about this long, `rows` at most. @returns whether more wait */
  step(budgetMs: number, rows = stepRows): boolean {
    // Ascending within a step: the index would write itself out for every number below the last one.
    const docs = this.#statements.pending.all(rows).toReversed();
    const until = performance.now() + budgetMs;
    this.#connection.transaction(() => {
      for (const doc of docs) {
        this.#take(doc);
        if (performance.now() > until) break;
      }
    })();
    return docs.length > 0;
  }

  #take(doc: number): void {
    this.#statements.done.run(doc);
    const stored = this.#statements.row.get(doc);
    const detail = stored === undefined ? undefined : this.#statements.detail.get(stored.id);
    if (stored === undefined || detail === undefined) return;
    // A row of an older version has them only in its details.
    if (stored.tags === null && detail.tags !== "[]") this.#statements.tags.run(detail.tags, stored.id);
    const { row, request, response } = searchedText(asRow(stored), detail);
    const terms = termsOfText(normalise(`${row}\n${request}\n${response}`));
    this.#statements.insert.run(doc, [...terms].join(" "));
    for (const term of terms) if (!this.#known.has(term) && isCompletable(term)) this.#learn(term);
  }

  #learn(term: string): void {
    if (this.#known.size >= rememberedWords) this.#known.clear();
    this.#known.add(term);
    if (this.#wordRoom > 0) this.#wordRoom -= this.#statements.word.run(term).changes;
  }
}
