/**
 * The panel: its files under /ui, its login, and its API under /ui/api as contract/admin lists it.
 *
 * Files hold no data, so they need no session; everything under /ui/api but the login does.
 */
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { adminRoutes, panelApiBase } from "../contract/admin.ts";
import type { AliasView, GatewayStatus } from "../contract/catalog.ts";
import { GatewayError } from "../contract/errors.ts";
import { explainRequestSchema, type ExplainAnswer, type ExplainRequest } from "../contract/explain.ts";
import { panelPolicy } from "../contract/panel-policy.ts";
import type { Authenticator } from "../policy/authenticate.ts";
import type { FailedLogins } from "../policy/failed-logins.ts";
import { parsedBody } from "./parsed-request.ts";
import type { PanelSessions } from "./panel-session.ts";

/** What the panel may read; the composition root hands it in, so the server knows no store. */
export interface PanelReads {
  readonly status: () => Promise<GatewayStatus>;
  readonly aliases: () => readonly AliasView[];
  readonly explain: (question: ExplainRequest) => Promise<ExplainAnswer>;
}

export interface PanelRouteParts {
  readonly reads: PanelReads;
  readonly sessions: PanelSessions;
  readonly authenticator: () => Authenticator;
  readonly failedLogins: FailedLogins;
  /** Folder of the built panel. */
  readonly panelDirectory: string;
}

const loginSchema = z.object({ token: z.string().max(512).optional(), key: z.string().max(512).optional() });
const open = { config: { access: "public" } } as const;
const session = { config: { access: "panel" } } as const;

export function registerPanelRoutes(app: FastifyInstance, parts: PanelRouteParts): void {
  app.get("/", open, (_request, reply) => reply.redirect("/ui/", 302));
  app.addHook("onRequest", async (request, reply) => {
    if (request.url.startsWith("/ui")) setPanelHeaders(reply);
    return exchangeLink(request, reply, parts.sessions);
  });
  void app.register(fastifyStatic, {
    root: parts.panelDirectory,
    prefix: "/ui/",
    redirect: false,
    dotfiles: "deny",
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header("cache-control", /\/assets\//.test(path) ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  // The router reads /ui and /ui/ as one; the page's relative addresses need the second.
  app.get("/ui", open, (request, reply) =>
    /^\/ui(\?|$)/.test(request.url) ? reply.redirect("/ui/", 302) : reply.sendFile("index.html"),
  );
  app.addHook("onRoute", (route) => {
    if (route.url.startsWith("/ui/") && !route.url.startsWith(panelApiBase))
      route.config = { ...route.config, ...open.config };
  });
  registerLogin(app, parts);
  registerReads(app, parts.reads);
}

function setPanelHeaders(reply: FastifyReply): void {
  reply
    .header("content-security-policy", panelPolicy)
    .header("referrer-policy", "no-referrer")
    .header("cross-origin-opener-policy", "same-origin")
    .header("permissions-policy", "camera=(), microphone=(), geolocation=()");
}

/** `/ui/?token=...` becomes a cookie and an address without the token. */
async function exchangeLink(request: FastifyRequest, reply: FastifyReply, sessions: PanelSessions): Promise<unknown> {
  if (request.method !== "GET" || !/^\/ui\/?\?/.test(request.url)) return undefined;
  const token = new URLSearchParams(request.url.split("?", 2)[1]).get("token");
  if (token === null) return undefined;
  const cookie = sessions.exchange(token);
  if (cookie !== null) reply.header("set-cookie", cookie);
  reply.header("cache-control", "no-store");
  return reply.redirect("/ui/", 302);
}

function registerLogin(app: FastifyInstance, { sessions, authenticator, failedLogins }: PanelRouteParts): void {
  app.post(`${panelApiBase}/login`, open, (request, reply) => {
    const address = request.clientAddress;
    const retryAfterMs = failedLogins.waitMs(address);
    if (retryAfterMs > 0) {
      throw new GatewayError("too_many_failed_logins", {
        message: "Too many wrong logins; wait a second.",
        retryAfterMs,
      });
    }
    const { token, key } = parseLogin(request.body);
    const cookie = token === undefined ? null : sessions.exchange(token);
    const byKey = key !== undefined && authenticator().isMasterKey(key) ? sessions.newCookie() : null;
    const opened = cookie ?? byKey;
    if (opened === null) {
      failedLogins.record(address);
      throw new GatewayError("panel_session_required", {
        message: "That link was used or is wrong, or the key is not the master key.",
        hint: "Start the gateway again for a new link, or log in with the value of LITELLM_MASTER_KEY.",
      });
    }
    return reply.header("set-cookie", opened).code(204).send();
  });
}

function parseLogin(body: unknown): z.infer<typeof loginSchema> {
  try {
    return loginSchema.parse(JSON.parse(Buffer.isBuffer(body) ? body.toString("utf8") : "{}"));
  } catch (cause) {
    throw new GatewayError("invalid_request", { message: 'Send {"token": "..."} or {"key": "..."}.', cause });
  }
}

function registerReads(app: FastifyInstance, reads: PanelReads): void {
  const path = (name: keyof typeof adminRoutes): string => `${panelApiBase}${adminRoutes[name].path}`;
  app.get(path("status"), session, () => reads.status());
  app.get(path("aliases"), session, () => ({ aliases: reads.aliases() }));
  app.post(path("explain"), session, (request) => reads.explain(parsedBody(explainRequestSchema, request)));
}
