/** Use as react-query options: now, a period, and the days a bill is held against. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { UsageScope } from "../../gateway/contract/usage-figures.ts";
import { callGateway } from "./gateway-client.ts";

export const usageKey = "usage";
export const usageNowKey = "usageNow";
/** What falls out of the last minutes does so without an event. */
const nowEveryMs = 5000;

export const usageNowQuery = queryOptions({
  queryKey: [usageNowKey],
  queryFn: ({ signal }) => callGateway("usageNow", {}, { signal }),
  refetchInterval: nowEveryMs,
});

/** @param edges  rising epoch milliseconds. What was shown stays until the answer to another question is there. */
export function usageQuery(edges: readonly number[], by: UsageScope) {
  return queryOptions({
    queryKey: [usageKey, by, edges.join()],
    queryFn: ({ signal }) => callGateway("usage", { edges: edges.join(), by }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** @param from  UTC, `YYYY-MM-DD`; both days included */
export function usageDaysQuery(from: string, to: string) {
  return queryOptions({
    queryKey: ["usageDays", from, to],
    queryFn: ({ signal }) => callGateway("usageDays", { from, to }, { signal }),
  });
}
