/** OpenAI's Responses: instructions and input items; an answer whole, or its last word or pieces from the events. */
import type { Dialect, ShownAnswer, ShownMessage } from "./conversation.ts";
import { fieldsOf, listOf, numberOf, textOf, type Fields } from "./loose-json.ts";
import { itemMessages, itemParts } from "./responses-items.ts";

export const openaiResponses: Dialect = { readRequest, toolsOffered, readAnswer, readStream };

function readRequest(body: unknown): readonly ShownMessage[] {
  const { instructions, input } = fieldsOf(body);
  const items: unknown[] = typeof input === "string" ? [{ role: "user", content: input }] : [...listOf(input)];
  const told = textOf(instructions);
  return itemMessages(told === "" ? items : [{ role: "system", type: "message", content: told }, ...items]);
}

/** A namespace is a bundle of tools under one prefix. */
function toolsOffered(body: unknown): readonly string[] {
  return listOf(fieldsOf(body)["tools"]).flatMap((value) => {
    const { type, name, tools } = fieldsOf(value);
    if (type !== "namespace") return [textOf(name) || textOf(type)];
    return listOf(tools).map((tool) => textOf(name) + textOf(fieldsOf(tool)["name"]));
  });
}

function readAnswer(body: unknown): readonly ShownAnswer[] {
  const { output, status, incomplete_details } = fieldsOf(body);
  if (output === undefined) return [];
  const parts = listOf(output).flatMap((item) => itemParts(fieldsOf(item)));
  const reason = textOf(fieldsOf(incomplete_details)["reason"]) || textOf(status);
  return parts.length === 0 && status === "failed" ? [] : [{ parts, finishReason: reason || null }];
}

/** The last event holds the whole answer; a cut stream is put together from what came. */
function readStream(events: readonly unknown[]): readonly ShownAnswer[] {
  const last = fieldsOf(fieldsOf(events.findLast((event) => isEnd(fieldsOf(event))))["response"]);
  if (listOf(last["output"]).length > 0) return readAnswer(last);
  const items = new Map<number, Fields>();
  for (const event of events.map(fieldsOf)) {
    const at = numberOf(event["output_index"]);
    if (at === null) continue;
    items.set(at, event["item"] === undefined ? grown(items.get(at) ?? {}, event) : fieldsOf(event["item"]));
  }
  const parts = [...items.values()].flatMap(itemParts);
  const status = textOf(last["status"]) || null;
  return parts.length === 0 ? [] : [{ parts, finishReason: status }];
}

function isEnd({ type }: Fields): boolean {
  return /^response\.(completed|incomplete|failed)$/.test(textOf(type));
}

/** Event -> where its delta belongs in the item, as the item itself would have it when done. */
function grown(item: Fields, event: Fields): Fields {
  const delta = textOf(event["delta"]);
  switch (event["type"]) {
    case "response.output_text.delta":
      return { type: "message", ...item, content: lengthened(item["content"], "output_text", "text", delta) };
    case "response.refusal.delta":
      return { type: "message", ...item, content: lengthened(item["content"], "refusal", "refusal", delta) };
    case "response.reasoning_summary_text.delta":
    case "response.reasoning_text.delta":
      return { type: "reasoning", ...item, summary: lengthened(item["summary"], "summary_text", "text", delta) };
    case "response.function_call_arguments.delta":
      return { type: "function_call", ...item, arguments: textOf(item["arguments"]) + delta };
    case "response.custom_tool_call_input.delta":
      return { type: "custom_tool_call", ...item, input: textOf(item["input"]) + delta };
    default:
      return item;
  }
}

function lengthened(parts: unknown, type: string, field: string, delta: string): unknown[] {
  const known = listOf(parts);
  const last = fieldsOf(known.at(-1));
  if (last["type"] !== type) return [...known, { type, [field]: delta }];
  return [...known.slice(0, -1), { ...last, [field]: textOf(last[field]) + delta }];
}
