/**
 * The playground's own routes: its sessions, and its calls, which go the way of every client's call as the admin's.
 *
 * The panel holds no key, so its session stands in for one; what it may send along is what this file lets through.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { adminRoutes, panelApiBase } from "../contract/admin.ts";
import { GatewayError } from "../contract/errors.ts";
import type { DocumentStore } from "../contract/panel-documents.ts";
import { playgroundChatPath, playgroundSessionSchema, type PlaygroundSession } from "../contract/playground.ts";
import type { Principal } from "../policy/authenticate.ts";
import { handleChat } from "../pipeline/handle-chat.ts";
import { jsonBody } from "./json-body.ts";
import { authenticatedCall, type PipelineRouteParts } from "./pipeline-route.ts";

export interface PlaygroundParts extends PipelineRouteParts {
  readonly documents: DocumentStore;
}

const session = { config: { access: "panel" } } as const;
const panelUser: Principal = { kind: "admin", keyDigest: null, keyName: "panel", key: null };
const passedHeaders = ["content-type", "x-litellm-session-id", "x-litellm-tags", "x-litellm-num-retries"] as const;

export function registerPlaygroundRoutes(app: FastifyInstance, parts: PlaygroundParts): void {
  app.post(`${panelApiBase}${playgroundChatPath}`, session, (request, reply) => {
    request.principal = panelUser;
    const call = authenticatedCall(request, reply, { operation: "chat", modelFromPath: null }, parts);
    reply.hijack();
    return handleChat({ ...call, headers: callHeaders(request) }, parts.pipeline);
  });
  registerSessions(app, parts.documents);
}

function callHeaders({ headers }: FastifyRequest): Record<string, string> {
  const passed: Record<string, string> = { "user-agent": "portico-playground" };
  for (const name of passedHeaders) {
    const value = headers[name];
    if (typeof value === "string") passed[name] = value;
  }
  return passed;
}

function registerSessions(app: FastifyInstance, documents: DocumentStore): void {
  const path = (name: keyof typeof adminRoutes): string => `${panelApiBase}${adminRoutes[name].path}`;
  app.get(path("playgroundSessions"), session, async () => ({ sessions: await documents.list("playground") }));
  app.get<{ Params: { id: string } }>(path("playgroundSession"), session, async ({ params }) => {
    const found = await documents.read("playground", params.id.slice(0, 64));
    if (found === null) throw noSuchSession();
    return JSON.parse(found.body) as PlaygroundSession; // written by the route below
  });
  app.post(path("savePlaygroundSession"), session, async (request) => {
    const parsed = playgroundSessionSchema.safeParse(jsonBody(request));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new GatewayError("invalid_request", {
        message: `This session cannot be kept: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`,
      });
    }
    const { id, title, createdAt, updatedAt, parentId } = parsed.data;
    const head = { id, title, createdAt, updatedAt, parentId };
    await documents.write("playground", { head, body: JSON.stringify(parsed.data) });
    return head;
  });
  app.post<{ Params: { id: string } }>(path("removePlaygroundSession"), session, async ({ params }) => {
    if (!(await documents.remove("playground", params.id.slice(0, 64)))) throw noSuchSession();
    return {};
  });
}

function noSuchSession(): GatewayError {
  return new GatewayError("route_not_found", {
    message: "There is no such playground session.",
    hint: "It may have been removed in another window.",
  });
}
