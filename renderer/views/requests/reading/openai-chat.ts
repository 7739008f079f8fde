/** OpenAI's chat completions: messages with parts, tool calls, reasoning; whole, and put together from its chunks. */
import type { Dialect, Part, ShownAnswer, ShownMessage } from "./conversation.ts";
import { asText, fieldsOf, listOf, numberOf, textOf, type Fields } from "./loose-json.ts";
import { mediaAt, mediaIn } from "./media-part.ts";
import { prettyJson } from "./pretty-json.ts";

export const openaiChat: Dialect = {
  readRequest: (body) => listOf(fieldsOf(body)["messages"]).map((message) => messageOf(fieldsOf(message))),
  toolsOffered: (body) =>
    [...listOf(fieldsOf(body)["tools"]), ...listOf(fieldsOf(body)["functions"])].map(toolName).filter(Boolean),
  readAnswer: (body) =>
    listOf(fieldsOf(body)["choices"]).map((value) => {
      const { message, finish_reason } = fieldsOf(value);
      return { parts: partsOf(fieldsOf(message)), finishReason: textOf(finish_reason) || null };
    }),
  readStream,
};

function toolName(tool: unknown): string {
  const { type, name, function: called, custom } = fieldsOf(tool);
  return textOf(fieldsOf(called ?? custom)["name"]) || textOf(name) || textOf(type);
}

function messageOf(message: Fields): ShownMessage {
  const role = textOf(message["role"]) || "?";
  if (role !== "tool" && role !== "function") return { role, parts: partsOf(message) };
  const id = textOf(message["tool_call_id"]);
  const parts = contentParts(message["content"]);
  return { role, parts: [{ kind: "tool_result", id, name: textOf(message["name"]), isError: false, parts }] };
}

function partsOf(message: Fields): Part[] {
  const { refusal, audio, images, function_call } = message;
  return [
    ...textPart("reasoning", message["reasoning_content"] ?? message["reasoning"]),
    ...contentParts(message["content"]),
    ...textPart("refusal", refusal),
    ...(audio === undefined || audio === null ? [] : audioParts(fieldsOf(audio))),
    ...listOf(images).map(contentPart),
    ...listOf(message["tool_calls"]).map((call) => callPart(fieldsOf(call))),
    ...(function_call === undefined || function_call === null ? [] : [callPart({ function: function_call })]),
  ];
}

function audioParts(audio: Fields): Part[] {
  return [mediaIn("audio", textOf(audio["format"]), audio["data"]), ...textPart("text", audio["transcript"])];
}

function contentParts(content: unknown): Part[] {
  return typeof content === "string" ? textPart("text", content) : listOf(content).map(contentPart);
}

function contentPart(value: unknown): Part {
  const part = fieldsOf(value);
  const type = textOf(part["type"]);
  switch (type) {
    case "text":
      return { kind: "text", text: textOf(part["text"]) };
    case "refusal":
      return { kind: "refusal", text: textOf(part["refusal"]) };
    case "image_url":
      return mediaAt("image", textOf(fieldsOf(part["image_url"])["url"]) || textOf(part["image_url"]));
    case "video_url":
      return mediaAt("video", textOf(fieldsOf(part["video_url"])["url"]));
    case "input_audio": {
      const { format, data } = fieldsOf(part["input_audio"]);
      return mediaIn("audio", textOf(format), data);
    }
    case "file": {
      const { filename, file_id, file_data } = fieldsOf(part["file"]);
      const { bytes } = mediaAt("document", textOf(file_data));
      return { kind: "media", media: "document", name: textOf(filename) || textOf(file_id) || null, bytes };
    }
    default:
      return typeof value === "string" ? { kind: "text", text: value } : { kind: "other", type: type || "?" };
  }
}

function callPart(call: Fields): Part {
  const { name, arguments: written, input } = fieldsOf(call["function"] ?? call["custom"]);
  const text = prettyJson(asText(written ?? input));
  return { kind: "tool_call", id: textOf(call["id"]), name: textOf(name), text };
}

function textPart(kind: "text" | "reasoning" | "refusal", value: unknown): Part[] {
  return typeof value === "string" && value !== "" ? [{ kind, text: value }] : [];
}

interface OpenChoice {
  reasoning: string;
  content: string;
  refusal: string;
  readonly calls: Map<number, { id: string; name: string; text: string }>;
  finish: string | null;
}

function readStream(events: readonly unknown[]): readonly ShownAnswer[] {
  const choices = new Map<number, OpenChoice>();
  for (const event of events) {
    for (const choice of listOf(fieldsOf(event)["choices"])) add(choices, fieldsOf(choice));
  }
  return [...choices.entries()].sort(([left], [right]) => left - right).map(([, choice]) => closed(choice));
}

function add(choices: Map<number, OpenChoice>, choice: Fields): void {
  const index = numberOf(choice["index"]) ?? 0;
  const open = choices.get(index) ?? { reasoning: "", content: "", refusal: "", calls: new Map(), finish: null };
  choices.set(index, open);
  const delta = fieldsOf(choice["delta"]);
  open.reasoning += textOf(delta["reasoning_content"] ?? delta["reasoning"]);
  open.content += textOf(delta["content"]);
  open.refusal += textOf(delta["refusal"]);
  open.finish = textOf(choice["finish_reason"]) || open.finish;
  for (const value of listOf(delta["tool_calls"])) {
    const call = fieldsOf(value);
    const { name, arguments: piece, input } = fieldsOf(call["function"] ?? call["custom"]);
    const at = numberOf(call["index"]) ?? 0;
    const known = open.calls.get(at) ?? { id: "", name: "", text: "" };
    known.id ||= textOf(call["id"]);
    known.name += textOf(name);
    known.text += textOf(piece ?? input);
    open.calls.set(at, known);
  }
}

function closed({ reasoning, content, refusal, calls, finish }: OpenChoice): ShownAnswer {
  const written = [...calls.values()].map((call): Part => ({
    kind: "tool_call",
    ...call,
    text: prettyJson(call.text),
  }));
  const said = [...textPart("reasoning", reasoning), ...textPart("text", content), ...textPart("refusal", refusal)];
  return { parts: [...said, ...written], finishReason: finish };
}
