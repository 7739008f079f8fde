/**
 * How many requests the log holds, for a status that is asked for every few seconds: SQLite counts a million rows one by one.
 *
 * New rows have higher numbers, so only they are counted; after a deletion all of them once.
 */
import type { Connection } from "./database.ts";

export class RowCount {
  readonly #newer;
  #rows = 0;
  #newestDoc = 0;

  constructor(connection: Connection) {
    // With a number bound as an integer: SQLite would not use a bound that is a real.
    this.#newer = connection.prepare<[bigint], { rows: number; newestDoc: number | null }>(
      "SELECT count(*) AS rows, max(doc) AS newestDoc FROM request WHERE doc > ?",
    );
  }

  read(): number {
    const newer = this.#newer.get(BigInt(this.#newestDoc));
    this.#rows += newer?.rows ?? 0;
    this.#newestDoc = newer?.newestDoc ?? this.#newestDoc;
    return this.#rows;
  }

  /** Some were deleted. */
  forget(): void {
    this.#rows = 0;
    this.#newestDoc = 0;
  }
}
