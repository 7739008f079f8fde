/**
 * The panel's own API under `/ui/api`: method, path, query, response. Server and renderer both derive from this table.
 *
 * All routes but `login` need the panel session (cookie in a browser, token header from the desktop shell).
 */
import { z } from "zod";
import { auditRoutes } from "./audit.ts";
import { explainAnswerSchema, explainRequestSchema } from "./explain.ts";
import { aliasViewSchema, gatewayStatusSchema } from "./catalog.ts";
import {
  configFileSchema,
  configFilesSchema,
  configVariableSchema,
  configVersionSchema,
  draftReadingSchema,
  draftsSchema,
  editAnswerSchema,
  editRequestSchema,
  saveAnswerSchema,
  savePreviewSchema,
  saveRequestSchema,
  setVariableSchema,
} from "./config-files.ts";
import {
  catalogAnswerSchema,
  deploymentTestSchema,
  discoverAnswerSchema,
  discoverRequestSchema,
  modelSourceSchema,
  probeAnswerSchema,
} from "./model-catalog.ts";
import { documentHeadSchema } from "./panel-documents.ts";
import { playgroundSessionSchema } from "./playground.ts";
import { panelKeyRoutes } from "./panel-keys.ts";
import {
  deleteAnswerSchema,
  deleteRequestSchema,
  histogramQuerySchema,
  histogramSchema,
  markAnswerSchema,
  markRequestSchema,
  requestPageQuerySchema,
  requestPageSchema,
  valuesQuerySchema,
  valuesSchema,
} from "./request-search.ts";
import { requestWireAnswerSchema, streamTimelineAnswerSchema } from "./request-wire.ts";
import { replayRoutes } from "./replay.ts";
import { spendLogDetailSchema } from "./spend-log.ts";
import { telemetryStatusSchema, telemetryTestSchema } from "./telemetry.ts";
import { usageRoutes } from "./usage-figures.ts";

const none = z.object({});

export const adminRoutes = {
  status: { method: "GET", path: "/status", query: none, response: gatewayStatusSchema },
  aliases: {
    method: "GET",
    path: "/aliases",
    query: none,
    response: z.object({ aliases: z.array(aliasViewSchema) }),
  },
  requests: {
    method: "GET",
    path: "/requests",
    query: requestPageQuerySchema,
    response: requestPageSchema,
  },
  requestHistogram: {
    method: "GET",
    path: "/requests/histogram",
    query: histogramQuerySchema,
    response: histogramSchema,
  },
  /** Values that a field of the log holds, to complete a filter with. */
  requestValues: { method: "GET", path: "/requests/values", query: valuesQuerySchema, response: valuesSchema },
  requestMarks: {
    method: "POST",
    path: "/requests/marks",
    query: none,
    body: markRequestSchema,
    response: markAnswerSchema,
  },
  requestDelete: {
    method: "POST",
    path: "/requests/delete",
    query: none,
    body: deleteRequestSchema,
    response: deleteAnswerSchema,
  },
  /** By our id, or by the `x-litellm-call-id` that the client sent. */
  request: { method: "GET", path: "/requests/:id", query: none, response: spendLogDetailSchema },
  requestWire: { method: "GET", path: "/requests/:id/wire", query: none, response: requestWireAnswerSchema },
  requestTimeline: { method: "GET", path: "/requests/:id/timeline", query: none, response: streamTimelineAnswerSchema },
  /** Why a request would go where it would go, without sending it. */
  explain: {
    method: "POST",
    path: "/explain",
    query: none,
    body: explainRequestSchema,
    response: explainAnswerSchema,
  },
  // the config's files
  configFiles: { method: "GET", path: "/config", query: none, response: configFilesSchema },
  /** What drafts mean; files without a draft count as they are on disk. */
  configRead: { method: "POST", path: "/config/read", query: none, body: draftsSchema, response: draftReadingSchema },
  configEdit: {
    method: "POST",
    path: "/config/edit",
    query: none,
    body: editRequestSchema,
    response: editAnswerSchema,
  },
  /** What a save would change for clients. */
  configPreview: {
    method: "POST",
    path: "/config/preview",
    query: none,
    body: draftsSchema,
    response: savePreviewSchema,
  },
  configSave: {
    method: "POST",
    path: "/config/save",
    query: none,
    body: saveRequestSchema,
    response: saveAnswerSchema,
  },
  configHistory: {
    method: "GET",
    path: "/config/history",
    query: none,
    response: z.object({ versions: z.array(configVersionSchema) }),
  },
  configVersion: { method: "GET", path: "/config/history/:id", query: none, response: configFileSchema },
  /** Stores a variable in the `.env`; the value is never given back. */
  configVariable: {
    method: "POST",
    path: "/config/variable",
    query: none,
    body: setVariableSchema,
    response: configVariableSchema,
  },
  // the catalog
  catalog: { method: "GET", path: "/catalog", query: none, response: catalogAnswerSchema },
  modelSources: {
    method: "GET",
    path: "/catalog/sources",
    query: none,
    response: z.object({ sources: z.array(modelSourceSchema) }),
  },
  discover: {
    method: "POST",
    path: "/catalog/discover",
    query: none,
    body: discoverRequestSchema,
    response: discoverAnswerSchema,
  },
  /** Tries what a deployment can do, with real calls that cost tokens. */
  probe: {
    method: "POST",
    path: "/catalog/:id/probe",
    query: none,
    body: z.object({}),
    response: probeAnswerSchema,
  },
  testDeployment: {
    method: "POST",
    path: "/catalog/:id/test",
    query: none,
    body: z.object({}),
    response: deploymentTestSchema,
  },
  // the playground
  playgroundSessions: {
    method: "GET",
    path: "/playground/sessions",
    query: none,
    response: z.object({ sessions: z.array(documentHeadSchema) }),
  },
  playgroundSession: {
    method: "GET",
    path: "/playground/sessions/:id",
    query: none,
    response: playgroundSessionSchema,
  },
  savePlaygroundSession: {
    method: "POST",
    path: "/playground/sessions",
    query: none,
    body: playgroundSessionSchema,
    response: documentHeadSchema,
  },
  removePlaygroundSession: {
    method: "POST",
    path: "/playground/sessions/:id/remove",
    query: none,
    body: none,
    response: none,
  },
  // telemetry
  telemetry: { method: "GET", path: "/telemetry", query: none, response: telemetryStatusSchema },
  /** Sends one test span past the queue and answers with what the receiver said. */
  telemetryTest: { method: "POST", path: "/telemetry/test", query: none, body: none, response: telemetryTestSchema },
  ...panelKeyRoutes,
  ...usageRoutes,
  ...auditRoutes,
  ...replayRoutes,
} as const;

/** SSE stream of `liveEventSchema`. */
export const livePath = "/live";
/** POST of `exportRequestSchema`; the answer is the file. */
export const exportPath = "/requests/export";
export const panelApiBase = "/ui/api";

export type AdminRouteName = keyof typeof adminRoutes;
export type AdminResponse<Name extends AdminRouteName> = z.infer<(typeof adminRoutes)[Name]["response"]>;
