/**
 * An output item of a Responses answer as parts of the intermediate form. Items of server tools stay opaque.
 */
import { recordOf, recordsOf, textOf } from "../../../base/json-shape.ts";
import type { Part, ToolCallPart } from "../../../contract/conversation.ts";

type Fields = Readonly<Record<string, unknown>>;

export function readItem(item: Fields): readonly Part[] {
  switch (item["type"]) {
    case "message":
      return recordsOf(item["content"]).flatMap(readContent);
    case "reasoning":
      return readReasoning(item);
    case "function_call":
    case "custom_tool_call":
      return [readCall(item)];
    case "image_generation_call":
      return readImage(item);
    default:
      return [{ type: "opaque", family: "responses", value: item }];
  }
}

function readContent(part: Fields): readonly Part[] {
  if (part["type"] === "refusal") return [{ type: "refusal", text: textOf(part["refusal"]) ?? "" }];
  const text = textOf(part["text"]);
  if (text === null) return [];
  const citations = recordsOf(part["annotations"]).flatMap((annotation) => readCitation(annotation) ?? []);
  return [citations.length === 0 ? { type: "text", text } : { type: "text", text, citations }];
}

/** A web citation in the form's words, which are Anthropic's; null = no counterpart. */
export function readCitation(annotation: unknown): Fields | null {
  const fields = recordOf(annotation);
  if (fields?.["type"] !== "url_citation") return null;
  const { url, title } = fields;
  return { type: "web_search_result_location", url, title, cited_text: "" };
}

function readReasoning(item: Fields): readonly Part[] {
  const text = reasoningText(item);
  const signature = textOf(item["encrypted_content"]);
  const id = textOf(item["id"]);
  if (text === "" && signature === null) return [];
  return [{ type: "reasoning", text, ...(signature === null ? {} : { signature }), ...(id === null ? {} : { id }) }];
}

/** The summary, or the thinking itself where the model shows it (open models). */
export function reasoningText(item: Fields): string {
  const summary = textsOf(item["summary"]);
  return summary === "" ? textsOf(item["content"]) : summary;
}

function textsOf(parts: unknown): string {
  return recordsOf(parts)
    .map((part) => textOf(part["text"]) ?? "")
    .join("\n\n");
}

/** @returns the call; a custom tool's text becomes the one argument `input` of the function it is elsewhere */
export function readCall(item: Fields): ToolCallPart {
  const isCustom = item["type"] === "custom_tool_call";
  const args = isCustom ? JSON.stringify({ input: textOf(item["input"]) ?? "" }) : (textOf(item["arguments"]) ?? "");
  return {
    type: "tool_call",
    id: textOf(item["call_id"]) ?? textOf(item["id"]) ?? "",
    name: textOf(item["name"]) ?? "",
    arguments: args,
    ...(isCustom ? { native: { family: "responses", value: item } as const } : {}),
  };
}

function readImage(item: Fields): readonly Part[] {
  const data = textOf(item["result"]);
  if (data === null) return [];
  const format = textOf(item["output_format"]) ?? "png";
  return [{ type: "image", source: { kind: "base64", mediaType: `image/${format}`, data } }];
}
