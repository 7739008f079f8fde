/**
 * OpenAI's routes, in every path LiteLLM's clients use: with and without /v1, as Azure's deployments and as engines.
 */
import type { FastifyInstance } from "fastify";
import type { Operation } from "../contract/operations.ts";
import {
  answerByPipeline,
  registerPipelineRoute,
  unknownRoute,
  type PipelineRouteParts,
  type RouteTarget,
} from "./pipeline-route.ts";

const suffixes: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["/chat/completions", "chat"],
  ["/completions", "completion"],
  ["/embeddings", "embedding"],
  ["/responses", "responses"],
  ["/images/generations", "image_generation"],
  ["/audio/speech", "speech"],
  ["/moderations", "moderation"],
]);
/** Their bodies are multipart forms; Azure's paths have them too. */
const formSuffixes: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["/images/edits", "image_edit"],
  ["/audio/transcriptions", "transcription"],
  ["/audio/translations", "translation"],
]);

export function registerOpenaiRoutes(app: FastifyInstance, parts: PipelineRouteParts): void {
  registerUnder(app, suffixes, parts);
  for (const path of ["/rerank", "/v1/rerank", "/v2/rerank"]) registerPipelineRoute(app, path, "rerank", parts);
  registerModelInPath(app, ["/openai/deployments", "/engines", "/v1/engines"], suffixes, parts);
  // A scope of its own, so that no other route takes a form: a page may send one without a preflight.
  void app.register(async (scope) => {
    scope.addContentTypeParser("multipart/form-data", { parseAs: "buffer" }, (_request, body, done) =>
      done(null, body),
    );
    registerUnder(scope, formSuffixes, parts);
  });
}

function registerUnder(app: FastifyInstance, table: ReadonlyMap<string, Operation>, parts: PipelineRouteParts): void {
  for (const [suffix, operation] of table) {
    for (const prefix of ["", "/v1"]) registerPipelineRoute(app, `${prefix}${suffix}`, operation, parts);
  }
}

/** The model may hold slashes, so the path is cut by hand: /openai/deployments/{model}/chat/completions. */
function registerModelInPath(
  app: FastifyInstance,
  bases: readonly string[],
  table: ReadonlyMap<string, Operation>,
  parts: PipelineRouteParts,
): void {
  for (const base of bases) {
    app.post<{ Params: { "*": string } }>(`${base}/*`, (request, reply) => {
      const target = splitTarget(request.params["*"], table);
      if (target === null) throw unknownRoute(request);
      return answerByPipeline(request, reply, target, parts);
    });
  }
}

function splitTarget(path: string, table: ReadonlyMap<string, Operation>): RouteTarget | null {
  for (const [suffix, operation] of table) {
    if (path.endsWith(suffix) && path.length > suffix.length)
      return { modelFromPath: path.slice(0, -suffix.length), operation };
  }
  return null;
}
