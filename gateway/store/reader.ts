/**
 * Reads the log: keyset pages, one request in full, counts. Every value is a bound parameter.
 */
import { zstdDecompressSync } from "node:zlib";
import type { RequestPageQuery } from "../contract/admin.ts";
import { routeDecisionSchema } from "../contract/route-decision.ts";
import { costBreakdownSchema } from "../contract/cost.ts";
import { attemptSchema, type SpendLogDetail, type SpendLogRow } from "../contract/spend-log.ts";
import type { Connection } from "./database.ts";
import { usedBytes } from "./retention.ts";

/** A text search looks at this many of the newest rows at most, so that it ends in time at any size. */
const searchWindow = 200_000;

const rowColumns = `id, started_at AS startedAt, state, operation, alias, deployment_id AS deploymentId, provider,
  upstream_model AS upstreamModel, stream, status, prompt_tokens AS promptTokens, completion_tokens AS completionTokens,
  cached_tokens AS cachedTokens, cache_write_tokens AS cacheWriteTokens, reasoning_tokens AS reasoningTokens, cost_usd_nanos AS costUsdNanos, is_estimate AS isEstimate,
  first_token_ms AS firstTokenMs, total_ms AS totalMs, attempts, key_digest AS keyDigest, key_name AS keyName,
  user_agent AS userAgent, client_address AS clientAddress, error_code AS errorCode, error_message AS errorMessage`;

const detailColumns = `path, catalog_version AS catalogVersion, end_user AS endUser, session_id AS sessionId, client_certificate AS clientCertificate, traceparent,
  tracestate, tags, metadata, attempt_list AS attemptList, route, cost, request_bytes AS requestBytes, response_bytes AS responseBytes,
  request_packed AS requestPacked, request_body AS requestBody, response_packed AS responsePacked,
  response_body AS responseBody`;

interface DetailRow {
  path: string;
  catalogVersion: string;
  endUser: string | null;
  sessionId: string | null;
  clientCertificate: string | null;
  traceparent: string | null;
  tracestate: string | null;
  tags: string;
  metadata: string;
  attemptList: string;
  route: string | null;
  cost: string | null;
  requestBytes: number;
  responseBytes: number;
  requestPacked: number;
  requestBody: Buffer | null;
  responsePacked: number;
  responseBody: Buffer | null;
}

type StoredRow = Omit<SpendLogRow, "stream" | "isEstimate"> & { stream: number; isEstimate: number };

export interface RequestPage {
  readonly rows: SpendLogRow[];
  readonly hasMore: boolean;
}

/** Ended requests; the running ones have no row yet. */
export function readPage(connection: Connection, query: RequestPageQuery): RequestPage {
  if (query.state === "in_flight") return { rows: [], hasMore: false };
  const { where, values } = conditions(query);
  const source =
    query.search === undefined ? "request" : `(SELECT * FROM request ORDER BY id DESC LIMIT ${searchWindow})`;
  const sql = `SELECT ${rowColumns} FROM ${source} ${where} ORDER BY id DESC LIMIT @limit`;
  const rows = connection.prepare<object, StoredRow>(sql).all({ ...values, limit: query.limit + 1 });
  return { rows: rows.slice(0, query.limit).map(asRow), hasMore: rows.length > query.limit };
}

/** The conditions are fixed texts chosen by which filters are set; only their values come from outside. */
function conditions(query: RequestPageQuery): { where: string; values: Record<string, string> } {
  const parts: string[] = [];
  const values: Record<string, string> = {};
  const add = (condition: string, name: string, value: string | undefined): void => {
    if (value === undefined || value === "") return;
    parts.push(condition);
    values[name] = value;
  };
  add("id < @before", "before", query.before);
  add("id > @after", "after", query.after);
  add("alias = @alias", "alias", query.alias);
  add("state = @state", "state", query.state);
  add("operation = @operation", "operation", query.operation);
  // SQLite takes a partial index only when the query says the index's own condition.
  if (query.state !== undefined && query.state !== "ok") parts.push("state <> 'ok'");
  if (query.operation !== undefined && query.operation !== "chat") parts.push("operation <> 'chat'");
  if (query.errors === "true") parts.push("error_code IS NOT NULL");
  const search = query.search === undefined || query.search === "" ? undefined : `%${escapeLike(query.search)}%`;
  // SQLite's LIKE stops at a NUL, so such a text would match everything.
  if (search?.includes("\0") === true) parts.push("0");
  else add(searchCondition, "search", search);
  return { where: parts.length === 0 ? "" : `WHERE ${parts.join(" AND ")}`, values };
}

const searched = [
  "alias",
  "upstream_model",
  "provider",
  "error_message",
  "error_code",
  "user_agent",
  "key_digest",
  "key_name",
  "id",
];
const searchCondition = `(${searched.map((column) => `${column} LIKE @search ESCAPE '\\'`).join(" OR ")})`;

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

export function readDetail(connection: Connection, id: string): SpendLogDetail | null {
  const row = connection.prepare<[string], StoredRow>(`SELECT ${rowColumns} FROM request WHERE id = ?`).get(id);
  if (row === undefined) return null;
  const detail = connection
    .prepare<[string], DetailRow>(`SELECT ${detailColumns} FROM request_detail WHERE id = ?`)
    .get(id);
  if (detail === undefined) return null;
  const {
    tags,
    metadata,
    attemptList,
    route,
    cost,
    requestPacked,
    requestBody,
    responsePacked,
    responseBody,
    ...plain
  } = detail;
  const request = unpack(requestPacked, requestBody);
  const response = unpack(responsePacked, responseBody);
  return {
    ...asRow(row),
    ...plain,
    tags: JSON.parse(tags) as string[], // written by writer.ts
    metadata: JSON.parse(metadata) as Record<string, unknown>, // written by writer.ts
    attemptList: attemptSchema.array().parse(JSON.parse(attemptList)),
    route: route === null ? null : routeDecisionSchema.parse(JSON.parse(route)),
    cost: cost === null ? null : costBreakdownSchema.parse(JSON.parse(cost)),
    requestBody: request,
    responseBody: response,
    requestCut: isCut(request, plain.requestBytes),
    responseCut: isCut(response, plain.responseBytes),
  };
}

/** Redaction changes lengths by a little; a cut is the cap's work and loses far more. */
function isCut(body: string | null, realBytes: number): boolean {
  return body !== null && Buffer.byteLength(body) < realBytes * 0.9;
}

function unpack(packed: number, content: Buffer | null): string | null {
  if (content === null) return null;
  return (packed === 1 ? zstdDecompressSync(content) : content).toString("utf8");
}

export function readStats(connection: Connection): { rows: number; bytes: number } {
  const rows = Number(connection.prepare("SELECT count(*) FROM request").pluck().get());
  return { rows, bytes: usedBytes(connection) };
}

function asRow(row: StoredRow): SpendLogRow {
  return { ...row, stream: row.stream === 1, isEstimate: row.isEstimate === 1 };
}
