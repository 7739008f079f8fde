/** A filter of the request list: what the address keeps, what the log is asked, and whether a live row passes it. */
import { z } from "zod";
import { operations } from "../../gateway/contract/operations.ts";
import { requestStates, type SpendLogRow } from "../../gateway/contract/spend-log.ts";

export const requestFilterSchema = z.object({
  alias: z.string().max(256).optional().catch(undefined),
  state: z.enum(requestStates).optional().catch(undefined),
  operation: z.enum(operations).optional().catch(undefined),
  errors: z.literal(true).optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
});

export type RequestFilter = z.infer<typeof requestFilterSchema>;

export function isFiltered({ alias, state, operation, errors, search }: RequestFilter): boolean {
  const isNarrowed = alias !== undefined || state !== undefined || operation !== undefined;
  return isNarrowed || errors === true || (search ?? "") !== "";
}

/** The same question that the log answers in SQL, for a row that is not in it yet. */
export function passes(row: SpendLogRow, { alias, state, operation, errors, search }: RequestFilter): boolean {
  if (alias !== undefined && row.alias !== alias) return false;
  if (state !== undefined && row.state !== state) return false;
  if (operation !== undefined && row.operation !== operation) return false;
  if (errors === true && row.errorCode === null) return false;
  if (search === undefined || search === "") return true;
  const word = search.toLowerCase();
  const { upstreamModel, provider, errorMessage, errorCode, userAgent, keyDigest, keyName, id } = row;
  return [row.alias, upstreamModel, provider, errorMessage, errorCode, userAgent, keyDigest, keyName, id].some((text) =>
    (text ?? "").toLowerCase().includes(word),
  );
}
