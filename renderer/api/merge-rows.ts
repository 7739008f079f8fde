/**
 * The list a view shows: pages of the log with the live rows that pass the filter laid over them, newest first.
 *
 * A row can be in both; the one that says more wins, so a finished row is never covered by its running twin.
 */
import type { SpendLogRow } from "../../gateway/contract/spend-log.ts";
import { passes, type RequestFilter } from "./request-filter.ts";

export function mergeRows(
  stored: readonly SpendLogRow[],
  live: readonly SpendLogRow[],
  filter: RequestFilter,
): readonly SpendLogRow[] {
  const byId = new Map(stored.map((row) => [row.id, row]));
  for (const row of live) {
    const known = byId.get(row.id);
    if (known !== undefined && known.state !== "in_flight") continue;
    if (passes(row, filter)) byId.set(row.id, row);
    else byId.delete(row.id);
  }
  return [...byId.values()].sort((left, right) => (left.id < right.id ? 1 : -1));
}
