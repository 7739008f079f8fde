/**
 * A conversation as /api/chat's messages, and as the plain text that /api/generate takes.
 *
 * Tool results are messages of their own; developer is system; a call's arguments are an object. Without a place in
 * Ollama, reported as dropped: audio, documents that are no text, names of participants, signatures and redacted
 * reasoning, blocks of other families. Left out in silence: cache marks, citations, a tool result's error flag (its
 * text says it). An image that is only an address cannot be had by Ollama, and losing it would change the question: 400.
 * @source golden cases chat-oll-tool-result, messages-oll-tool-result; Ollama 0.17.4 api/types.go Message
 */
import { argumentsObject } from "../../base/tool-arguments.ts";
import type {
  DocumentPart,
  ImagePart,
  MediaSource,
  Message,
  Part,
  ToolResultPart,
} from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";

export interface OllamaMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  content: string;
  thinking?: string;
  images?: string[];
  tool_calls?: OllamaCall[];
  tool_name?: string;
  tool_call_id?: string;
}

interface OllamaCall {
  readonly id: string;
  readonly function: { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> };
}

export interface MessagesResult {
  readonly messages: readonly OllamaMessage[];
  readonly dropped: readonly string[];
}

/** @throws GatewayError `invalid_request` for an image that is not in the request */
export function chatMessages(messages: readonly Message[]): MessagesResult {
  const writer = new MessageWriter();
  messages.forEach((message, index) => {
    writer.write(message, `messages[${index}]`);
  });
  return { messages: writer.messages, dropped: writer.dropped };
}

class MessageWriter {
  readonly messages: OllamaMessage[] = [];
  readonly dropped: string[] = [];
  /** Call id -> tool, for results that do not name theirs. */
  readonly #tools = new Map<string, string>();
  #place = "";

  write(message: Message, place: string): void {
    this.#place = place;
    if (message.name !== undefined) this.#drop("name");
    const role = message.role === "developer" ? "system" : message.role;
    let open: OllamaMessage | null = null;
    for (const part of message.parts) {
      if (part.type === "tool_result") {
        open = null;
        this.#writeResult(part);
        continue;
      }
      open ??= this.#open(role);
      this.#add(open, part);
    }
    if (message.parts.length === 0) this.#open(role);
  }

  #open(role: OllamaMessage["role"]): OllamaMessage {
    const message: OllamaMessage = { role, content: "" };
    this.messages.push(message);
    return message;
  }

  #writeResult(part: ToolResultPart): void {
    const message = this.#open("tool");
    const name = part.name ?? this.#tools.get(part.callId);
    if (name !== undefined) message.tool_name = name;
    message.tool_call_id = part.callId;
    for (const inner of part.parts) this.#add(message, inner);
  }

  #add(message: OllamaMessage, part: Part): void {
    switch (part.type) {
      case "text":
      case "refusal":
        message.content += part.text;
        return;
      case "image":
        (message.images ??= []).push(imageData(part));
        return;
      case "document":
        this.#addDocument(message, part);
        return;
      case "reasoning":
        if (part.text !== "") message.thinking = (message.thinking ?? "") + part.text;
        if (part.signature !== undefined || part.redacted !== undefined) this.#drop("reasoning_signature");
        return;
      case "tool_call":
        this.#tools.set(part.id, part.name);
        (message.tool_calls ??= []).push({
          id: part.id,
          function: { name: part.name, arguments: argumentsObject(part.arguments) },
        });
        return;
      case "tool_result":
        this.#writeResult(part);
        return;
      default:
        this.#drop(part.type === "opaque" ? `${part.family}_block` : part.type);
    }
  }

  #addDocument(message: OllamaMessage, { source }: DocumentPart): void {
    const text = documentText(source);
    if (text === null) this.#drop("document");
    else message.content += text;
  }

  #drop(what: string): void {
    this.dropped.push(`${this.#place}.${what}`);
  }
}

function documentText(source: DocumentPart["source"]): string | null {
  if (source.kind === "text") return source.text;
  if (source.kind !== "base64" || !source.mediaType.startsWith("text/")) return null;
  return Buffer.from(source.data, "base64").toString("utf8");
}

/** @returns base64 without a data URL's head */
function imageData({ source }: ImagePart): string {
  if (source.kind === "base64") return source.data;
  const data = source.kind === "url" ? inlineData(source) : null;
  if (data !== null) return data;
  throw new GatewayError("invalid_request", {
    message: "Ollama takes images only as data inside the request: this one is an address or a file's id.",
    hint: "Send the image as base64, e.g. `data:image/png;base64,...`.",
    param: "messages",
  });
}

function inlineData(source: MediaSource & { readonly kind: "url" }): string | null {
  if (!source.url.startsWith("data:")) return null;
  const at = source.url.indexOf(";base64,");
  return at === -1 ? null : source.url.slice(at + ";base64,".length);
}
