/**
 * The panel's own API under `/ui/api`: method, path, query, response. Server and renderer both derive from this table.
 *
 * All routes but `login` need the panel session (cookie in a browser, token header from the desktop shell).
 */
import { z } from "zod";
import { aliasViewSchema, gatewayStatusSchema } from "./catalog.ts";
import { operations } from "./operations.ts";
import { requestStates, spendLogDetailSchema, spendLogRowSchema } from "./spend-log.ts";

export const requestPageQuerySchema = z.object({
  /** Keyset: rows with an id below this one. */
  before: z.string().max(64).optional(),
  /** Keyset: rows with an id above this one, oldest first is undone: still newest first. */
  after: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  alias: z.string().max(256).optional(),
  state: z.enum(requestStates).optional(),
  operation: z.enum(operations).optional(),
  /** Only rows that failed. */
  errors: z.enum(["true", "false"]).optional(),
  /** Substring of alias, model, error or client; bodies are not searched. */
  search: z.string().max(200).optional(),
});

export const adminRoutes = {
  status: { method: "GET", path: "/status", query: z.object({}), response: gatewayStatusSchema },
  aliases: {
    method: "GET",
    path: "/aliases",
    query: z.object({}),
    response: z.object({ aliases: z.array(aliasViewSchema) }),
  },
  requests: {
    method: "GET",
    path: "/requests",
    query: requestPageQuerySchema,
    response: z.object({ rows: z.array(spendLogRowSchema), hasMore: z.boolean() }),
  },
  request: { method: "GET", path: "/requests/:id", query: z.object({}), response: spendLogDetailSchema },
} as const;

/** SSE stream of `liveEventSchema`; the only `/ui/api` route that is not JSON. */
export const livePath = "/live";
export const panelApiBase = "/ui/api";

export type RequestPageQuery = z.infer<typeof requestPageQuerySchema>;
export type AdminRouteName = keyof typeof adminRoutes;
export type AdminResponse<Name extends AdminRouteName> = z.infer<(typeof adminRoutes)[Name]["response"]>;
