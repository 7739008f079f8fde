/** The request list for one filter: log pages with the live rows over them. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { SpendLogRow } from "../../gateway/contract/spend-log.ts";
import { useLiveRows } from "./gateway-context.tsx";
import { mergeRows } from "./merge-rows.ts";
import { requestsQuery } from "./queries.ts";
import type { RequestFilter } from "./request-filter.ts";

export interface RequestRows {
  readonly rows: readonly SpendLogRow[];
  readonly isLoading: boolean;
  readonly isLoadingMore: boolean;
  readonly hasMore: boolean;
  readonly error: Error | null;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

export function useRequestRows({ alias, state, operation, errors, search }: RequestFilter): RequestRows {
  const query = useInfiniteQuery(requestsQuery({ alias, state, operation, errors, search }));
  const live = useLiveRows();
  const { data, isPending, isFetchingNextPage, hasNextPage, error, fetchNextPage, refetch } = query;
  const stored = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const rows = useMemo(
    () => mergeRows(stored, live, { alias, state, operation, errors, search }),
    [stored, live, alias, state, operation, errors, search],
  );
  return {
    rows,
    isLoading: isPending,
    isLoadingMore: isFetchingNextPage,
    hasMore: hasNextPage,
    error: data === undefined ? error : null,
    loadMore: () => (hasNextPage && !isFetchingNextPage ? void fetchNextPage() : undefined),
    retry: () => void refetch(),
  };
}
