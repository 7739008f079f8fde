/**
 * A filter of the request log: what can be asked, and whether a row passes it.
 *
 * The reader narrows by columns and an index first; this is the answer that counts, for stored rows, for running ones and
 * for live ones in the panel. Values that are names take `*` for any text.
 */
import { z } from "zod";
import { operations } from "./operations.ts";
import { requestStates, type SpendLogRow } from "./spend-log.ts";

const name = z.string().max(512).optional();
const amount = z.coerce.number().min(0).max(Number.MAX_SAFE_INTEGER).optional();
const yesOrNo = z.enum(["true", "false"]).optional();

export const markColours = ["red", "orange", "green", "blue", "purple"] as const;

export const requestFilterShape = {
  alias: name,
  provider: name,
  /** Id of a deployment. */
  deployment: name,
  /** The provider's name of the model. */
  model: name,
  /** A status the client got, or a class of them: `429`, `4xx`. */
  status: z
    .string()
    .regex(/^[1-5](\d\d|xx)$/)
    .optional(),
  /** A key's name, or the beginning of its digest. */
  key: name,
  tag: name,
  /** Part of the client's user agent, or its whole address; case counts for nothing. */
  client: name,
  state: z.enum(requestStates).optional(),
  operation: z.enum(operations).optional(),
  /** Only rows that failed, or only those that did not. */
  errors: yesOrNo,
  stream: yesOrNo,
  pinned: z.literal("true").optional(),
  colour: z.enum(markColours).optional(),
  /** USD nanos. A row whose cost is not known passes no bound; the same holds for times and tokens. */
  costMin: amount,
  costMax: amount,
  /** Milliseconds. */
  totalMin: amount,
  totalMax: amount,
  firstMin: amount,
  firstMax: amount,
  /** Prompt and completion tokens together. */
  tokensMin: amount,
  tokensMax: amount,
  /** Epoch milliseconds of the start: from, and up to but without. */
  since: amount,
  until: amount,
  /** Words of prompts, answers, errors and names; "quoted words" stand together. */
  text: z.string().max(300).optional(),
  /** Substring of alias, model, provider, error, client or key, or the beginning of an id. */
  search: z.string().max(200).optional(),
};

const requestFilterSchema = z.object(requestFilterShape);
export type LogFilter = z.infer<typeof requestFilterSchema>;

/** Everything but `text`, `pinned` and `colour`, which a row does not hold. */
export function matchesFilter(row: SpendLogRow, filter: LogFilter): boolean {
  return matchesNames(row, filter) && matchesKinds(row, filter) && matchesAmounts(row, filter);
}

function matchesNames(
  row: SpendLogRow,
  { alias, provider, deployment, model, key, tag, client, search }: LogFilter,
): boolean {
  return (
    isNamed(row.alias, alias) &&
    isNamed(row.provider, provider) &&
    isNamed(row.deploymentId, deployment) &&
    isNamed(row.upstreamModel, model) &&
    (isUnset(key) || isKey(row.keyName, row.keyDigest, key)) &&
    (isUnset(tag) || (row.tags ?? []).some((each) => isNamed(each, tag))) &&
    (isUnset(client) || isClient(row.userAgent, row.clientAddress, client)) &&
    (isUnset(search) || isFound(row, search))
  );
}

function matchesKinds(row: SpendLogRow, { status, state, operation, errors, stream }: LogFilter): boolean {
  return (
    (status === undefined || isStatus(row.status, status)) &&
    (state === undefined || row.state === state) &&
    (operation === undefined || row.operation === operation) &&
    (errors === undefined || (row.errorCode !== null) === (errors === "true")) &&
    (stream === undefined || row.stream === (stream === "true"))
  );
}

function matchesAmounts(row: SpendLogRow, filter: LogFilter): boolean {
  const cost = row.costUsdNanos === null ? null : Number(row.costUsdNanos);
  return (
    isWithin(cost, filter.costMin, filter.costMax) &&
    isWithin(row.totalMs, filter.totalMin, filter.totalMax) &&
    isWithin(row.firstTokenMs, filter.firstMin, filter.firstMax) &&
    isWithin(tokensOf(row), filter.tokensMin, filter.tokensMax) &&
    (filter.since === undefined || row.startedAt >= filter.since) &&
    (filter.until === undefined || row.startedAt < filter.until)
  );
}

/** @param pattern  `*` stands for any text; nothing = every name */
export function isNamed(value: string | null, pattern: string | undefined): boolean {
  if (isUnset(pattern)) return true;
  if (value === null) return false;
  return pattern.includes("*") ? matchesPattern(value, pattern.split("*")) : value === pattern;
}

function matchesPattern(value: string, parts: readonly string[]): boolean {
  const [first = "", ...rest] = parts;
  const last = rest.pop() ?? "";
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found === -1 || found + part.length > value.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

export function isKey(keyName: string | null, keyDigest: string | null, wanted: string): boolean {
  const isDigest = /^[0-9a-f]{4,}$/.test(wanted) && (keyDigest ?? "").startsWith(wanted);
  return isDigest || isNamed(keyName, wanted);
}

export function isClient(userAgent: string | null, address: string | null, wanted: string): boolean {
  return (userAgent ?? "").toLowerCase().includes(wanted.toLowerCase()) || address === wanted;
}

export function isStatus(status: number | null, wanted: string): boolean {
  if (status === null) return false;
  return wanted.endsWith("xx") ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted);
}

/** Where `search` looks, beside the beginning of the id. */
export function isFound(row: SpendLogRow, search: string): boolean {
  const word = search.toLowerCase();
  const { alias, upstreamModel, provider, errorMessage, errorCode, userAgent, keyDigest, keyName } = row;
  const places = [alias, upstreamModel, provider, errorMessage, errorCode, userAgent, keyDigest, keyName];
  return row.id.startsWith(word) || places.some((text) => (text ?? "").toLowerCase().includes(word));
}

function tokensOf({ promptTokens, completionTokens }: SpendLogRow): number | null {
  return promptTokens === null && completionTokens === null ? null : (promptTokens ?? 0) + (completionTokens ?? 0);
}

function isWithin(value: number | null, min: number | undefined, max: number | undefined): boolean {
  if (min === undefined && max === undefined) return true;
  return value !== null && (min === undefined || value >= min) && (max === undefined || value <= max);
}

function isUnset(text: string | undefined): text is undefined | "" {
  return text === undefined || text === "";
}
