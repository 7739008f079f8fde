/**
 * Embeddings over InvokeModel, whose bodies are each maker's own: Amazon Titan, one text a call; Cohere, many.
 *
 * Rules: Titan with several texts is a 400 that says so, because one call is one request here. Cohere reports its tokens
 * in a header only, so they stay unknown.
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html, ...-embed-v3.html
 */
import { countOf, numberOf, recordOf } from "../../base/json-shape.ts";
import { GatewayError } from "../../contract/errors.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import type { EmbeddingInput, EmbeddingVerdict, TranslatedRequest } from "../provider.ts";
import { classifyText, messageIn } from "../shared/classify-error.ts";
import { bedrockRequest } from "./endpoint.ts";
import type { Block } from "./media-blocks.ts";

export function toEmbeddingRequest(input: EmbeddingInput): TranslatedRequest {
  const { deployment, upstreamModel } = input;
  const body = upstreamModel.includes("cohere.") ? cohereBody(input) : titanBody(input);
  return { request: bedrockRequest(deployment, upstreamModel, "invoke", body), dropped: [] };
}

function extraOf({ deployment, extra }: EmbeddingInput): Block {
  return { ...deployment.defaultParams, ...extra, ...deployment.extraBody };
}

function cohereBody(input: EmbeddingInput): Block {
  const { inputs, dimensions } = input;
  return {
    texts: inputs,
    input_type: "search_document", // LiteLLM's default; the field is required
    embedding_types: ["float"],
    ...(dimensions === null ? {} : { output_dimension: dimensions }),
    ...extraOf(input),
  };
}

function titanBody(input: EmbeddingInput): Block {
  const { inputs, dimensions, upstreamModel } = input;
  const [inputText] = inputs;
  if (inputText === undefined || inputs.length > 1) {
    throw new GatewayError("invalid_request", {
      message: `'input' must be one text for ${upstreamModel}: Bedrock's Titan models embed one text a call.`,
      param: "input",
    });
  }
  return { inputText, ...(dimensions === null ? {} : { dimensions }), ...extraOf(input) };
}

export function readEmbedding(body: Buffer): EmbeddingVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    return { kind: "invalid", reason: `The answer is not JSON: ${String(failure)}` };
  }
  const answer = recordOf(value);
  if (answer === null) return { kind: "invalid", reason: "The answer is not a JSON object." };
  const vectors = vectorsIn(answer);
  if (vectors !== null) return { kind: "ok", vectors, usage: usageIn(answer) };
  const text = messageIn(answer);
  if (text !== null) return { kind: "error", error: classifyText(500, text, null) };
  return { kind: "invalid", reason: "The answer has no `embedding` or `embeddings` list." };
}

function vectorsIn(answer: Block): readonly (readonly number[])[] | null {
  const one = vectorOf(answer["embedding"]);
  if (one !== null) return [one];
  const { embeddings } = answer;
  const list = Array.isArray(embeddings) ? embeddings : recordOf(embeddings)?.["float"];
  if (!Array.isArray(list)) return null;
  const vectors = list.map(vectorOf);
  return vectors.every((vector) => vector !== null) ? vectors : null;
}

function vectorOf(value: unknown): readonly number[] | null {
  return Array.isArray(value) && value.every((item) => numberOf(item) !== null) ? value : null;
}

function usageIn(answer: Block): TokenUsage {
  return { ...unknownUsage, promptTokens: countOf(answer["inputTextTokenCount"]) };
}
