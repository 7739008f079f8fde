/**
 * The HTTP server: the door first, then who is calling, then the route. Every hook is global, so no route can miss one.
 */
import type { Socket } from "node:net";
import Fastify, { type FastifyInstance, type FastifyServerFactory } from "fastify";
import { errorBody, GatewayError } from "../contract/errors.ts";
import { authorizeRequest, type AuthParts } from "./auth-hook.ts";
import type { ClientDoor } from "./client-door.ts";
import { allowOrigin } from "./cors.ts";
import { sendError, type BugReporter } from "./error-reply.ts";
import { guardRequest, type DoorPolicy } from "./guard-hook.ts";
import { unknownRoute } from "./pipeline-route.ts";
import type { SecureListener } from "./secure-listener.ts";
import { securityHeaders } from "./security-headers.ts";

/** The web framework's type stays in this room. */
export type HttpServer = FastifyInstance;

export interface HttpParts extends AuthParts {
  readonly doorPolicy: () => DoorPolicy;
  readonly clients: ClientDoor;
  /** null = plain HTTP. */
  readonly secure: SecureListener | null;
  readonly maxRequestBytes: number;
  readonly reportBug: BugReporter;
}

/** Methods that may stand on a route of ours; another one on a known path answers 405. */
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

const serverOptions = {
  maxHeaderSize: 16_384,
  headersTimeout: 60_000,
  keepAliveTimeout: 72_000,
  requestTimeout: 300_000,
} as const;

export function createHttpServer(parts: HttpParts): HttpServer {
  const { secure, clients } = parts;
  const app = Fastify({
    ...factoryOf(secure),
    logger: false,
    bodyLimit: parts.maxRequestBytes,
    requestTimeout: serverOptions.requestTimeout,
    exposeHeadRoutes: false,
    return503OnClosing: true,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 1024, ignoreTrailingSlash: true, ignoreDuplicateSlashes: false },
    http: serverOptions,
    clientErrorHandler: answerMalformed,
    frameworkErrors: (error, request, reply) => sendError(error, request, reply, parts.reportBug),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.decorateRequest("principal", null);
  app.decorateRequest("clientAddress", "");
  app.decorateRequest("clientCertificate", null);
  app.addHook("onRequest", async (request, reply) => {
    const policy = parts.doorPolicy();
    guardRequest(request.raw, policy);
    clients.identify(request);
    if (allowOrigin(request, reply, policy.allowedOrigins)) return reply;
    clients.admit(request, reply);
    authorizeRequest(request, parts);
    return undefined;
  });
  app.addHook("onSend", async (_request, reply) => {
    reply.headers(securityHeaders);
  });
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, parts.reportBug));
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(app, request.url);
    if (allowed.length === 0) throw unknownRoute(request);
    reply.header("allow", allowed.join(", "));
    throw wrongMethod(request.method);
  });
  return app;
}

/** Fastify asks for a server per address: `localhost` is two. */
function factoryOf(secure: SecureListener | null): { serverFactory?: FastifyServerFactory } {
  return secure === null ? {} : { serverFactory: (handler) => secure.create(serverOptions, handler) };
}

/** The methods that do stand on this path; none = there is no such route. */
function methodsAt(app: FastifyInstance, url: string): readonly string[] {
  const path = url.split("?", 1)[0] ?? "";
  return methods.filter((method) => app.findRoute({ method, url: path }) !== null);
}

function wrongMethod(method: string): GatewayError {
  return new GatewayError("method_not_allowed", { message: `Method ${method} is not allowed here.` });
}

/** What Node's parser refuses never becomes a request: answer it by hand and close. */
function answerMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) return;
  const isTooLarge = error.code === "HPE_HEADER_OVERFLOW";
  const failure = new GatewayError("malformed_http", {
    message: isTooLarge ? "The request's headers are too large." : "This is not a valid HTTP request.",
    status: isTooLarge ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400,
  });
  const body = JSON.stringify(errorBody(failure));
  socket.end(
    `HTTP/1.1 ${failure.status} Bad Request\r\ncontent-type: application/json\r\nconnection: close\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
