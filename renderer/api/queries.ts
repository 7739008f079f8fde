/** The panel's reads as react-query options, each with its key; a missing session is never retried. */
import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import type { SpendLogRow } from "../../gateway/contract/spend-log.ts";
import { callGateway, PanelApiError } from "./gateway-client.ts";
import type { RequestFilter } from "./request-filter.ts";

const statusEveryMs = 2000;
const runningEveryMs = 400;
const pageSize = 200;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (count, failure) => count < 2 && !(failure instanceof PanelApiError && failure.status >= 400),
        refetchOnWindowFocus: false,
        staleTime: 5000,
        // "offline" is about the gateway on this machine, not about the network.
        networkMode: "always",
      },
    },
  });
}

export const statusQuery = queryOptions({
  queryKey: ["status"],
  queryFn: ({ signal }) => callGateway("status", {}, { signal }),
  refetchInterval: statusEveryMs,
  staleTime: 0,
});

export const aliasesQuery = queryOptions({
  queryKey: ["aliases"],
  queryFn: ({ signal }) => callGateway("aliases", {}, { signal }),
});

/** The config's texts; read again when the gateway says that it changed, and when the window is come back to. */
export const configFilesQuery = queryOptions({
  queryKey: ["config", "files"],
  queryFn: async ({ signal }) => {
    const askedAt = Date.now();
    return { ...(await callGateway("configFiles", {}, { signal })), askedAt };
  },
  refetchOnWindowFocus: "always",
});

export const requestsKey = "requests";

export function requestsQuery({ errors, ...rest }: RequestFilter) {
  return infiniteQueryOptions({
    queryKey: [requestsKey, { errors, ...rest }],
    queryFn: ({ pageParam, signal }) =>
      callGateway(
        "requests",
        { ...rest, errors: errors ? "true" : undefined, before: pageParam ?? undefined, limit: pageSize },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ rows, hasMore }: { rows: SpendLogRow[]; hasMore: boolean }) =>
      hasMore ? (rows.at(-1)?.id ?? null) : null,
  });
}

/** One request; asked again while it runs, because its bodies and attempts are stored at its end. */
export function requestQuery(id: string, state: string | null) {
  return queryOptions({
    queryKey: ["request", id, state],
    queryFn: ({ signal }) => callGateway("request", {}, { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === "in_flight" ? runningEveryMs : false),
    placeholderData: (previous) => (previous?.id === id ? previous : undefined),
  });
}
