/**
 * Parses a client's body: valid JSON (or a form), an object, the certain fields of the right type, no field that
 * redirects a key.
 *
 * Everything else passes as it is: providers know their own parameters better than a gateway does.
 */
import { isTooDeep, maxJsonDepth } from "../base/json-depth.ts";
import { GatewayError } from "../contract/errors.ts";
import { isGeneration, type Operation } from "../contract/operations.ts";
import { dialectFor } from "../dialects/registry.ts";
import type { Authenticated, ChatRequest } from "./exchange.ts";
import { parseForm, type ParsedForm } from "./parse-form.ts";
import { requestedModel } from "./requested-model.ts";
import { tagsOfKey } from "./request-tags.ts";
import { routingWishes } from "./routing-wishes.ts";

/** CVE-2024-6587: a client that may set these can have the provider's key sent to itself. */
const forbiddenFields = [
  "api_base",
  "base_url",
  "api_key",
  "api_version",
  "organization",
  "extra_headers",
  "custom_llm_provider",
  "user_config",
  "model_list",
  "litellm_credential_name",
  "litellm_params",
  "mock_testing_fallbacks",
  "mock_testing_context_fallbacks",
  "mock_testing_content_policy_fallbacks",
];
/** Operations without a dialect of their own: what their body must hold, and what LiteLLM calls their route. */
const plainOperations: Readonly<
  Partial<Record<Operation, { readonly required: readonly string[]; readonly route: string }>>
> = {
  embedding: { required: ["input"], route: "/embeddings" },
  image_generation: { required: ["prompt"], route: "/images/generations" },
  image_edit: { required: ["prompt"], route: "/images/edits" },
  speech: { required: ["input"], route: "/audio/speech" },
  moderation: { required: ["input"], route: "/moderations" },
  rerank: { required: ["query", "documents"], route: "/rerank" },
};
const byteOrderMark = 0xef;

/** @throws GatewayError `invalid_json`, `invalid_request`, `field_not_allowed`, `unknown_model` */
export async function parseRequest(call: Authenticated): Promise<ChatRequest> {
  const contentType = String(call.headers["content-type"] ?? "application/json");
  const form = /^multipart\/form-data\b/i.test(contentType) ? await parseForm(call.body, contentType) : null;
  const fields = form?.fields ?? parseObject(call.body);
  refuseForbidden(fields);
  checkShapes(fields, form, call.operation);
  const model = requestedModel(call, fields);
  const isStream = streams(call.operation, fields);
  return {
    ...call,
    fields,
    contentType,
    formParts: form?.parts ?? null,
    model,
    isStream,
    wantsUsage: isStream && wantsUsage(call, fields),
    timeoutMs: secondsField(call.headers["x-litellm-timeout"]) ?? secondsField(fields["timeout"]),
    streamTimeoutMs: secondsField(call.headers["x-litellm-stream-timeout"]) ?? secondsField(fields["stream_timeout"]),
    wishes: routingWishes(call.headers, fields, tagsOfKey(call.principal)),
  };
}

function parseObject(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {}; // the first field that must be there is named
  if (body[0] === byteOrderMark)
    throw invalidJson("UTF-8 byte order mark (BOM) is not supported: line 1 column 1 (char 0)");
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    throw invalidJson(failure instanceof Error ? failure.message : String(failure));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new GatewayError("invalid_request", {
      message: `The request body must be a JSON object, not ${Array.isArray(value) ? "an array" : JSON.stringify(value)}.`,
      hint: 'Send an object such as {"model": "...", "messages": [...]}.',
    });
  }
  if (isTooDeep(value)) {
    throw new GatewayError("invalid_request", {
      message: `The request body nests more than ${maxJsonDepth} lists and objects into each other.`,
      hint: "No model reads such a value; send it flatter, or as text.",
    });
  }
  return value as Record<string, unknown>; // an object and not an array: checked above
}

function invalidJson(reason: string): GatewayError {
  return new GatewayError("invalid_json", {
    message: `Invalid JSON payload: ${reason}`,
    param: "request_body",
    hint: "Check the body with a JSON validator; NaN, comments and trailing commas are not JSON.",
  });
}

function refuseForbidden(fields: Readonly<Record<string, unknown>>): void {
  const extra = fields["extra_body"];
  for (const field of forbiddenFields) {
    const inExtra = typeof extra === "object" && extra !== null && Object.hasOwn(extra, field);
    if (!Object.hasOwn(fields, field) && !inExtra) continue;
    throw new GatewayError("field_not_allowed", {
      message: `'${field}' is not allowed in a request: ${reasonAgainst(field)}.`,
      param: field,
      hint: "Where an alias goes is written in config.yaml; remove the field from the request.",
    });
  }
}

function reasonAgainst(field: string): string {
  return field.startsWith("mock_testing_")
    ? "it would make the gateway fail on purpose"
    : "it could send a provider's key somewhere else";
}

/** Only what a dialect's schema is certain about; the rest is the provider's to judge. */
function checkShapes(fields: Readonly<Record<string, unknown>>, form: ParsedForm | null, operation: Operation): void {
  if (isGeneration(operation)) return dialectFor(operation).check(fields);
  if (operation === "count_tokens") return dialectFor("messages").check({ max_tokens: 1, ...fields });
  if (operation === "transcription" || operation === "translation") return checkAudioForm(form);
  const plain = plainOperations[operation];
  const lacking = plain?.required.find((name) => fields[name] === undefined || fields[name] === null);
  if (plain !== undefined && lacking !== undefined) throw missing(lacking, plain.route);
  if (operation === "image_edit" && form !== null && !holdsFile(form, /^image(\[\d*\])?$/)) {
    throw missing("image", "/images/edits");
  }
}

function holdsFile(form: ParsedForm, name: RegExp): boolean {
  return form.parts.some((part) => name.test(part.name) && part.filename !== null);
}

function checkAudioForm(form: ParsedForm | null): void {
  if (form !== null && holdsFile(form, /^file$/)) return;
  throw missing("file", "/audio");
}

function missing(field: string, route: string): GatewayError {
  return new GatewayError("invalid_request", {
    message: `${route}: Missing required parameter: '${field}'.`,
    param: field,
  });
}

function streams(operation: Operation, fields: Readonly<Record<string, unknown>>): boolean {
  if (isGeneration(operation)) return dialectFor(operation).isStream(fields);
  if (operation === "embedding" || operation === "count_tokens" || operation === "rerank") return false;
  return fields["stream"] === true || fields["stream"] === "true"; // a form has only texts
}

/** OpenAI's chat is the only dialect whose clients must ask for usage in a stream. */
function wantsUsage(call: Authenticated, fields: Readonly<Record<string, unknown>>): boolean {
  if (call.operation !== "chat" && call.operation !== "completion") return true;
  return asksForUsage(fields["stream_options"]) || call.catalog.settings.alwaysIncludeStreamUsage;
}

function asksForUsage(streamOptions: unknown): boolean {
  return (
    typeof streamOptions === "object" &&
    streamOptions !== null &&
    "include_usage" in streamOptions &&
    streamOptions.include_usage === true
  );
}

/** Seconds as number or text -> milliseconds; anything else is not a timeout. */
function secondsField(value: unknown): number | null {
  const seconds = typeof value === "string" ? Number(value) : value;
  return typeof seconds === "number" && Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null;
}
