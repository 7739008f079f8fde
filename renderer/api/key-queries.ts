/** Virtual keys as react-query options. A key's secret is in none of them: answers that hold one are never cached. */
import { queryOptions } from "@tanstack/react-query";
import { callGateway } from "./gateway-client.ts";

/** Minutes end and periods begin anew without an event. */
const keysEveryMs = 5000;

export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: ({ signal }) => callGateway("keys", {}, { signal }),
  refetchInterval: keysEveryMs,
});

export const keyDayKey = "keyDay";

export function keyDayQuery(id: string) {
  return queryOptions({
    queryKey: [keyDayKey, id],
    queryFn: ({ signal }) => callGateway("keyDay", {}, { params: { id }, signal }),
    placeholderData: (previous, query) => (query?.queryKey[1] === id ? previous : undefined),
  });
}
