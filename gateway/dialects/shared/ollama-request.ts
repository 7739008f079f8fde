/**
 * What /api/chat and /api/generate have in common as requests: `options`, `format`, `think`, log probabilities.
 *
 * What the form has no word for stays under its own name in `extra` (leftover `options` too), for an Ollama target.
 * @source Ollama 0.17.4 api/types.go ChatRequest, GenerateRequest, Options
 */
import { booleanOf, countOf, isRecord, numberOf, recordOf } from "../../base/json-shape.ts";
import {
  noSampling,
  type Conversation,
  type ImagePart,
  type ReasoningRequest,
  type ResponseFormat,
  type Sampling,
} from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";
import { gatewayFields } from "../../contract/gateway-fields.ts";
import type { Fields } from "../client-dialect.ts";

const readFields = new Set([
  "model",
  "stream",
  "options",
  "format",
  "think",
  "logprobs",
  "top_logprobs",
  ...gatewayFields,
]);

/**
 * Everything of a conversation but its messages and tools.
 *
 * @param subject  names of the fields that the caller reads itself
 */
export function sharedRequest(fields: Fields, subject: readonly string[]): Omit<Conversation, "messages" | "tools"> {
  const { sampling, rest } = readOptions(recordOf(fields["options"]) ?? {});
  const extra = Object.entries(fields).filter(([name]) => !readFields.has(name) && !subject.includes(name));
  if (Object.keys(rest).length > 0) extra.push(["options", rest]);
  return {
    toolChoice: null,
    parallelToolCalls: null,
    sampling: { ...sampling, logprobs: booleanOf(fields["logprobs"]), topLogprobs: countOf(fields["top_logprobs"]) },
    responseFormat: readFormat(fields["format"]),
    reasoning: readThink(fields["think"]),
    user: null,
    isStream: isOllamaStream(fields),
    family: "ollama",
    extra: Object.fromEntries(extra),
  };
}

/** Ollama streams unless it is told not to. */
export function isOllamaStream(fields: Fields): boolean {
  return fields["stream"] !== false;
}

export function checkShared(fields: Fields): void {
  if (typeof fields["model"] !== "string" || fields["model"] === "") throw wrong("model", "is required");
  if (!isAbsent(fields["options"]) && !isRecord(fields["options"])) throw wrong("options", "must be an object");
  if (!isAbsent(fields["stream"]) && typeof fields["stream"] !== "boolean") throw wrong("stream", "must be a boolean");
  const { think } = fields;
  if (!isAbsent(think) && typeof think !== "boolean" && typeof think !== "string") {
    throw wrong("think", "must be a boolean or one of low, medium, high");
  }
}

export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

export function wrong(param: string, problem: string): GatewayError {
  return new GatewayError("invalid_request", { message: `'${param}' ${problem}.`, param });
}

const numberOptions: Readonly<Record<string, keyof Sampling>> = {
  temperature: "temperature",
  top_p: "topP",
  top_k: "topK",
  seed: "seed",
  frequency_penalty: "frequencyPenalty",
  presence_penalty: "presencePenalty",
};

function readOptions(options: Readonly<Record<string, unknown>>): {
  sampling: Sampling;
  rest: Record<string, unknown>;
} {
  const sampling: Record<string, unknown> = { ...noSampling };
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const key = numberOptions[name];
    if (key !== undefined && numberOf(value) !== null) sampling[key] = value;
    // Negative counts are Ollama's own "without end" and "until the context is full".
    else if (name === "num_predict" && countOf(value) !== null) sampling["maxTokens"] = value;
    else if (name === "stop" && stopsOf(value) !== null) sampling["stop"] = stopsOf(value);
    else rest[name] = value;
  }
  return { sampling: sampling as unknown as Sampling, rest }; // the same keys, each value checked above
}

function stopsOf(value: unknown): readonly string[] | null {
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : null;
}

function readFormat(format: unknown): ResponseFormat | null {
  if (format === "json") return { kind: "json" };
  return isRecord(format) ? { kind: "schema", name: "response", schema: format, strict: null } : null;
}

function readThink(think: unknown): ReasoningRequest | null {
  const nothing = { effort: null, budgetTokens: null, mode: null, summary: null };
  if (typeof think === "boolean") return { ...nothing, mode: think ? "on" : "off" };
  return typeof think === "string" && think !== "" ? { ...nothing, effort: think } : null;
}

/** Base64 says its kind by its first letters. */
const imageHeads: readonly (readonly [string, string])[] = [
  ["/9j/", "image/jpeg"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
  ["Qk", "image/bmp"],
];

/** @throws GatewayError when one of them is not base64 text */
export function readImages(images: unknown, place: string): ImagePart[] {
  if (isAbsent(images)) return [];
  if (!Array.isArray(images)) throw wrong(place, "must be a list of base64 texts");
  return images.map((data: unknown) => {
    if (typeof data !== "string") throw wrong(place, "must be a list of base64 texts");
    const mediaType = imageHeads.find(([head]) => data.startsWith(head))?.[1] ?? "image/png";
    return { type: "image", source: { kind: "base64", mediaType, data } };
  });
}
