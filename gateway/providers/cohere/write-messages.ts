/**
 * A conversation's messages as Cohere's: roles system, user, assistant and tool, one tool message for each result.
 *
 * Rules: developers become system. Reasoning beside tool calls goes back as `tool_plan`, else as thinking content. Text
 * documents become `documents`, which Cohere keeps beside the messages; other documents, audio and pictures inside
 * results have no place and are noted.
 * @source https://docs.cohere.com/reference/chat
 */
import type { DocumentPart, ImagePart, Message, Part, ToolResultPart } from "../../contract/conversation.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface WrittenMessages {
  readonly messages: readonly Fields[];
  readonly documents: readonly Fields[];
  /** Places of parts that Cohere cannot be given, e.g. `messages[2].audio`. */
  readonly dropped: readonly string[];
}

interface Notes {
  readonly documents: Fields[];
  readonly dropped: string[];
}

export function writeMessages(messages: readonly Message[]): WrittenMessages {
  const notes: Notes = { documents: [], dropped: [] };
  const written = messages.flatMap((message, index) => {
    const place = `messages[${index}]`;
    switch (message.role) {
      case "assistant":
        return assistantMessage(message.parts, place, notes);
      case "user":
        return userMessages(message.parts, place, notes);
      case "system":
      case "developer":
        return contentMessage("system", message.parts, place, notes);
    }
  });
  return { messages: written, ...notes };
}

function userMessages(parts: readonly Part[], place: string, notes: Notes): Fields[] {
  const results = parts.filter((part) => part.type === "tool_result");
  const rest = parts.filter((part) => part.type !== "tool_result");
  return [...results.map((part) => toolMessage(part, place, notes)), ...contentMessage("user", rest, place, notes)];
}

function contentMessage(role: string, parts: readonly Part[], place: string, notes: Notes): Fields[] {
  const content = parts.flatMap<Fields>((part) => contentOf(part, place, notes) ?? []);
  if (content.length === 0) return [];
  return [{ role, content: plainOf(content) }];
}

/** @returns null when the part has no place in a message */
function contentOf(part: Part, place: string, notes: Notes): Fields | null {
  switch (part.type) {
    case "text":
    case "refusal":
      return { type: "text", text: part.text };
    case "image":
      return imageContent(part) ?? drop(`${place}.image`, notes);
    case "document":
      return addDocument(part, notes) ? null : drop(`${place}.document`, notes);
    case "opaque":
      return part.family === "cohere" ? part.value : drop(`${place}.${String(part.value["type"])}`, notes);
    default:
      return drop(`${place}.${part.type}`, notes);
  }
}

function drop(place: string, { dropped }: Notes): null {
  dropped.push(place);
  return null;
}

function imageContent({ source, detail }: ImagePart): Fields | null {
  if (source.kind === "file") return null;
  const url = source.kind === "url" ? source.url : `data:${source.mediaType};base64,${source.data}`;
  return { type: "image_url", image_url: { url, ...(detail === undefined ? {} : { detail }) } };
}

function addDocument({ source, title, context }: DocumentPart, { documents }: Notes): boolean {
  if (source.kind !== "text") return false;
  const said = { ...(title === undefined ? {} : { title }), ...(context === undefined ? {} : { context }) };
  documents.push({ data: { ...said, text: source.text } });
  return true;
}

/** Citations of an answer are no part of what goes back: Cohere makes them from its documents. */
function assistantMessage(parts: readonly Part[], place: string, notes: Notes): Fields[] {
  const calls = parts.flatMap((part) => (part.type === "tool_call" ? [part] : []));
  const thoughts = parts.flatMap((part) => (part.type === "reasoning" && part.text !== "" ? [part.text] : []));
  const texts = parts
    .filter((part) => part.type !== "tool_call" && part.type !== "reasoning" && !isCitations(part))
    .flatMap<Fields>((part) => contentOf(part, place, notes) ?? []);
  const isPlan = calls.length > 0;
  const content = isPlan ? texts : [...thoughts.map((thinking) => ({ type: "thinking", thinking })), ...texts];
  if (content.length === 0 && !isPlan) return [];
  return [
    {
      role: "assistant",
      ...(isPlan && thoughts.length > 0 ? { tool_plan: thoughts.join("\n") } : {}),
      ...(isPlan ? { tool_calls: calls.map(toolCall) } : {}),
      ...(content.length === 0 ? {} : { content }),
    },
  ];
}

function isCitations(part: Part): boolean {
  return part.type === "opaque" && part.family === "cohere" && "citations" in part.value;
}

function toolCall({ id, name, arguments: text }: { id: string; name: string; arguments: string }): Fields {
  return { id, type: "function", function: { name, arguments: text === "" ? "{}" : text } };
}

/** Cohere cannot be told that a tool failed: only what it said. */
function toolMessage({ callId, parts, isError }: ToolResultPart, place: string, notes: Notes): Fields {
  if (isError) drop(`${place}.tool_result.is_error`, notes);
  const content = parts.flatMap<Fields>((part) => {
    if (part.type === "text") return { type: "text", text: part.text };
    if (part.type !== "document" || part.source.kind !== "text") {
      return drop(`${place}.tool_result.${part.type}`, notes) ?? [];
    }
    const title = part.title === undefined ? {} : { title: part.title };
    return { type: "document", document: { data: { ...title, text: part.source.text } } };
  });
  return { role: "tool", tool_call_id: callId, content: plainOf(content) };
}

/** One text alone is written as text, nothing at all as an empty one. */
function plainOf(content: readonly Fields[]): unknown {
  const [only] = content;
  if (only === undefined) return "";
  return content.length === 1 && only["type"] === "text" ? only["text"] : content;
}
