/** Anthropic's content blocks as parts: text, thinking, tools and their results, pictures, documents. */
import type { Part } from "./conversation.ts";
import { asText, fieldsOf, listOf, textOf, type Fields } from "./loose-json.ts";
import { mediaAt, mediaIn } from "./media-part.ts";
import { prettyJson } from "./pretty-json.ts";

/** @param content  a text, or a list of blocks */
export function blockParts(content: unknown): Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ kind: "text", text: content }];
  return listOf(content).map((block) => blockPart(fieldsOf(block)));
}

function blockPart(block: Fields): Part {
  const type = textOf(block["type"]);
  switch (type) {
    case "text":
      return { kind: "text", text: textOf(block["text"]) };
    case "thinking":
      return { kind: "reasoning", text: textOf(block["thinking"]) };
    case "redacted_thinking":
      return { kind: "reasoning", text: "" };
    case "image":
      return sourcePart("image", fieldsOf(block["source"]), "");
    case "document":
      return documentPart(block);
    case "search_result":
      return { kind: "item", label: textOf(block["title"]) || textOf(block["source"]), text: joined(block["content"]) };
    default:
      if (type.endsWith("tool_use")) return callPart(block);
      if (type.endsWith("tool_result")) return resultPart(block);
      return { kind: "other", type: type || "?" };
  }
}

function callPart(block: Fields): Part {
  const { partial_json: written, input } = block;
  const text = prettyJson(textOf(written)) || asText(input);
  return { kind: "tool_call", id: textOf(block["id"]), name: textOf(block["name"]), text };
}

/** A server tool's result is a list of its own kind, or an error object. */
function resultPart(block: Fields): Part {
  const { content, is_error } = block;
  const error = fieldsOf(content)["error_code"];
  return {
    kind: "tool_result",
    id: textOf(block["tool_use_id"]),
    name: "",
    isError: is_error === true || error !== undefined,
    parts: resultParts(content),
  };
}

function resultParts(content: unknown): Part[] {
  if (typeof content === "object" && content !== null && !Array.isArray(content)) {
    return [{ kind: "text", text: asText(content) }];
  }
  if (typeof content === "string") return blockParts(content);
  return listOf(content).map((value): Part => {
    const block = fieldsOf(value);
    if (block["type"] !== "web_search_result") return blockPart(block);
    return { kind: "item", label: textOf(block["title"]), text: textOf(block["url"]) };
  });
}

function documentPart(block: Fields): Part {
  const source = fieldsOf(block["source"]);
  const title = textOf(block["title"]);
  if (source["type"] === "text") return { kind: "item", label: title, text: textOf(source["data"]) };
  if (source["type"] === "content") return { kind: "item", label: title, text: joined(source["content"]) };
  return sourcePart("document", source, title);
}

function sourcePart(media: "image" | "document", source: Fields, title: string): Part {
  const url = textOf(source["url"]) || textOf(source["file_id"]);
  if (url !== "") return mediaAt(media, url);
  return mediaIn(media, title || textOf(source["media_type"]), source["data"]);
}

function joined(content: unknown): string {
  return blockParts(content)
    .flatMap((part) => (part.kind === "text" ? [part.text] : []))
    .join("\n");
}
