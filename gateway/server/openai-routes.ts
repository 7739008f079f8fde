/**
 * OpenAI's routes: chat completions, completions and embeddings, in every path LiteLLM's clients use.
 *
 * The handler takes the reply away from the framework and gives raw sides to the pipeline.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Catalog } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import type { Operation } from "../contract/operations.ts";
import { handleChat, type PipelineParts } from "../pipeline/handle-chat.ts";
import type { ClientReply } from "../pipeline/exchange.ts";
import { NodeClientReply } from "./client-reply.ts";

export interface OpenaiRouteParts {
  readonly pipeline: PipelineParts;
  readonly catalog: () => Catalog;
  /** Told of each reply, so that a stop can end what is still open. */
  readonly track: (reply: ClientReply) => void;
}

const suffixes: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["/chat/completions", "chat"],
  ["/completions", "completion"],
  ["/embeddings", "embedding"],
]);
const noBody = Buffer.alloc(0);

export function registerOpenaiRoutes(app: FastifyInstance, parts: OpenaiRouteParts): void {
  for (const [suffix, operation] of suffixes) {
    for (const prefix of ["", "/v1"]) {
      app.post(`${prefix}${suffix}`, (request, reply) => {
        reply.hijack();
        return answer(request, reply.raw, operation, null, parts);
      });
    }
  }
  // The model may hold slashes, so the path is cut by hand: /openai/deployments/{model}/chat/completions.
  for (const base of ["/openai/deployments", "/engines", "/v1/engines"]) {
    app.post<{ Params: { "*": string } }>(`${base}/*`, (request, reply) => {
      const target = splitTarget(request.params["*"]);
      if (target === null) throw unknownRoute(request);
      reply.hijack();
      return answer(request, reply.raw, target.operation, target.model, parts);
    });
  }
}

async function answer(
  request: FastifyRequest,
  response: ConstructorParameters<typeof NodeClientReply>[0],
  operation: Operation,
  modelFromPath: string | null,
  parts: OpenaiRouteParts,
): Promise<void> {
  const { principal, body } = request;
  if (principal === null) throw new Error("a model route was reached without authentication"); // a bug: the hook runs first
  const reply = new NodeClientReply(response);
  parts.track(reply);
  await handleChat(
    {
      principal,
      operation,
      path: request.url.split("?", 1)[0] ?? "",
      modelFromPath,
      headers: request.headers,
      remoteAddress: request.socket.remoteAddress ?? null,
      body: Buffer.isBuffer(body) ? body : noBody,
      reply,
      catalog: parts.catalog(),
    },
    parts.pipeline,
  );
}

function splitTarget(path: string): { model: string; operation: Operation } | null {
  for (const [suffix, operation] of suffixes) {
    if (path.endsWith(suffix) && path.length > suffix.length)
      return { model: path.slice(0, -suffix.length), operation };
  }
  return null;
}

export function unknownRoute(request: FastifyRequest): GatewayError {
  return new GatewayError("route_not_found", {
    message: `There is no route ${request.method} ${(request.url.split("?", 1)[0] ?? "").slice(0, 200)}.`,
    hint: "The OpenAI routes are under /v1, the panel under /ui.",
  });
}
