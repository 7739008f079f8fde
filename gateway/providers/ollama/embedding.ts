/**
 * OpenAI's embeddings over /api/embed: a list of texts in, their vectors out, in order.
 *
 * `keep_alive` and `truncate` stand at the top, other extras in `options`; the deployment's parameters come first.
 * @source Ollama 0.17.4 api/types.go EmbedRequest, EmbedResponse
 */
import { countOf, isRecord, recordOf } from "../../base/json-shape.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { EmbeddingInput, EmbeddingTranslator, EmbeddingVerdict, TranslatedRequest } from "../provider.ts";
import { requestTo } from "./endpoint.ts";
import { errorIn } from "./line-shape.ts";

const topNames = new Set(["keep_alive", "truncate", "dimensions"]);
/** OpenAI's fields without a place here. */
const placeless = new Set(["user", "encoding_format", "input", "model"]);

export const embedding: EmbeddingTranslator = { toRequest, readAnswer };

function toRequest(input: EmbeddingInput): TranslatedRequest {
  const { deployment, inputs, upstreamModel, dimensions, extra } = input;
  const gone = new Set(deployment.additionalDropParams);
  const options: Record<string, unknown> = {};
  const top: Record<string, unknown> = {};
  for (const [name, value] of [...Object.entries(deployment.defaultParams), ...Object.entries(extra)]) {
    if (gone.has(name) || placeless.has(name)) continue;
    if (topNames.has(name)) top[name] = value;
    else if (name === "options") Object.assign(options, recordOf(value));
    else options[name] = value;
  }
  if (dimensions !== null && !gone.has("dimensions")) top["dimensions"] = dimensions;
  const asked = Object.keys(options).length === 0 ? {} : { options };
  const body = { model: upstreamModel, input: inputs, ...top, ...asked, ...deployment.extraBody };
  return {
    request: requestTo("/api/embed", deployment, Buffer.from(JSON.stringify(body))),
    dropped: Object.keys(extra).filter((name) => gone.has(name) || placeless.has(name)),
  };
}

function readAnswer(body: Buffer): EmbeddingVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    return { kind: "invalid", reason: `The answer is not JSON: ${String(failure)}` };
  }
  if (!isRecord(value)) return { kind: "invalid", reason: "The answer is not a JSON object." };
  const error = errorIn(value);
  if (error !== null) return { kind: "error", error };
  const vectors = value["embeddings"];
  if (!isVectorList(vectors)) return { kind: "invalid", reason: "The answer has no `embeddings` list of vectors." };
  return { kind: "ok", vectors, usage: { ...unknownUsage, promptTokens: countOf(value["prompt_eval_count"]) } };
}

function isVectorList(value: unknown): value is readonly (readonly number[])[] {
  return (
    Array.isArray(value) &&
    value.every((vector) => Array.isArray(vector) && vector.every((item) => typeof item === "number"))
  );
}
