/** Ollama's chat and generate: the same answer in two shapes, whole or as lines that add up. */
import type { Dialect, Part, ShownAnswer, ShownMessage } from "./conversation.ts";
import { asText, fieldsOf, listOf, textOf, type Fields } from "./loose-json.ts";
import { mediaIn } from "./media-part.ts";

export const ollama: Dialect = {
  readRequest,
  toolsOffered: (body) =>
    listOf(fieldsOf(body)["tools"]).map((tool) => textOf(fieldsOf(fieldsOf(tool)["function"])["name"])),
  readAnswer: (body) => readStream([body]),
  readStream,
};

function readRequest(body: unknown): readonly ShownMessage[] {
  const { messages, system, prompt, suffix, images } = fieldsOf(body);
  if (messages !== undefined) return listOf(messages).map((message) => messageOf(fieldsOf(message)));
  const asked: ShownMessage[] = [
    { role: "system", parts: textPart("text", system) },
    { role: "user", parts: [...textPart("text", prompt), ...imageParts(images), ...textPart("text", suffix)] },
  ];
  return asked.filter(({ parts }) => parts.length > 0);
}

function messageOf(message: Fields): ShownMessage {
  const role = textOf(message["role"]) || "?";
  const { thinking, content, images, tool_calls } = message;
  if (role === "tool") {
    const name = textOf(message["tool_name"]) || textOf(message["name"]);
    return { role, parts: [{ kind: "tool_result", id: "", name, isError: false, parts: textPart("text", content) }] };
  }
  return {
    role,
    parts: [
      ...textPart("reasoning", thinking),
      ...textPart("text", content),
      ...imageParts(images),
      ...callParts(tool_calls),
    ],
  };
}

function imageParts(images: unknown): Part[] {
  return listOf(images).map((image) => mediaIn("image", "", image));
}

function callParts(calls: unknown): Part[] {
  return listOf(calls).map((value) => {
    const { id, function: called } = fieldsOf(value);
    const { name, arguments: given } = fieldsOf(called);
    return { kind: "tool_call", id: textOf(id), name: textOf(name), text: asText(given) };
  });
}

function readStream(lines: readonly unknown[]): readonly ShownAnswer[] {
  let [thinking, content, reason] = ["", "", ""];
  const calls: Part[] = [];
  const images: Part[] = [];
  for (const line of lines.map(fieldsOf)) {
    const message = fieldsOf(line["message"]);
    thinking += textOf(message["thinking"] ?? line["thinking"]);
    content += textOf(message["content"] ?? line["response"]);
    calls.push(...callParts(message["tool_calls"]));
    images.push(...imageParts(message["images"]));
    reason ||= textOf(line["done_reason"]);
  }
  const parts = [...textPart("reasoning", thinking), ...textPart("text", content), ...images, ...calls];
  return parts.length === 0 && reason === "" ? [] : [{ parts, finishReason: reason || null }];
}

function textPart(kind: "text" | "reasoning", value: unknown): Part[] {
  return typeof value === "string" && value !== "" ? [{ kind, text: value }] : [];
}
