/** OpenAI's Responses items as parts, grouped into who said them: a client's input and an answer's output are the same. */
import type { Part, ShownMessage } from "./conversation.ts";
import { asText, fieldsOf, listOf, textOf, type Fields } from "./loose-json.ts";
import { mediaAt, mediaIn } from "./media-part.ts";
import { prettyJson } from "./pretty-json.ts";

/** What a model said in a row becomes one message, and so do results in a row. */
export function itemMessages(items: readonly unknown[]): ShownMessage[] {
  const messages: { role: string; parts: Part[] }[] = [];
  for (const item of items.map(fieldsOf)) {
    const role = roleOf(item);
    const last = messages.at(-1);
    if (last?.role === role && (role === "assistant" || role === "tool")) last.parts.push(...itemParts(item));
    else messages.push({ role, parts: itemParts(item) });
  }
  return messages;
}

function roleOf(item: Fields): string {
  const role = textOf(item["role"]);
  if (role !== "") return role;
  return textOf(item["type"]).endsWith("_output") ? "tool" : "assistant";
}

export function itemParts(item: Fields): Part[] {
  const type = textOf(item["type"]) || (item["role"] === undefined ? "" : "message");
  if (type === "message") return contentParts(item["content"]);
  if (type === "reasoning") return reasoningParts(item);
  if (type === "image_generation_call") return [mediaIn("image", textOf(item["output_format"]), item["result"])];
  if (type.endsWith("_output")) return [outputPart(item)];
  return type.endsWith("_call") ? callParts(item, type) : [{ kind: "other", type: type || "?" }];
}

function contentParts(content: unknown): Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ kind: "text", text: content }];
  return listOf(content).map((value) => contentPart(fieldsOf(value)));
}

function contentPart(part: Fields): Part {
  const type = textOf(part["type"]);
  switch (type) {
    case "input_text":
    case "output_text":
    case "text":
    case "summary_text":
      return { kind: "text", text: textOf(part["text"]) };
    case "refusal":
      return { kind: "refusal", text: textOf(part["refusal"]) };
    case "input_image":
      return mediaAt("image", textOf(part["image_url"]) || textOf(part["file_id"]));
    case "input_audio": {
      const { format, data } = fieldsOf(part["input_audio"]);
      return mediaIn("audio", textOf(format), data);
    }
    case "input_file": {
      const { bytes, name } = mediaAt("document", textOf(part["file_data"]) || textOf(part["file_url"]));
      return { kind: "media", media: "document", name: textOf(part["filename"]) || name, bytes };
    }
    default:
      return { kind: "other", type: type || "?" };
  }
}

function reasoningParts(item: Fields): Part[] {
  const said = [...listOf(item["summary"]), ...listOf(item["content"])].map((part) => textOf(fieldsOf(part)["text"]));
  return [{ kind: "reasoning", text: said.filter((text) => text !== "").join("\n\n") }];
}

/** A tool of the client has a name; one of the server is named by its kind. Some carry their output with them. */
function callParts(item: Fields, type: string): Part[] {
  const { arguments: given, input, action, code, queries, output, error } = item;
  const name = textOf(item["namespace"]) + textOf(item["name"]) || type.replace(/_call$/, "");
  const id = textOf(item["call_id"]) || textOf(item["id"]);
  const text = prettyJson(asText(given ?? input ?? action ?? code ?? queries));
  const call: Part = { kind: "tool_call", id, name, text };
  const result = textOf(output) || textOf(error);
  if (result === "") return [call];
  const isError = textOf(error) !== "";
  return [call, { kind: "tool_result", id, name, isError, parts: [{ kind: "text", text: result }] }];
}

function outputPart(item: Fields): Part {
  const { output } = item;
  const isPlain = typeof output === "string" || Array.isArray(output);
  const parts: Part[] = isPlain ? contentParts(output) : [{ kind: "text", text: asText(output) }];
  return { kind: "tool_result", id: textOf(item["call_id"]), name: "", isError: false, parts };
}
