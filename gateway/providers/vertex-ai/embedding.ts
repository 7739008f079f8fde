/**
 * Text embeddings over `:predict`: one instance for each input.
 *
 * `dimensions` becomes `outputDimensionality`; `task_type`, `title` and `auto_truncate` are Vertex's own; the rest is
 * left out.
 * @source https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api
 */
import { countOf, recordOf, recordsOf } from "../../base/json-shape.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import type {
  ClassifiedError,
  EmbeddingInput,
  EmbeddingTranslator,
  EmbeddingVerdict,
  ErrorReply,
  TranslatedRequest,
} from "../provider.ts";
import { vertexRequest } from "./vertex-request.ts";

export function embeddingOver(classifyError: (reply: ErrorReply) => ClassifiedError): EmbeddingTranslator {
  return { toRequest, readAnswer: (body) => readAnswer(body, classifyError) };
}

const ofInstance: ReadonlyMap<string, string> = new Map([
  ["task_type", "task_type"],
  ["taskType", "task_type"],
  ["title", "title"],
]);
const ofParameters: ReadonlyMap<string, string> = new Map([
  ["auto_truncate", "autoTruncate"],
  ["autoTruncate", "autoTruncate"],
]);

function toRequest(input: EmbeddingInput): TranslatedRequest {
  const { deployment, upstreamModel: model, dimensions } = input;
  const extra = { ...deployment.defaultParams, ...input.extra };
  const more = renamed(extra, ofInstance);
  const parameters = {
    ...renamed(extra, ofParameters),
    ...(dimensions === null ? {} : { outputDimensionality: dimensions }),
  };
  const body = {
    instances: input.inputs.map((content) => ({ content, ...more })),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...deployment.extraBody,
  };
  const known = (name: string): boolean => ofInstance.has(name) || ofParameters.has(name);
  return {
    request: vertexRequest({
      deployment,
      publisher: "google",
      model,
      method: "predict",
      body: Buffer.from(JSON.stringify(body)),
    }),
    dropped: Object.keys(input.extra).filter((name) => !known(name)),
  };
}

function renamed(
  extra: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [written, name] of names) if (extra[written] !== undefined) found[name] = extra[written];
  return found;
}

function readAnswer(body: Buffer, classifyError: (reply: ErrorReply) => ClassifiedError): EmbeddingVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return { kind: "invalid", reason: "The answer is not JSON." };
  }
  const answer = recordOf(value);
  if (recordOf(answer?.["error"]) !== null)
    return { kind: "error", error: classifyError({ status: 500, headers: {}, body }) };
  const predictions = answer?.["predictions"];
  if (!Array.isArray(predictions)) return { kind: "invalid", reason: "The answer has no `predictions` list." };
  const embeddings = recordsOf(predictions).map((prediction) => recordOf(prediction["embeddings"]));
  const vectors: number[][] = [];
  for (const embedding of embeddings) {
    const values = embedding?.["values"];
    if (isVector(values)) vectors.push(values);
  }
  if (vectors.length !== predictions.length)
    return { kind: "invalid", reason: "An embedding is not a list of numbers." };
  return { kind: "ok", vectors, usage: usageOf(embeddings) };
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((number) => typeof number === "number");
}

function usageOf(embeddings: readonly (Readonly<Record<string, unknown>> | null)[]): TokenUsage {
  let promptTokens = 0;
  for (const embedding of embeddings) {
    const count = countOf(recordOf(embedding?.["statistics"])?.["token_count"]);
    if (count === null) return unknownUsage;
    promptTokens += count;
  }
  return { ...unknownUsage, promptTokens };
}
