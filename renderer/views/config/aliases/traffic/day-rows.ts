/** The newest requests of the last day, page after page up to a bound, for counting. */
import { queryOptions } from "@tanstack/react-query";
import type { SpendLogRow } from "../../../../../gateway/contract/spend-log.ts";
import { callGateway } from "../../../../api/gateway-client.ts";
import { requestsKey } from "../../../../api/queries.ts";
import { dayMs } from "./traffic.ts";

const pageSize = 500;
const mostRows = 2000;
const staleMs = 60_000;

export const dayRowsQuery = queryOptions({
  // Under the key of the requests: a gap in the live feed reads it again.
  queryKey: [requestsKey, "last-day"],
  queryFn: ({ signal }) => readDay(signal),
  staleTime: staleMs,
});

async function readDay(signal: AbortSignal): Promise<{ rows: readonly SpendLogRow[]; isCut: boolean }> {
  const since = Date.now() - dayMs;
  const rows: SpendLogRow[] = [];
  let before: string | undefined;
  while (rows.length < mostRows) {
    const page = await callGateway("requests", { limit: pageSize, before }, { signal });
    const recent = page.rows.filter(({ startedAt }) => startedAt >= since);
    rows.push(...recent);
    before = page.rows.at(-1)?.id;
    if (!page.hasMore || before === undefined || recent.length < page.rows.length) return { rows, isCut: false };
  }
  return { rows, isCut: true };
}
