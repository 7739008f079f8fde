/**
 * Embeddings over `batchEmbedContents`, one request for each input.
 *
 * `dimensions` becomes `outputDimensionality`; `task_type` and `title` are Gemini's own; the rest is left out.
 * @source https://ai.google.dev/api/embeddings
 */
import { recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { EmbeddingInput, EmbeddingTranslator, EmbeddingVerdict, TranslatedRequest } from "../provider.ts";
import { errorInside } from "./classify-error.ts";
import { geminiCall, modelPath } from "./endpoint.ts";
import { readUsage } from "./read-usage.ts";

export const embedding: EmbeddingTranslator = { toRequest, readAnswer };

const own: ReadonlySet<string> = new Set(["task_type", "taskType", "title"]);

function toRequest(input: EmbeddingInput): TranslatedRequest {
  const { deployment, upstreamModel: model, dimensions, extra } = input;
  const taskType = textOf(extra["task_type"] ?? extra["taskType"] ?? deployment.defaultParams["task_type"]);
  const title = textOf(extra["title"]);
  const requests = input.inputs.map((text) => ({
    model: modelPath(model),
    content: { parts: [{ text }] },
    ...(dimensions === null ? {} : { outputDimensionality: dimensions }),
    ...(taskType === null ? {} : { taskType }),
    ...(title === null ? {} : { title }),
  }));
  return {
    request: geminiCall({
      deployment,
      model,
      method: "batchEmbedContents",
      body: { requests, ...deployment.extraBody },
    }),
    dropped: Object.keys(extra).filter((name) => !own.has(name)),
  };
}

function readAnswer(body: Buffer): EmbeddingVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return { kind: "invalid", reason: "The answer is not JSON." };
  }
  const answer = recordOf(value);
  if (answer === null) return { kind: "invalid", reason: "The answer is not a JSON object." };
  if (recordOf(answer["error"]) !== null) return { kind: "error", error: errorInside(answer["error"]) };
  const embeddings = answer["embedding"] === undefined ? answer["embeddings"] : [answer["embedding"]];
  if (!Array.isArray(embeddings)) return { kind: "invalid", reason: "The answer has no `embeddings` list." };
  const vectors: number[][] = [];
  for (const { values } of recordsOf(embeddings)) if (isVector(values)) vectors.push(values);
  if (vectors.length !== embeddings.length)
    return { kind: "invalid", reason: "An embedding is not a list of numbers." };
  return { kind: "ok", vectors, usage: readUsage(answer["usageMetadata"]) ?? unknownUsage };
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((number) => typeof number === "number");
}
