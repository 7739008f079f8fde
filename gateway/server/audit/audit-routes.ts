/** The audit log in the panel's API: pages from its end, the state of its chain, and the log as a file. */
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { panelApiBase } from "../../contract/admin.ts";
import {
  auditExportPath,
  auditExportSchema,
  auditPageQuerySchema,
  auditRoutes,
  type AuditExport,
  type AuditPage,
  type AuditPageQuery,
  type AuditState,
} from "../../contract/audit.ts";
import { parsedBody, parsedQuery } from "../parsed-request.ts";

/** What the routes ask; the composition root hands in the log, so the server knows no file. */
export interface AuditQuestions {
  page(query: AuditPageQuery): Promise<AuditPage>;
  state(): Promise<AuditState>;
  export(request: AuditExport): AsyncGenerator<string>;
}

const session = { config: { access: "panel" } } as const;
const types = { jsonl: "application/x-ndjson", csv: "text/csv; charset=utf-8" } as const;

export function registerAuditRoutes(app: FastifyInstance, log: AuditQuestions): void {
  app.get(`${panelApiBase}${auditRoutes.audit.path}`, session, (request) =>
    log.page(parsedQuery(auditPageQuerySchema, request)),
  );
  app.get(`${panelApiBase}${auditRoutes.auditChain.path}`, session, () => log.state());
  app.post(`${panelApiBase}${auditExportPath}`, session, async (request, reply) => {
    const asked = parsedBody(auditExportSchema, request);
    reply
      .header("content-type", types[asked.format])
      .header("content-disposition", `attachment; filename="audit.${asked.format}"`)
      .header("cache-control", "no-store");
    return Readable.from(log.export(asked), { objectMode: false });
  });
}
