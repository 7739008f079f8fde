/**
 * Forgets old requests by age, by size and by their alias's own age, in small slices with pauses, so that writing never
 * waits long. Pinned ones stay.
 */
import { forgetUse } from "./alias-use.ts";
import type { Connection } from "./database.ts";
import { deleteRows, type DeletedRow } from "./delete-rows.ts";
import type { RetentionLimits } from "./messages.ts";

const sliceRows = 500;
const vacuumPages = 256;
const dayMs = 24 * 3_600_000;

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
  const hasMore = rows.length >= sliceRows || (rows.length > 0 && usedBytes(connection) > limits.maxBytes);
  return { docs: rows.map(({ doc }) => doc), hasMore };
}

function oldRows(connection: Connection, limits: RetentionLimits, nowMs: number): DeletedRow[] {
  const { aliases = [], days, maxBytes } = limits;
  if (aliases.length === 0) return oldestRows(connection, { maxBytes, tooOld: nowMs - days * dayMs });
  const old = oldRowsByAlias(connection, limits, nowMs);
  return old.length > 0 ? old : oldestRows(connection, { maxBytes, tooOld: 0 });
}

/** The log's oldest rows, as far as they are too old or take room that others need. */
function oldestRows(
  connection: Connection,
  { maxBytes, tooOld }: { readonly maxBytes: number; readonly tooOld: number },
): DeletedRow[] {
  const rows = connection.prepare<[number], OldRow>(oldestSql).all(sliceRows);
  const excess = usedBytes(connection) - maxBytes;
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
const oldestSql = `SELECT request.id, doc, started_at,
  coalesce(length(request_body), 0) + coalesce(length(response_body), 0) + coalesce(length(wire), 0) +
  coalesce(length(timeline), 0) AS bytes
  FROM request LEFT JOIN request_detail ON request_detail.id = request.id
  WHERE request.id NOT IN (SELECT id FROM request_mark WHERE pinned = 1) ORDER BY request.id LIMIT ?`;

/** One alias after the other, each by its index: rows that stay longer than others are never walked over. */
function oldRowsByAlias(connection: Connection, limits: RetentionLimits, nowMs: number): DeletedRow[] {
  const ofAlias = connection.prepare<[string, number], AgedRow>(oldestOfAliasSql);
  const daysOf = daysByAlias(limits);
  const old: DeletedRow[] = [];
  for (const alias of connection.prepare<[], string>(aliasesSql).pluck().iterate()) {
    const tooOld = nowMs - daysOf(alias) * dayMs;
    const isOld = ({ started_at: startedAt }: AgedRow): boolean => startedAt < tooOld;
    if (!ofAlias.all(alias, 1).some(isOld)) continue;
    old.push(...ofAlias.all(alias, sliceRows - old.length).filter(isOld));
    if (old.length >= sliceRows) break;
  }
  return old;
}

type AgedRow = Omit<OldRow, "bytes">;

/** Every name in the log, by jumps through its index. */
const aliasesSql = `WITH RECURSIVE name (alias) AS (SELECT min(alias) FROM request
  UNION ALL SELECT (SELECT min(alias) FROM request WHERE request.alias > name.alias) FROM name WHERE name.alias IS NOT NULL)
  SELECT alias FROM name WHERE alias IS NOT NULL`;
const oldestOfAliasSql = `SELECT id, doc, started_at FROM request
  WHERE alias = ? AND id NOT IN (SELECT id FROM request_mark WHERE pinned = 1) ORDER BY id LIMIT ?`;

function daysByAlias({ aliases = [], days }: RetentionLimits): (alias: string) => number {
  const rules = aliases.map(({ names, days: own }) => ({ own, patterns: names.map(patternOf) }));
  return (alias) => {
    const own = rules.filter(({ patterns }) => patterns.some((pattern) => pattern.test(alias))).map((rule) => rule.own);
    return own.length === 0 ? days : Math.min(...own);
  };
}

function patternOf(name: string): RegExp {
  const parts = name.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

/** Bytes that hold data; freed pages that wait for reuse do not count. */
export function usedBytes(connection: Connection): number {
  const pragma = (name: string): number => Number(connection.pragma(name, { simple: true }));
  return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
}
