/**
 * A Messages request as the intermediate form.
 *
 * Law: nothing is lost. What the form has no word for stays in `extra` or in opaque parts, and a target of Anthropic's
 * family writes it back. `metadata` holds `user_id` alone in this API; its other keys speak to the gateway.
 */
import { isRecord, numberOf, recordsOf, textOf } from "../../base/json-shape.ts";
import {
  noSampling,
  type Conversation,
  type Message,
  type Part,
  type ResponseFormat,
  type Sampling,
} from "../../contract/conversation.ts";
import { gatewayFields } from "../../contract/gateway-fields.ts";
import type { Fields } from "../client-dialect.ts";
import { readContent } from "./read-blocks.ts";
import { readReasoning } from "./read-reasoning.ts";
import { readParallel, readToolChoice, readTools } from "./read-tools.ts";

/** Fields with a place in the form. `output_config` and `thinking` may leave a rest in `extra`. */
const placed = new Set([
  "model",
  "max_tokens",
  "messages",
  "system",
  "tools",
  "tool_choice",
  "thinking",
  "output_config",
  "stop_sequences",
  "stream",
  "temperature",
  "top_p",
  "top_k",
  ...gatewayFields, // `metadata` among them
]);

/** @source https://code.claude.com/docs/en/llm-gateway-protocol (system prompt attribution block) */
const attribution = "x-anthropic-billing-header:";

/** @param fields  a body that passed `check`; other shapes are read as far as they go */
export function toConversation(fields: Fields): Conversation {
  const { reasoning, rest } = readReasoning(fields);
  const { metadata } = fields;
  return {
    messages: [...systemMessages(fields["system"]), ...recordsOf(fields["messages"]).map(messageOf)],
    tools: readTools(fields["tools"]),
    toolChoice: readToolChoice(fields["tool_choice"]),
    parallelToolCalls: readParallel(fields["tool_choice"]),
    sampling: samplingOf(fields),
    responseFormat: formatOf(fields),
    reasoning,
    user: isRecord(metadata) ? textOf(metadata["user_id"]) : null,
    isStream: fields["stream"] === true,
    family: "anthropic",
    extra: { ...Object.fromEntries(Object.entries(fields).filter(([name]) => !placed.has(name))), ...rest },
  };
}

function systemMessages(system: unknown): readonly Message[] {
  const parts = readContent(system).map(attributionApart);
  return parts.length === 0 ? [] : [{ role: "system", parts }];
}

/**
 * Claude Code's attribution line changes with every request: Anthropic reads it, any other model's prompt cache would
 * break on it. So it stays Anthropic's own.
 */
function attributionApart(part: Part): Part {
  if (part.type !== "text" || !part.text.startsWith(attribution)) return part;
  return { type: "opaque", family: "anthropic", value: { type: "text", text: part.text } };
}

function messageOf(message: Record<string, unknown>): Message {
  const parts: readonly Part[] = readContent(message["content"]);
  const { role } = message;
  return { role: role === "assistant" || role === "system" ? role : "user", parts };
}

function samplingOf(fields: Fields): Sampling {
  const stop = fields["stop_sequences"];
  return {
    ...noSampling,
    maxTokens: numberOf(fields["max_tokens"]),
    temperature: numberOf(fields["temperature"]),
    topP: numberOf(fields["top_p"]),
    topK: numberOf(fields["top_k"]),
    stop: Array.isArray(stop) ? stop.filter((text): text is string => typeof text === "string") : null,
  };
}

/** `output_format` is the beta's place for it, `output_config.format` today's; the beta field also stays in `extra`. */
function formatOf(fields: Fields): ResponseFormat | null {
  const config = fields["output_config"];
  const format = (isRecord(config) ? config["format"] : undefined) ?? fields["output_format"];
  if (!isRecord(format) || format["type"] !== "json_schema" || !isRecord(format["schema"])) return null;
  return { kind: "schema", name: "output", schema: format["schema"], strict: true };
}
