/** The lines that the filter finds, as far as they were read, and the one that is open. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { AuditFilter, AuditLine } from "../../../gateway/contract/audit.ts";
import { auditLineQuery, auditQuery } from "../../api/audit-queries.ts";

export interface AuditLines {
  readonly lines: readonly AuditLine[];
  /** When they were read, epoch milliseconds. */
  readonly readAt: number;
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  /** null = there are no older ones. */
  readonly loadMore: (() => void) | null;
  readonly isLoadingMore: boolean;
}

export function useAuditLines(filter: AuditFilter): AuditLines {
  const key = JSON.stringify(filter);
  const same = useMemo(() => JSON.parse(key) as AuditFilter, [key]); // what was just written
  const query = useInfiniteQuery(auditQuery(same));
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage, dataUpdatedAt: readAt } = query;
  const lines = useMemo(() => once(data?.pages.flatMap((page) => page.lines) ?? []), [data]);
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return {
    lines,
    readAt,
    isLoading: data === undefined && error === null,
    error: data === undefined ? error : null,
    retry: () => void refetch(),
    loadMore: hasNextPage ? more : null,
    isLoadingMore: isFetchingNextPage,
  };
}

/** @returns null when it is not there, undefined while it is looked for */
export function useAuditLine(id: string | undefined, lines: readonly AuditLine[]): AuditLine | null | undefined {
  const found = lines.find((line) => line.id === id);
  const { data } = useQuery({ ...auditLineQuery(id ?? ""), enabled: id !== undefined && found === undefined });
  return found ?? data;
}

/** Pages read at different times may overlap. */
function once(lines: readonly AuditLine[]): AuditLine[] {
  return [...new Map(lines.map((line) => [line.id, line])).values()];
}
