/**
 * The request log in the panel's API: pages, one request, histogram, values, marks, deletion and export.
 */
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply } from "fastify";
import { adminRoutes, exportPath, panelApiBase } from "../contract/admin.ts";
import { GatewayError } from "../contract/errors.ts";
import {
  deleteRequestSchema,
  exportRequestSchema,
  exportRowsHeader,
  histogramQuerySchema,
  markRequestSchema,
  requestPageQuerySchema,
  valuesQuerySchema,
  type ExportFormat,
  type ExportRequest,
  type Histogram,
  type HistogramQuery,
  type MarkRequest,
  type RequestMark,
  type RequestPage,
  type RequestPageQuery,
  type Values,
  type ValuesQuery,
} from "../contract/request-search.ts";
import type { RequestWire, StreamTimeline } from "../contract/request-wire.ts";
import type { SpendLogDetail } from "../contract/spend-log.ts";
import { parsedBody, parsedQuery } from "./parsed-request.ts";

/** What the routes ask; the composition root hands in the log, so the server knows no store. */
export interface LogQuestions {
  page(query: RequestPageQuery): Promise<RequestPage>;
  detail(id: string): Promise<SpendLogDetail | null>;
  wire(id: string): Promise<RequestWire | null>;
  timeline(id: string): Promise<StreamTimeline | null>;
  histogram(query: HistogramQuery): Promise<Histogram>;
  values(query: ValuesQuery): Promise<Values>;
  mark(request: MarkRequest): Promise<Readonly<Record<string, RequestMark>>>;
  delete(ids: readonly string[]): Promise<number>;
  export(request: ExportRequest): Promise<{ readonly rows: number; readonly text: AsyncGenerator<string> }>;
}

const session = { config: { access: "panel" } } as const;
const types: Readonly<Record<ExportFormat, string>> = {
  jsonl: "application/x-ndjson",
  csv: "text/csv; charset=utf-8",
  har: "application/json",
};

export function registerLogRoutes(app: FastifyInstance, log: LogQuestions): void {
  const path = (name: keyof typeof adminRoutes): string => `${panelApiBase}${adminRoutes[name].path}`;
  app.get(path("requests"), session, (request) => log.page(parsedQuery(requestPageQuerySchema, request)));
  app.get(path("requestHistogram"), session, (request) => log.histogram(parsedQuery(histogramQuerySchema, request)));
  app.get(path("requestValues"), session, (request) => log.values(parsedQuery(valuesQuerySchema, request)));
  app.post(path("requestMarks"), session, async (request) => ({
    marks: await log.mark(parsedBody(markRequestSchema, request)),
  }));
  app.post(path("requestDelete"), session, async (request) => ({
    deleted: await log.delete(parsedBody(deleteRequestSchema, request).ids),
  }));
  app.post(`${panelApiBase}${exportPath}`, session, (request, reply) =>
    sendExport(log, parsedBody(exportRequestSchema, request), reply),
  );
  app.get<{ Params: { id: string } }>(path("requestWire"), session, async ({ params }) => ({
    wire: await log.wire(params.id.slice(0, 128)),
  }));
  app.get<{ Params: { id: string } }>(path("requestTimeline"), session, async ({ params }) => ({
    timeline: await log.timeline(params.id.slice(0, 128)),
  }));
  app.get<{ Params: { id: string } }>(path("request"), session, async ({ params }) => {
    const detail = await log.detail(params.id.slice(0, 128));
    if (detail !== null) return detail;
    throw new GatewayError("route_not_found", {
      message: "This request is not in the log.",
      hint: "It may be older than the log keeps, or was dropped while the log was full.",
    });
  });
}

/** The stream is returned, not sent: the act's line in the audit log comes first. */
async function sendExport(log: LogQuestions, request: ExportRequest, reply: FastifyReply): Promise<Readable> {
  const { rows, text } = await log.export(request);
  reply
    .header("content-type", types[request.format])
    .header("content-disposition", `attachment; filename="requests.${request.format}"`)
    .header("cache-control", "no-store")
    .header(exportRowsHeader, String(rows));
  return Readable.from(text, { objectMode: false });
}
