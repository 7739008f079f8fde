/**
 * OpenAI's embeddings from a provider with an API of its own: texts in, vectors out, as floats or base64.
 */
import { countOf } from "../base/json-shape.ts";
import { GatewayError } from "../contract/errors.ts";
import type { TokenUsage } from "../contract/usage.ts";
import { gatewayFields } from "../contract/gateway-fields.ts";
import type { EmbeddingTranslator, Provider } from "../providers/provider.ts";
import type { WholeVerdict } from "./answer-wire.ts";
import { noStream } from "./no-stream.ts";
import { dropsParams, type CallInput, type PlannedCall } from "./call-input.ts";

const ownFields = new Set(["model", "input", "dimensions", "encoding_format", "user", ...gatewayFields]);

/** @throws GatewayError `invalid_request` for token lists, which only OpenAI's own API takes */
export function embeddingCall(input: CallInput, provider: Provider, embedding: EmbeddingTranslator): PlannedCall {
  const { fields, deployment, upstreamModel, shownModel } = input;
  const { request, dropped } = embedding.toRequest({
    deployment,
    upstreamModel,
    inputs: textsOf(fields["input"]),
    dimensions: countOf(fields["dimensions"]),
    dropParams: dropsParams(input),
    extra: Object.fromEntries(Object.entries(fields).filter(([name]) => !ownFields.has(name))),
  });
  const model = shownModel ?? upstreamModel;
  const isBase64 = fields["encoding_format"] === "base64";
  return {
    request,
    dropped,
    wire: {
      isUntouched: false,
      framing: "sse",
      streamContentType: null,
      ping: null,
      classifyError: (reply) => provider.classifyError(reply),
      readWhole: (body) => {
        const verdict = embedding.readAnswer(body);
        if (verdict.kind !== "ok") return verdict;
        return rendered(verdict.vectors, verdict.usage, model, isBase64);
      },
      openStream: noStream,
    },
  };
}

function textsOf(input: unknown): readonly string[] {
  if (typeof input === "string") return [input];
  if (Array.isArray(input) && input.every((item) => typeof item === "string")) return input;
  throw new GatewayError("invalid_request", {
    message: "'input' must be a text or a list of texts for this alias: its provider takes no token lists.",
    param: "input",
  });
}

function rendered(
  vectors: readonly (readonly number[])[],
  usage: TokenUsage,
  model: string,
  isBase64: boolean,
): WholeVerdict {
  const data = vectors.map((vector, index) => ({
    object: "embedding",
    index,
    embedding: isBase64 ? base64Of(vector) : vector,
  }));
  const prompt = usage.promptTokens;
  const wireUsage = prompt === null ? {} : { usage: { prompt_tokens: prompt, total_tokens: prompt } };
  const body = Buffer.from(JSON.stringify({ object: "list", data, model, ...wireUsage }));
  return { kind: "ok", body, contentType: "application/json", usage };
}

/** Little-endian 32-bit floats, as OpenAI's SDKs ask for by default. */
function base64Of(vector: readonly number[]): string {
  const bytes = Buffer.allocUnsafe(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString("base64");
}
