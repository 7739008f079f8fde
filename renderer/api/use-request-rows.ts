/** The request list for one filter: log pages with the live rows over them, their marks and the places of the words. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { RequestMark, Snippet } from "../../gateway/contract/request-search.ts";
import type { SpendLogRow } from "../../gateway/contract/spend-log.ts";
import { useLiveRows } from "./gateway-context.tsx";
import { mergeRows } from "./merge-rows.ts";
import { requestsQuery } from "./queries.ts";
import type { RequestFilter } from "./request-filter.ts";

export interface RequestRows {
  readonly rows: readonly SpendLogRow[];
  /** By id. */
  readonly marks: Readonly<Record<string, RequestMark>>;
  readonly snippets: Readonly<Record<string, Snippet>>;
  readonly isLoading: boolean;
  readonly isLoadingMore: boolean;
  readonly hasMore: boolean;
  readonly error: Error | null;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** What a live row says cannot tell whether its texts hold the words: the log is asked again, this often at most. */
const textEveryMs = 3000;

export function useRequestRows(filter: RequestFilter): RequestRows {
  // The same filter is the same object, however the address was read.
  const key = JSON.stringify(filter);
  const stable = useMemo(() => JSON.parse(key) as RequestFilter, [key]); // what was just written
  const query = useInfiniteQuery(requestsQuery(stable));
  const live = useLiveRows();
  const { data, isPending, isFetchingNextPage, hasNextPage, error, fetchNextPage, refetch } = query;
  const stored = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const marks = useMemo(() => merged(data?.pages.map((page) => page.marks)), [data]);
  const snippets = useMemo(() => merged(data?.pages.map((page) => page.snippets)), [data]);
  const rows = useMemo(() => mergeRows(stored, live, stable), [stored, live, stable]);
  useRefetch(stable.text !== undefined && (data?.pages.length ?? 0) <= 2, live, () => void refetch());
  return {
    rows,
    marks,
    snippets,
    isLoading: isPending,
    isLoadingMore: isFetchingNextPage,
    hasMore: hasNextPage,
    error: data === undefined ? error : null,
    loadMore: () => (hasNextPage && !isFetchingNextPage ? void fetchNextPage() : undefined),
    retry: () => void refetch(),
  };
}

type ById<Value> = Readonly<Record<string, Value>>;

function merged<Value>(tables: readonly (ById<Value> | undefined)[] = []): ById<Value> {
  return Object.fromEntries(tables.flatMap((table) => Object.entries(table ?? {})));
}

function useRefetch(isNeeded: boolean, live: readonly SpendLogRow[], refetch: () => void): void {
  const latest = useRef(refetch);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    latest.current = refetch;
  });
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else if (isNeeded) {
      timer.current ??= setTimeout(() => {
        timer.current = null;
        latest.current();
      }, textEveryMs);
    }
  }, [isNeeded, live]);
  // Another filter is another question.
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [isNeeded],
  );
}
