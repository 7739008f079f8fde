/** The catalog's reads. Their keys begin with `config`, so that a changed config reads them anew. */
import { queryOptions } from "@tanstack/react-query";
import { callGateway } from "./gateway-client.ts";

const everyMs = 5000;
/** The figures of the last day are not gathered yet. */
const soonMs = 500;

export const catalogQuery = queryOptions({
  queryKey: ["config", "catalog"],
  queryFn: ({ signal }) => callGateway("catalog", {}, { signal }),
  refetchInterval: ({ state: { data } }) => (data?.figuresAt === null ? soonMs : everyMs),
});

/** Asked when the page is opened: it looks for local servers. */
export const modelSourcesQuery = queryOptions({
  queryKey: ["config", "model-sources"],
  queryFn: ({ signal }) => callGateway("modelSources", {}, { signal }),
  staleTime: 0,
});
