/**
 * Forgets old requests by age and by size, in small slices with pauses, so that writing never waits long.
 */
import { forgetUse } from "./alias-use.ts";
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
  forgetUse(connection, limits.days, nowMs);
  connection.pragma(`incremental_vacuum(${vacuumPages})`);
  return ids.length === sliceRows || (ids.length > 0 && usedBytes(connection) > limits.maxBytes);
}

const deletions = [
  "DELETE FROM request_detail WHERE id BETWEEN ? AND ?",
  "DELETE FROM request WHERE id BETWEEN ? AND ?",
];

function oldIds(connection: Connection, { days, maxBytes }: RetentionLimits, nowMs: number): string[] {
  const rows = connection.prepare<[number], OldRow>(oldestRows).all(sliceRows);
  const excess = usedBytes(connection) - maxBytes;
  const tooOld = nowMs - days * dayMs;
  let freed = 0;
  const isOver = ({ started_at: startedAt, bytes }: OldRow): boolean => {
    const goes = startedAt < tooOld || freed < excess;
    freed += bytes + rowBytes;
    return goes;
  };
  // From the oldest on, up to the first that may stay: deletion is by a range of ids.
  const stays = rows.findIndex((row) => !isOver(row));
  return (stays === -1 ? rows : rows.slice(0, stays)).map(({ id }) => id);
}

interface OldRow {
  readonly id: string;
  readonly started_at: number;
  readonly bytes: number;
}

/** What a row takes beside its bodies, about. */
const rowBytes = 500;
const oldestRows = `SELECT request.id, started_at,
  coalesce(length(request_body), 0) + coalesce(length(response_body), 0) AS bytes
  FROM request LEFT JOIN request_detail ON request_detail.id = request.id ORDER BY request.id LIMIT ?`;

/** Bytes that hold data; freed pages that wait for reuse do not count. */
export function usedBytes(connection: Connection): number {
  const pragma = (name: string): number => Number(connection.pragma(name, { simple: true }));
  return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
}
