/**
 * Parses a client's body: valid JSON, an object, the certain fields of the right type, no field that redirects a key.
 *
 * Everything else passes as it is: providers know their own parameters better than a gateway does.
 */
import { GatewayError } from "../contract/errors.ts";
import type { Operation } from "../providers/provider.ts";
import type { Authenticated, ChatRequest } from "./exchange.ts";

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
const requiredField: Readonly<Record<Operation, string>> = {
  chat: "messages",
  completion: "prompt",
  embedding: "input",
};
const routeName: Readonly<Record<Operation, string>> = {
  chat: "/chat/completions",
  completion: "/completions",
  embedding: "/embeddings",
};
const byteOrderMark = 0xef;

/** @throws GatewayError `invalid_json`, `invalid_request`, `field_not_allowed`, `unknown_model` */
export function parseRequest(call: Authenticated): ChatRequest {
  const fields = parseObject(call.body, call.operation);
  refuseForbidden(fields);
  const model = requestedModel(call, fields);
  checkShapes(fields, call.operation);
  const isStream = fields["stream"] === true && call.operation !== "embedding";
  return {
    ...call,
    fields,
    model,
    isStream,
    wantsUsage: isStream && (asksForUsage(fields["stream_options"]) || call.catalog.settings.alwaysIncludeStreamUsage),
    timeoutMs: secondsField(call.headers["x-litellm-timeout"]) ?? secondsField(fields["timeout"]),
    streamTimeoutMs: secondsField(call.headers["x-litellm-stream-timeout"]) ?? secondsField(fields["stream_timeout"]),
  };
}

function parseObject(body: Buffer, operation: Operation): Record<string, unknown> {
  if (body.length === 0) throw missing(requiredField[operation], operation);
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
  return value as Record<string, unknown>; // an object and not an array: checked above
}

function invalidJson(reason: string): GatewayError {
  return new GatewayError("invalid_json", {
    message: `Invalid JSON payload: ${reason}`,
    param: "request_body",
    hint: "Check the body with a JSON validator; NaN, comments and trailing commas are not JSON.",
  });
}

function missing(field: string, operation: Operation): GatewayError {
  return new GatewayError("invalid_request", {
    message: `${routeName[operation]}: Missing required parameter: '${field}'.`,
    param: field,
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

function requestedModel(call: Authenticated, fields: Readonly<Record<string, unknown>>): string {
  const { completionModel, embeddingModel } = call.catalog.settings;
  const forced = call.operation === "embedding" ? embeddingModel : completionModel;
  const model = forced ?? call.modelFromPath ?? fields["model"];
  if (typeof model === "string") return model;
  if (model === undefined || model === null) {
    throw new GatewayError("unknown_model", {
      message: "litellm.BadRequestError: You passed in model=None. There are no healthy deployments for this model",
      hint: "Name an alias in `model`; call `/v1/models` to view available models for your key.",
    });
  }
  throw new GatewayError("invalid_request", {
    message: "'model' must be a string.",
    type: "bad_request_error",
    param: "model",
  });
}

/** Only what OpenAI's schema is certain about; the rest is the provider's to judge. */
function checkShapes(fields: Readonly<Record<string, unknown>>, operation: Operation): void {
  const required = requiredField[operation];
  if (fields[required] === undefined || fields[required] === null) throw missing(required, operation);
  if (operation === "chat") checkMessages(fields["messages"]);
  const { stream, temperature } = fields;
  if (stream !== undefined && stream !== null && typeof stream !== "boolean") throw wrongType("stream", "a boolean");
  if (temperature !== undefined && temperature !== null && typeof temperature !== "number") {
    throw wrongType("temperature", "a number");
  }
}

const roles = new Set(["system", "developer", "user", "assistant", "tool", "function"]);

function checkMessages(messages: unknown): void {
  if (!Array.isArray(messages)) throw wrongType("messages", "a list");
  for (const [index, message] of messages.entries()) {
    if (typeof message !== "object" || message === null) throw wrongType(`messages[${index}]`, "an object");
    const { role } = message as { role?: unknown }; // an object: checked above
    if (typeof role !== "string" || !roles.has(role)) {
      throw wrongType(`messages[${index}].role`, `one of ${[...roles].join(", ")}`);
    }
  }
}

function wrongType(field: string, wanted: string): GatewayError {
  return new GatewayError("invalid_request", { message: `'${field}' must be ${wanted}.`, param: field });
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
