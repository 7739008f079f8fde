/**
 * Forgets old requests by age and by size, in small slices with pauses, so that writing never waits long.
 */
import type { Connection } from "./database.ts";

const sliceRows = 500;
const vacuumPages = 256;
const dayMs = 24 * 3_600_000;

export interface RetentionLimits {
  readonly days: number;
  readonly maxBytes: number;
}

/** One slice. @returns true when there is more to do */
export function forgetSlice(connection: Connection, limits: RetentionLimits, nowMs: number): boolean {
  const ids = oldIds(connection, limits, nowMs);
  if (ids.length > 0) {
    const first = ids[0];
    const last = ids.at(-1);
    connection.transaction(() => {
      for (const table of deletions) connection.prepare(table).run(first, last);
    })();
  }
  connection.pragma(`incremental_vacuum(${vacuumPages})`);
  return ids.length === sliceRows;
}

const deletions = [
  "DELETE FROM request_detail WHERE id BETWEEN ? AND ?",
  "DELETE FROM request WHERE id BETWEEN ? AND ?",
];

function oldIds(connection: Connection, { days, maxBytes }: RetentionLimits, nowMs: number): string[] {
  const oldest = connection.prepare<[number], { id: string; started_at: number }>(
    "SELECT id, started_at FROM request ORDER BY id LIMIT ?",
  );
  const rows = oldest.all(sliceRows);
  if (usedBytes(connection) > maxBytes) return rows.map(({ id }) => id);
  return rows.filter(({ started_at: startedAt }) => startedAt < nowMs - days * dayMs).map(({ id }) => id);
}

/** Bytes that hold data; freed pages that wait for reuse do not count. */
export function usedBytes(connection: Connection): number {
  const pragma = (name: string): number => Number(connection.pragma(name, { simple: true }));
  return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
}
