/**
 * A chat completions body as a conversation of the intermediate form.
 *
 * Fields of OpenAI's without a place there, and everybody's own, go on in `extra` under their names; the gateway's are
 * taken out. A wrong type is a 400 here, because no target could be given it.
 * @source OpenAI chat completions: create
 */
import { isRecord, textOf } from "../../base/json-shape.ts";
import type { Conversation, ResponseFormat, Sampling } from "../../contract/conversation.ts";
import type { Fields } from "../client-dialect.ts";
import {
  booleanField,
  listField,
  numberField,
  providerFields,
  textField,
  unknownFields,
  wrongType,
} from "../shared/openai-fields.ts";
import { readSampling, samplingFields } from "../shared/openai-sampling.ts";
import { readMessages } from "./read-messages.ts";
import { readReasoningRequest, reasoningFields } from "./read-reasoning.ts";
import { readTools } from "./read-tools.ts";

const placed: ReadonlySet<string> = new Set([
  ...samplingFields,
  ...reasoningFields,
  "model",
  "messages",
  "logprobs",
  "top_logprobs",
  "tools",
  "tool_choice",
  "functions",
  "function_call",
  "parallel_tool_calls",
  "response_format",
  "user",
  "stream",
  "stream_options",
]);

/** @throws GatewayError `invalid_request` */
export function toConversation(body: Fields): Conversation {
  const fields = providerFields(body);
  const { tools, toolChoice } = readTools(fields);
  const responseFormat = readFormat(fields["response_format"]);
  const extra = unknownFields(fields, placed);
  return {
    messages: readMessages(listField(fields, "messages") ?? []),
    tools,
    toolChoice,
    parallelToolCalls: booleanField(fields, "parallel_tool_calls"),
    sampling: chatSampling(fields),
    responseFormat: responseFormat === "unknown" ? null : responseFormat,
    reasoning: readReasoningRequest(fields),
    user: textField(fields, "user"),
    isStream: fields["stream"] === true,
    family: "openai",
    extra: responseFormat === "unknown" ? { ...extra, response_format: fields["response_format"] } : extra,
  };
}

function chatSampling(fields: Fields): Sampling {
  return {
    ...readSampling(fields),
    logprobs: booleanField(fields, "logprobs"),
    topLogprobs: numberField(fields, "top_logprobs"),
  };
}

/** `unknown` = some server's own format (a grammar), which goes on as written. */
function readFormat(format: unknown): ResponseFormat | "unknown" | null {
  if (format === undefined || format === null) return null;
  if (!isRecord(format)) throw wrongType("response_format", "an object");
  const { type } = format;
  if (type === "text") return { kind: "text" };
  if (type === "json_schema") return readSchema(format["json_schema"]);
  if (type !== "json_object") return "unknown";
  // LiteLLM's Gemini clients and llama.cpp's put a schema beside `json_object`.
  const schema = format["response_schema"] ?? format["schema"];
  return isRecord(schema) ? { kind: "schema", name: "response", schema, strict: null } : { kind: "json" };
}

function readSchema(raw: unknown): ResponseFormat {
  if (!isRecord(raw)) throw wrongType("response_format.json_schema", "an object");
  const { schema, strict } = raw;
  const description = textOf(raw["description"]);
  return {
    kind: "schema",
    name: textOf(raw["name"]) ?? "response",
    schema: isRecord(schema) ? schema : {},
    strict: typeof strict === "boolean" ? strict : null,
    ...(description === null ? {} : { description }),
  };
}
