/**
 * Ollama's own API for clients that know no other: off unless the file says `portico.ollama_api: true`.
 *
 * The routes always exist, because a saved config may switch them on; switched off they answer like unknown ones.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { textOf } from "../base/json-shape.ts";
import type { Catalog } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import { seenCatalog } from "../policy/seen-catalog.ts";
import type { OllamaPages } from "../pipeline/ollama-pages.ts";
import { answerByPipeline, unknownRoute, type PipelineRouteParts } from "./pipeline-route.ts";

export interface OllamaRouteParts extends PipelineRouteParts {
  readonly pages: OllamaPages;
  /** Epoch milliseconds. */
  readonly loadedAtMs: () => number;
}

const generations = { "/api/chat": "ollama_chat", "/api/generate": "ollama_generate" } as const;

export function registerOllamaRoutes(app: FastifyInstance, parts: OllamaRouteParts): void {
  const { pages, loadedAtMs } = parts;
  for (const [path, operation] of Object.entries(generations)) {
    app.post(path, { config: { operation } }, (request, reply) => {
      openCatalog(request, parts);
      return answerByPipeline(request, reply, { operation, modelFromPath: null }, parts);
    });
  }
  const page = (path: string, make: (catalog: Catalog) => string): void => {
    app.get(path, { config: { operation: "ollama_chat" } }, (request, reply) =>
      sendJson(reply, make(openCatalog(request, parts))),
    );
  };
  page("/api/tags", (catalog) => pages.tags(catalog, loadedAtMs()));
  page("/api/ps", (catalog) => pages.running(catalog, loadedAtMs()));
  page("/api/version", () => pages.version());
  app.post("/api/show", { config: { operation: "ollama_chat" } }, (request, reply) => {
    const catalog = openCatalog(request, parts);
    const model = modelIn(request.body);
    const body = pages.show(catalog, model, loadedAtMs());
    if (body === null) {
      throw new GatewayError("model_not_found", {
        message: `model '${model}' not found`,
        param: "model",
        hint: "`GET /api/tags` lists every alias.",
      });
    }
    return sendJson(reply, body);
  });
}

/** @throws GatewayError `route_not_found` while the switch is off */
function openCatalog(request: FastifyRequest, parts: OllamaRouteParts): Catalog {
  const catalog = parts.catalog();
  if (!catalog.settings.portico.ollamaApi) throw unknownRoute(request);
  return seenCatalog(catalog, request.principal?.key ?? null);
}

function sendJson(reply: FastifyReply, text: string): FastifyReply {
  return reply.type("application/json").send(text);
}

/** Newer clients say `model`, older ones `name`. */
function modelIn(body: unknown): string {
  try {
    const fields = JSON.parse(Buffer.isBuffer(body) ? body.toString("utf8") : "{}") as Record<string, unknown>; // read defensively
    return textOf(fields["model"]) ?? textOf(fields["name"]) ?? "";
  } catch (cause) {
    throw new GatewayError("invalid_json", { message: "Invalid JSON payload.", cause });
  }
}
