/**
 * A route that the pipeline answers: the reply is taken away from the framework, and the pipeline gets the raw sides.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Catalog } from "../contract/deployment.ts";
import type { ClientCertificate } from "../contract/connections.ts";
import { GatewayError } from "../contract/errors.ts";
import type { Operation } from "../contract/operations.ts";
import { handleChat, type PipelineParts } from "../pipeline/handle-chat.ts";
import type { Authenticated, ClientReply } from "../pipeline/exchange.ts";
import type { Principal } from "../policy/authenticate.ts";
import { NodeClientReply } from "./client-reply.ts";

export interface PipelineRouteParts {
  readonly pipeline: PipelineParts;
  readonly catalog: () => Catalog;
  /** Told of each reply, so that a stop can end what is still open. */
  readonly track: (reply: ClientReply) => void;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** What the route asks for: decides in which dialect its errors are worded. */
    operation?: Operation;
  }
}

const noBody = Buffer.alloc(0);

export function registerPipelineRoute(
  app: FastifyInstance,
  path: string,
  operation: Operation,
  parts: PipelineRouteParts,
): void {
  app.post(path, { config: { operation } }, (request, reply) =>
    answerByPipeline(request, reply, { operation, modelFromPath: null }, parts),
  );
}

export interface RouteTarget {
  readonly operation: Operation;
  readonly modelFromPath: string | null;
}

export function answerByPipeline(
  request: FastifyRequest,
  reply: FastifyReply,
  target: RouteTarget,
  parts: PipelineRouteParts,
): Promise<void> {
  reply.hijack();
  return handleChat(authenticatedCall(request, reply, target, parts), parts.pipeline);
}

/** The request as the pipeline takes it; its reply is tracked from here on. */
export function authenticatedCall(
  request: FastifyRequest,
  { raw }: FastifyReply,
  { operation, modelFromPath }: RouteTarget,
  parts: PipelineRouteParts,
): Authenticated {
  const { principal, body } = request;
  if (principal === null) throw new Error("a model route was reached without authentication"); // a bug: the hook runs first
  const reply = new NodeClientReply(raw);
  parts.track(reply);
  return {
    principal,
    operation,
    path: request.url.split("?", 1)[0] ?? "",
    modelFromPath,
    headers: request.headers,
    remoteAddress: request.clientAddress === "" ? null : request.clientAddress,
    clientCertificate: certificateNameOf(principal, request.clientCertificate),
    body: Buffer.isBuffer(body) ? body : noBody,
    reply,
    catalog: parts.catalog(),
  };
}

/** The name that counted, else the certificate's first: a row says who was there, also when the key decided. */
function certificateNameOf({ certificateName }: Principal, shown: ClientCertificate | null): string | null {
  return certificateName ?? shown?.names[0] ?? (shown === null ? null : `sha256:${shown.fingerprint}`);
}

export function unknownRoute(request: FastifyRequest): GatewayError {
  return new GatewayError("route_not_found", {
    message: `There is no route ${request.method} ${(request.url.split("?", 1)[0] ?? "").slice(0, 200)}.`,
    hint: "The OpenAI routes are under /v1, the panel under /ui.",
  });
}
