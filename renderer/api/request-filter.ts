/** A filter of the request list: what the address keeps, what the log is asked, and whether a live row passes it. */
import { z } from "zod";
import { operations } from "../../gateway/contract/operations.ts";
import { markColours, matchesFilter, type LogFilter } from "../../gateway/contract/request-filter.ts";
import { requestStates, type SpendLogRow } from "../../gateway/contract/spend-log.ts";

/** `429` in an address is read as a number. */
const word = z
  .union([z.string().max(512), z.number()])
  .transform(String)
  .optional()
  .catch(undefined);
const amount = z.number().min(0).optional().catch(undefined);

export const requestFilterSchema = z.object({
  alias: word,
  provider: word,
  deployment: word,
  model: word,
  status: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^[1-5](\d\d|xx)$/))
    .optional()
    .catch(undefined),
  key: word,
  tag: word,
  client: word,
  state: z.enum(requestStates).optional().catch(undefined),
  operation: z.enum(operations).optional().catch(undefined),
  errors: z.boolean().optional().catch(undefined),
  stream: z.boolean().optional().catch(undefined),
  pinned: z.literal(true).optional().catch(undefined),
  colour: z.enum(markColours).optional().catch(undefined),
  costMin: amount,
  costMax: amount,
  totalMin: amount,
  totalMax: amount,
  firstMin: amount,
  firstMax: amount,
  tokensMin: amount,
  tokensMax: amount,
  since: amount,
  until: amount,
  text: word,
  search: word,
});

export type RequestFilter = z.infer<typeof requestFilterSchema>;

export function isFiltered(filter: RequestFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined && value !== "");
}

/** As the log is asked. */
export function logFilterOf({ errors, stream, pinned, ...rest }: RequestFilter): LogFilter {
  return { ...rest, errors: yesOrNo(errors), stream: yesOrNo(stream), pinned: pinned === true ? "true" : undefined };
}

function yesOrNo(value: boolean | undefined): "true" | "false" | undefined {
  return value === undefined ? undefined : value ? "true" : "false";
}

/** The same question that the log answers, for a row that is not in it yet: its texts and marks are not known. */
export function passes(row: SpendLogRow, filter: RequestFilter): boolean {
  if (filter.pinned !== undefined || filter.colour !== undefined) return false;
  return matchesFilter(row, logFilterOf(filter)) && hasWords(row, filter.text);
}

function hasWords(
  { alias, upstreamModel, userAgent, tags, errorMessage }: SpendLogRow,
  text: string | undefined,
): boolean {
  if (text === undefined || text === "") return true;
  const names = [alias, upstreamModel, userAgent, errorMessage, ...(tags ?? [])].join("\n").toLowerCase();
  return text
    .toLowerCase()
    .split(/[\s"]+/)
    .every((each) => names.includes(each));
}
