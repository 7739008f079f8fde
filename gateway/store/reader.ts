/**
 * Reads the log: keyset pages, one request in full, counts. Every value is a bound parameter.
 */
import type { RequestPage, RequestPageQuery } from "../contract/request-search.ts";
import { routeDecisionSchema } from "../contract/route-decision.ts";
import { costBreakdownSchema } from "../contract/cost.ts";
import { attemptSchema, type SpendLogDetail } from "../contract/spend-log.ts";
import type { Connection } from "./database.ts";
import { readMarks } from "./marks.ts";
import { asRow, rowColumns, type StoredRow } from "./rows.ts";
import { unpackBody } from "./search/searched-text.ts";

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

/** The log as it is: a page without a filter needs nothing but the order of the ids. */
export function readNewest(connection: Connection, { before, after, limit }: RequestPageQuery): RequestPage {
  const sql = `SELECT ${rowColumns} FROM request WHERE id < @before AND id > @after ORDER BY id DESC LIMIT @limit`;
  const found = connection
    .prepare<object, StoredRow>(sql)
    .all({ before: before ?? "\u{10ffff}", after: after ?? "", limit: limit + 1 });
  const rows = found.slice(0, limit).map(asRow);
  const hasMore = found.length > limit;
  const marks = readMarks(
    connection,
    rows.map(({ id }) => id),
  );
  return { rows, hasMore, next: hasMore ? (rows.at(-1)?.id ?? null) : null, marks };
}

/** @param wanted  our id, or the call id of the client, whose newest request it is then */
export function readDetail(connection: Connection, wanted: string): SpendLogDetail | null {
  const byId = connection.prepare<[string], StoredRow>(`SELECT ${rowColumns} FROM request WHERE id = ?`);
  const byCall = connection.prepare<[string], StoredRow>(
    `SELECT ${rowColumns} FROM request WHERE call_id = ? ORDER BY id DESC LIMIT 1`,
  );
  const row = byId.get(wanted) ?? byCall.get(wanted);
  if (row === undefined) return null;
  const { id } = row;
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
  const request = unpackBody(requestPacked, requestBody);
  const response = unpackBody(responsePacked, responseBody);
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
