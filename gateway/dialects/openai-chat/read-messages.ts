/**
 * OpenAI's messages as messages of the intermediate form.
 *
 * Tool messages become tool results of a user message, neighbours in one. An assistant's reasoning is taken from
 * `thinking_blocks`, else OpenRouter's `reasoning_details`, else `reasoning_content` or `reasoning`: they tell the same
 * thing. Message fields without a place (`audio`, ...) stay in one opaque part that has no `type`; fields that only
 * servers write are passed over. The deprecated `function` messages get the id of the call they answer.
 */
import { isRecord, recordsOf, textOf } from "../../base/json-shape.ts";
import type { Message, Part, ReasoningPart, ToolResultPart } from "../../contract/conversation.ts";
import { cacheOf, readContent, readThinking } from "./read-content.ts";

type Raw = Readonly<Record<string, unknown>>;

const readFields = new Set([
  "role",
  "name",
  "content",
  "cache_control",
  "tool_calls",
  "tool_call_id",
  "function_call",
  "refusal",
  "reasoning",
  "reasoning_content",
  "reasoning_details",
  "thinking_blocks",
]);
/** What servers add to their answers and clients send back unread. */
const serverFields = new Set(["provider_specific_fields", "annotations", "images"]);

export function readMessages(messages: readonly unknown[]): readonly Message[] {
  const read: Message[] = [];
  const functionIds = new Map<string, string>();
  let results: Part[] | null = null;
  for (const [index, raw] of messages.entries()) {
    if (!isRecord(raw)) continue;
    const result = readResult(raw, functionIds);
    if (result === null) {
      results = null;
      read.push(readMessage(raw, index, functionIds));
    } else if (results === null) {
      results = [result];
      read.push({ role: "user", parts: results });
    } else {
      results.push(result);
    }
  }
  return read;
}

function readResult(raw: Raw, functionIds: ReadonlyMap<string, string>): ToolResultPart | null {
  const { role } = raw;
  if (role !== "tool" && role !== "function") return null;
  const name = textOf(raw["name"]);
  const callId = role === "tool" ? textOf(raw["tool_call_id"]) : functionIds.get(name ?? "");
  return {
    type: "tool_result",
    callId: callId ?? name ?? "",
    ...(name === null ? {} : { name }),
    parts: readContent(raw["content"]),
    isError: false,
    ...cacheOf(raw),
  };
}

function readMessage(raw: Raw, index: number, functionIds: Map<string, string>): Message {
  const role = roleOf(raw["role"]);
  const name = textOf(raw["name"]);
  const content = withMessageCache(readContent(raw["content"]), raw);
  const parts = role === "assistant" ? assistantParts(raw, content, index, functionIds) : content;
  const rest = restOf(raw);
  return {
    role,
    ...(name === null ? {} : { name }),
    parts: rest === null ? parts : [...parts, { type: "opaque", family: "openai", value: rest }],
  };
}

function roleOf(role: unknown): Message["role"] {
  return role === "system" || role === "developer" || role === "assistant" ? role : "user";
}

/** LiteLLM's clients may mark a whole message: its last part carries the mark. */
function withMessageCache(parts: readonly Part[], raw: Raw): readonly Part[] {
  const mark = cacheOf(raw);
  const last = parts.at(-1);
  if (mark.cacheControl === undefined || last === undefined) return parts;
  if (last.type !== "text" && last.type !== "image" && last.type !== "document") return parts;
  return [...parts.slice(0, -1), { ...last, ...mark }];
}

function assistantParts(
  raw: Raw,
  content: readonly Part[],
  index: number,
  functionIds: Map<string, string>,
): readonly Part[] {
  const parts: Part[] = content.some(({ type }) => type === "reasoning")
    ? [...content]
    : [...readReasoning(raw), ...content];
  const refusal = textOf(raw["refusal"]);
  if (refusal !== null && refusal !== "") parts.push({ type: "refusal", text: refusal });
  for (const call of recordsOf(raw["tool_calls"])) parts.push(readCall(call));
  const legacy = raw["function_call"];
  const name = isRecord(legacy) ? textOf(legacy["name"]) : null;
  if (isRecord(legacy) && name !== null) {
    const id = `call_${index}`;
    functionIds.set(name, id);
    parts.push({ type: "tool_call", id, name, arguments: textOf(legacy["arguments"]) ?? "" });
  }
  return parts;
}

function readCall(call: Raw): Part {
  const called = call["function"];
  const name = isRecord(called) ? textOf(called["name"]) : null;
  if (!isRecord(called) || name === null) return { type: "opaque", family: "openai", value: call };
  const signature = signatureOf(call) ?? signatureOf(called);
  return {
    type: "tool_call",
    id: textOf(call["id"]) ?? "",
    name,
    arguments: argumentsOf(called["arguments"]),
    ...(signature === null ? {} : { signature }),
    ...cacheOf(call),
  };
}

function argumentsOf(value: unknown): string {
  return typeof value === "string" ? value : isRecord(value) ? JSON.stringify(value) : "";
}

/** Gemini's thought signature, where LiteLLM and Google's own OpenAI endpoint put it. */
function signatureOf(raw: Raw): string | null {
  const fields = raw["provider_specific_fields"];
  if (isRecord(fields) && typeof fields["thought_signature"] === "string") return fields["thought_signature"];
  const extra = raw["extra_content"];
  const google = isRecord(extra) ? extra["google"] : null;
  return isRecord(google) ? textOf(google["thought_signature"]) : null;
}

function readReasoning(raw: Raw): readonly ReasoningPart[] {
  const blocks = recordsOf(raw["thinking_blocks"]).flatMap((block) => readThinking(block) ?? []);
  if (blocks.length > 0) return blocks;
  const details = recordsOf(raw["reasoning_details"]).flatMap((detail) => readDetail(detail) ?? []);
  if (details.length > 0) return details;
  const text = textOf(raw["reasoning_content"]) ?? textOf(raw["reasoning"]);
  return text === null || text === "" ? [] : [{ type: "reasoning", text }];
}

/** @source OpenRouter: reasoning_details of type reasoning.text, reasoning.summary, reasoning.encrypted */
function readDetail(detail: Raw): ReasoningPart | null {
  const data = textOf(detail["data"]);
  if (detail["type"] === "reasoning.encrypted" && data !== null) return { type: "reasoning", text: "", redacted: data };
  const text = textOf(detail["text"]) ?? textOf(detail["summary"]);
  const signature = textOf(detail["signature"]);
  if (text === null && signature === null) return null;
  return { type: "reasoning", text: text ?? "", ...(signature === null ? {} : { signature }) };
}

function restOf(raw: Raw): Record<string, unknown> | null {
  const rest = Object.entries(raw).filter(
    ([name, value]) => value !== null && value !== undefined && !readFields.has(name) && !serverFields.has(name),
  );
  return rest.length === 0 ? null : Object.fromEntries(rest);
}
