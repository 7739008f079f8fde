/** Replays as react-query options: the chain of a row, two answers, a plan, and runs, which are asked again while they run. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ReplayChain } from "../../gateway/contract/replay.ts";
import { callGateway } from "./gateway-client.ts";

const runningEveryMs = 500;

export const replayRunsKey = "replayRuns";

export function replayChainQuery(id: string) {
  return queryOptions({
    queryKey: ["replayChain", id],
    queryFn: ({ signal }) => callGateway("replayChain", {}, { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && stillMoves(data) ? runningEveryMs : false),
  });
}

/** Something of it runs, or ran when it was asked whether it can be sent again. */
function stillMoves({ hindrance, entries }: ReplayChain): boolean {
  return hindrance === "running" || entries.some(({ row }) => row?.state === "in_flight");
}

export function comparisonQuery(before: string, after: string) {
  return queryOptions({
    queryKey: ["replayCompare", before, after],
    queryFn: ({ signal }) => callGateway("replayCompare", { a: before, b: after }, { signal }),
  });
}

/** @param alias  "" = none is chosen yet */
export function replayPlanQuery(ids: readonly string[], alias: string) {
  return queryOptions({
    queryKey: ["replayPlan", alias, ids.join()],
    queryFn: ({ signal }) => callGateway("replayPlan", {}, { body: { ids: [...ids], alias }, signal }),
    enabled: alias !== "",
    placeholderData: keepPreviousData,
  });
}

export const replayRunsQuery = queryOptions({
  queryKey: [replayRunsKey],
  queryFn: ({ signal }) => callGateway("replayRuns", {}, { signal }),
  staleTime: 0,
  refetchInterval: ({ state: { data } }) =>
    data?.runs.some(({ state }) => state === "running") === true ? runningEveryMs : false,
});

export function replayRunQuery(id: string) {
  return queryOptions({
    queryKey: [replayRunsKey, id],
    queryFn: ({ signal }) => callGateway("replayRun", {}, { params: { id }, signal }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data?.state === "running" ? runningEveryMs : false),
  });
}
