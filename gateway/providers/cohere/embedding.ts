/**
 * Embeddings over Cohere's v2 API.
 *
 * `input_type` is required there and unknown to OpenAI: the file's or the client's, else LiteLLM's `search_document`.
 * @source https://docs.cohere.com/reference/embed
 */
import { numberOf, recordOf, textOf } from "../../base/json-shape.ts";
import type { EmbeddingInput, EmbeddingVerdict, TranslatedRequest } from "../provider.ts";
import { classifyText, messageIn } from "../shared/classify-error.ts";
import { cohereRequest } from "./endpoint.ts";
import { readUsage } from "./read-usage.ts";

export function toEmbeddingRequest(input: EmbeddingInput): TranslatedRequest {
  const { deployment, upstreamModel, inputs, dimensions, extra } = input;
  const body = {
    model: upstreamModel,
    texts: inputs,
    input_type: "search_document",
    ...(dimensions === null ? {} : { output_dimension: dimensions }),
    ...deployment.defaultParams,
    ...extra,
    ...deployment.extraBody,
    embedding_types: ["float"], // the others have no place in OpenAI's answer
  };
  return { request: cohereRequest(deployment, "/v2/embed", Buffer.from(JSON.stringify(body))), dropped: [] };
}

export function readEmbedding(body: Buffer): EmbeddingVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    return { kind: "invalid", reason: `The answer is not JSON: ${String(failure)}` };
  }
  const answer = recordOf(value);
  const floats = recordOf(answer?.["embeddings"])?.["float"];
  if (answer !== null && Array.isArray(floats) && floats.every(isVector)) {
    return { kind: "ok", vectors: floats, usage: readUsage(answer["meta"]) };
  }
  const text = textOf(answer?.["message"]) ?? messageIn(answer?.["error"]);
  if (text !== null) return { kind: "error", error: classifyText(500, text, null) };
  return { kind: "invalid", reason: "The answer has no `embeddings.float` list." };
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => numberOf(item) !== null);
}
