/**
 * A text search in two halves: the index says which rows may hold the words, the row's own text says whether it does.
 *
 * The index holds no positions, which keeps it a tenth of its size; so it cannot tell "게이트웨이" from a text that has its
 * pairs in other places, or words that stand together from words that do not. Every row that is shown is looked at.
 */
import type { Connection } from "../database.ts";
import { normalise, termsOfPiece, type QueryTerm } from "./text-tokens.ts";

const mostPieces = 12;
/** Words that a beginning is completed to, the shortest first; a beginning of less than three letters stands for itself. */
const mostCompletions = 48;
const shortestBeginning = 3;

export interface TextQuery {
  /** Each has to be in the text, as it is written here. */
  readonly pieces: readonly string[];
  /** For MATCH; null = no piece has a term, every row may pass. */
  readonly expression: string | null;
}

/** @returns null when the query holds no word */
export function parseTextQuery(text: string, connection: Connection): TextQuery | null {
  const pieces = piecesOf(text);
  if (pieces.length === 0) return null;
  const terms = pieces.flatMap(termsOfPiece);
  const parts = [...new Set(terms.map((term) => expressionOf(term, connection)))];
  return { pieces, expression: parts.length === 0 ? null : parts.join(" AND ") };
}

/** Words, and quoted words as one. */
function piecesOf(text: string): string[] {
  const found = [...normalise(text).matchAll(/"([^"]*)"?|[^\s"]+/g)].map(([whole, quoted]) => (quoted ?? whole).trim());
  return [...new Set(found.filter((piece) => piece !== ""))].slice(0, mostPieces);
}

function expressionOf({ term, isOpen }: QueryTerm, connection: Connection): string {
  const words = isOpen && term.length >= shortestBeginning ? completions(term, connection) : [];
  const all = [...new Set([term, ...words])].map((word) => `"${word}"`);
  return all.length === 1 ? (all[0] ?? "") : `(${all.join(" OR ")})`;
}

function completions(term: string, connection: Connection): string[] {
  return connection
    .prepare<[string, string, bigint], string>(
      "SELECT word FROM request_word WHERE word >= ? AND word < ? ORDER BY length(word), word LIMIT ?",
    )
    .pluck()
    .all(term, `${term}\u{10ffff}`, BigInt(mostCompletions));
}

export class TextMatches {
  readonly #range;
  readonly #newest;
  readonly #expression: string;

  constructor(connection: Connection, expression: string) {
    this.#expression = expression;
    // Bounds are bound as integers: the index ignores a real one, and then walks everything.
    this.#range = connection
      .prepare<[string, bigint, bigint], number>(
        "SELECT rowid FROM request_text WHERE request_text MATCH ? AND rowid BETWEEN ? AND ?",
      )
      .pluck();
    this.#newest = connection
      .prepare<[string, bigint], number>(
        "SELECT rowid FROM request_text WHERE request_text MATCH ? ORDER BY rowid DESC LIMIT ?",
      )
      .pluck();
  }

  /** Numbers of the rows that may match, both bounds included. */
  between(first: number, last: number): number[] {
    return this.#range.all(this.#expression, BigInt(first), BigInt(last));
  }

  /** Newest first. */
  newest(limit: number): number[] {
    return this.#newest.all(this.#expression, BigInt(limit));
  }
}
