/** The panel's reads as react-query options, each with its key; a missing session is never retried. */
import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import type { FilterField, RequestPage } from "../../gateway/contract/request-search.ts";
import { callGateway, PanelApiError } from "./gateway-client.ts";
import { logFilterOf, type RequestFilter } from "./request-filter.ts";

const statusEveryMs = 2000;
const runningEveryMs = 400;
const histogramEveryMs = 5000;
const pageSize = 200;
/** With their texts, which the log has to look into. */
const textPageSize = 60;

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

export function requestsQuery(filter: RequestFilter) {
  const limit = filter.text === undefined ? pageSize : textPageSize;
  return infiniteQueryOptions({
    queryKey: [requestsKey, filter],
    queryFn: ({ pageParam, signal }) =>
      callGateway("requests", { ...logFilterOf(filter), before: pageParam ?? undefined, limit }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ rows, hasMore, next }: RequestPage) => (hasMore ? (next ?? rows.at(-1)?.id ?? null) : null),
  });
}

/** What the list holds over time, for the same filter. */
export function histogramQuery(filter: RequestFilter) {
  return queryOptions({
    queryKey: ["histogram", filter],
    queryFn: ({ signal }) => {
      const offsetMinutes = -new Date().getTimezoneOffset();
      return callGateway("requestHistogram", { ...logFilterOf(filter), offsetMinutes }, { signal });
    },
    refetchInterval: histogramEveryMs,
    // The bars stay until the new ones are there.
    placeholderData: (previous) => previous,
  });
}

/** Values that a field of the log holds, most frequent first. */
export function valuesQuery(field: FilterField | null, part: string) {
  return queryOptions({
    queryKey: ["values", field, part],
    queryFn: ({ signal }) => callGateway("requestValues", { field: field ?? "alias", part }, { signal }),
    enabled: field !== null,
    placeholderData: (previous) => previous,
  });
}

/** Both sides of the gateway, for those who look closely; stored with the request's end. */
export function wireQuery(id: string) {
  return queryOptions({
    queryKey: ["wire", id],
    queryFn: ({ signal }) => callGateway("requestWire", {}, { params: { id }, signal }),
    staleTime: Infinity,
  });
}

/** When each piece of a stream passed; stored with the request's end. */
export function timelineQuery(id: string) {
  return queryOptions({
    queryKey: ["timeline", id],
    queryFn: ({ signal }) => callGateway("requestTimeline", {}, { params: { id }, signal }),
    staleTime: Infinity,
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
