/**
 * A Responses request in the intermediate form.
 *
 * What needs OpenAI's own store cannot be kept for another target and is refused by name: `previous_response_id`,
 * `conversation`, `prompt`, `background`. `text.verbosity` goes by chat's name, `verbosity`; `safety_identifier` is the
 * user where there is no other. A choice among allowed tools narrows the tools themselves. Fields without a place
 * stay in `extra` under their own names.
 */
import { booleanOf, isRecord, numberOf, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import {
  noSampling,
  type Conversation,
  type Message,
  type ReasoningRequest,
  type ResponseFormat,
  type Sampling,
  type ToolChoice,
} from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { Fields } from "../client-dialect.ts";
import { providerFields } from "../shared/openai-fields.ts";
import { flatName, readTools, type ClientTools } from "./client-tools.ts";
import { readItems } from "./read-items.ts";

/** @throws GatewayError `invalid_request` for what no other target could be given */
export function toConversation(body: Fields): Conversation {
  const fields = providerFields(body);
  refuseStored(fields);
  const { tools, toolChoice, keptChoice } = chooseTools(readTools(fields["tools"]), fields["tool_choice"]);
  const user = textOf(fields["user"]);
  const safetyId = textOf(fields["safety_identifier"]);
  return {
    messages: [...instructions(fields["instructions"]), ...readItems(fields["input"])],
    tools,
    toolChoice,
    parallelToolCalls: booleanOf(fields["parallel_tool_calls"]),
    sampling: sampling(fields),
    responseFormat: responseFormat(recordOf(fields["text"])?.["format"]),
    reasoning: reasoning(recordOf(fields["reasoning"])),
    user: user ?? safetyId,
    isStream: fields["stream"] === true,
    family: "responses",
    extra: extras(fields, {
      verbosity: recordOf(fields["text"])?.["verbosity"],
      safety_identifier: user === null ? undefined : (safetyId ?? undefined),
      tool_choice: keptChoice ?? undefined,
    }),
  };
}

const storedFields: readonly (readonly [field: string, hint: string])[] = [
  ["previous_response_id", "Send the whole conversation as `input` items (`store: false`)"],
  ["conversation", "Send the whole conversation as `input` items (`store: false`)"],
  ["prompt", "Send `instructions` and `input` instead of a stored prompt template"],
  ["background", "Leave `background` out and read the answer or its stream"],
];

function refuseStored(fields: Fields): void {
  for (const [field, hint] of storedFields) {
    const value = fields[field];
    if (value === undefined || value === null || value === false) continue;
    throw new GatewayError("invalid_request", {
      message: `'${field}' is not supported for this model: its provider does not keep responses.`,
      param: field,
      hint: `${hint}, or use an alias whose provider serves /responses.`,
    });
  }
}

function instructions(value: unknown): Message[] {
  const text = textOf(value);
  return text === null || text === "" ? [] : [{ role: "system", parts: [{ type: "text", text }] }];
}

function sampling(fields: Fields): Sampling {
  const topLogprobs = numberOf(fields["top_logprobs"]);
  const { include } = fields;
  const wantsLogprobs = Array.isArray(include) && include.includes("message.output_text.logprobs");
  return {
    ...noSampling,
    maxTokens: numberOf(fields["max_output_tokens"]),
    temperature: numberOf(fields["temperature"]),
    topP: numberOf(fields["top_p"]),
    topLogprobs,
    logprobs: wantsLogprobs || topLogprobs !== null ? true : null,
  };
}

function responseFormat(value: unknown): ResponseFormat | null {
  const format = recordOf(value);
  switch (format?.["type"]) {
    case "text":
      return { kind: "text" };
    case "json_object":
      return { kind: "json" };
    case "json_schema":
      return schemaFormat(format);
    default:
      return null;
  }
}

function schemaFormat(format: Record<string, unknown>): ResponseFormat {
  const description = textOf(format["description"]);
  return {
    kind: "schema",
    name: textOf(format["name"]) ?? "response",
    schema: recordOf(format["schema"]) ?? {},
    strict: booleanOf(format["strict"]),
    ...(description === null ? {} : { description }),
  };
}

function reasoning(value: Record<string, unknown> | null): ReasoningRequest | null {
  const effort = textOf(value?.["effort"]);
  const summary = textOf(value?.["summary"]) ?? textOf(value?.["generate_summary"]);
  if (effort === null && summary === null) return null;
  return { effort, budgetTokens: null, mode: effort === "none" ? "off" : null, summary };
}

interface Choice {
  readonly tools: ClientTools["tools"];
  readonly toolChoice: ToolChoice | null;
  /** A choice that only OpenAI can follow (a server tool), as written. */
  readonly keptChoice: Record<string, unknown> | null;
}

function chooseTools({ tools }: ClientTools, choice: unknown): Choice {
  const all = (toolChoice: ToolChoice | null): Choice => ({ tools, toolChoice, keptChoice: null });
  if (choice === "auto" || choice === "none" || choice === "required") return all({ kind: choice });
  if (!isRecord(choice)) return all(null);
  if (choice["type"] === "allowed_tools") {
    const names = new Set(recordsOf(choice["tools"]).map(calledName));
    const allowed = tools.filter((tool) => names.has(tool.kind === "function" ? tool.name : calledName(tool.value)));
    return {
      tools: allowed,
      toolChoice: { kind: choice["mode"] === "required" ? "required" : "auto" },
      keptChoice: null,
    };
  }
  const name = calledName(choice);
  const isFunction = tools.some((tool) => tool.kind === "function" && tool.name === name);
  return isFunction ? all({ kind: "tool", name }) : { tools, toolChoice: null, keptChoice: choice };
}

/** The name by which a model calls what a choice points at; a tool without a name goes by its type. */
function calledName(choice: Fields): string {
  const name = textOf(choice["name"]);
  return name === null ? (textOf(choice["type"]) ?? "") : flatName(textOf(choice["namespace"]), name);
}

/** Fields that have a place in the form, or in `renamed`. */
const placed: ReadonlySet<string> = new Set([
  ...storedFields.map(([field]) => field),
  "model",
  "input",
  "instructions",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "max_output_tokens",
  "temperature",
  "top_p",
  "top_logprobs",
  "text",
  "reasoning",
  "user",
  "safety_identifier",
  "stream",
]);

function extras(fields: Fields, renamed: Fields): Record<string, unknown> {
  const kept = Object.entries(fields).filter(([name, value]) => !placed.has(name) && value !== null);
  return Object.fromEntries([
    ...kept,
    ...Object.entries(renamed).filter(([, value]) => value !== undefined && value !== null),
  ]);
}
