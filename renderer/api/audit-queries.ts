/** The audit log as react-query options, and as a file. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { panelApiBase } from "../../gateway/contract/admin.ts";
import { auditExportPath, type AuditFilter, type AuditPage } from "../../gateway/contract/audit.ts";
import { callGateway, postForFile } from "./gateway-client.ts";

const pageSize = 100;
/** Whoever reads further back is not disturbed. */
const freshPages = 2;
const freshMs = 5000;
const chainMs = 60_000;

export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) =>
      callGateway("audit", { ...filter, limit: pageSize, before: pageParam ?? undefined }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: AuditPage) => next,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= freshPages ? freshMs : false),
    placeholderData: keepPreviousData,
  });
}

/** One line by its act's id, for an address that names it. */
export function auditLineQuery(id: string) {
  return queryOptions({
    queryKey: ["audit", "line", id],
    queryFn: async ({ signal }) => {
      const { lines } = await callGateway("audit", { text: id, limit: 10 }, { signal });
      return lines.find((line) => line.id === id) ?? null;
    },
  });
}

/** Every line is read for it. */
export const auditChainQuery = queryOptions({
  queryKey: ["auditChain"],
  queryFn: ({ signal }) => callGateway("auditChain", {}, { signal }),
  refetchInterval: chainMs,
  staleTime: chainMs,
});

/** @throws PanelApiError */
export async function exportAudit(format: "jsonl" | "csv", filter: AuditFilter): Promise<string> {
  const response = await postForFile(
    `${panelApiBase}${auditExportPath}`,
    { format, filter },
    new AbortController().signal,
  );
  return response.text();
}
