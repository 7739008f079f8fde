/**
 * Forgets old requests by age and by size, in small slices with pauses, so that writing never waits long. Pinned ones stay.
 */
import { forgetUse } from "./alias-use.ts";
import type { Connection } from "./database.ts";
import { deleteRows, type DeletedRow } from "./delete-rows.ts";

const sliceRows = 500;
const vacuumPages = 256;
const dayMs = 24 * 3_600_000;

export interface RetentionLimits {
  readonly days: number;
  readonly maxBytes: number;
}

export interface ForgottenSlice {
  /** Numbers of the rows that are gone. */
  readonly docs: readonly number[];
  readonly hasMore: boolean;
}

export function forgetSlice(connection: Connection, limits: RetentionLimits, nowMs: number): ForgottenSlice {
  const rows = oldRows(connection, limits, nowMs);
  deleteRows(connection, rows);
  forgetUse(connection, limits.days, nowMs);
  connection.pragma(`incremental_vacuum(${vacuumPages})`);
  const hasMore = rows.length === sliceRows || (rows.length > 0 && usedBytes(connection) > limits.maxBytes);
  return { docs: rows.map(({ doc }) => doc), hasMore };
}

function oldRows(connection: Connection, { days, maxBytes }: RetentionLimits, nowMs: number): DeletedRow[] {
  const rows = connection.prepare<[number], OldRow>(oldestRows).all(sliceRows);
  const excess = usedBytes(connection) - maxBytes;
  const tooOld = nowMs - days * dayMs;
  let freed = 0;
  const isOver = ({ started_at: startedAt, bytes }: OldRow): boolean => {
    const goes = startedAt < tooOld || freed < excess;
    freed += bytes + rowBytes;
    return goes;
  };
  const stays = rows.findIndex((row) => !isOver(row));
  return stays === -1 ? rows : rows.slice(0, stays);
}

interface OldRow extends DeletedRow {
  readonly started_at: number;
  readonly bytes: number;
}

/** What a row takes beside its bodies, about. */
const rowBytes = 500;
const oldestRows = `SELECT request.id, doc, started_at,
  coalesce(length(request_body), 0) + coalesce(length(response_body), 0) AS bytes
  FROM request LEFT JOIN request_detail ON request_detail.id = request.id
  WHERE request.id NOT IN (SELECT id FROM request_mark WHERE pinned = 1) ORDER BY request.id LIMIT ?`;

/** Bytes that hold data; freed pages that wait for reuse do not count. */
export function usedBytes(connection: Connection): number {
  const pragma = (name: string): number => Number(connection.pragma(name, { simple: true }));
  return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
}
