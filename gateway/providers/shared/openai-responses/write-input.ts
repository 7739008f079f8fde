/**
 * Messages as a Responses input: the system messages at the head become `instructions`, every other message its items,
 * in the order of their parts.
 *
 * Rules: reasoning goes back only with its proof, because without one the API refuses it; another provider's redacted
 * thinking, a participant's name and a tool's error mark have no place. What is left out is named.
 */
import type { Message, Part, ReasoningPart, ToolResultPart } from "../../../contract/conversation.ts";
import { inputContent, outputContent } from "./write-content.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface WrittenInput {
  readonly instructions: string | null;
  readonly input: readonly Fields[];
  /** What was left out, e.g. `messages[2].reasoning`. */
  readonly dropped: readonly string[];
}

export function writeInput(messages: readonly Message[]): WrittenInput {
  const first = messages.findIndex((message) => message.role !== "system" || !isText(message));
  const head = first === -1 ? messages : messages.slice(0, first);
  const writer = new InputWriter();
  for (const [index, message] of messages.entries())
    if (index >= head.length) writer.write(message, `messages[${index}]`);
  const instructions = head.flatMap(({ parts }) => parts.flatMap((part) => (part.type === "text" ? [part.text] : [])));
  return {
    instructions: head.length === 0 ? null : instructions.join("\n"),
    input: writer.items,
    dropped: [...writer.dropped],
  };
}

function isText({ parts }: Message): boolean {
  return parts.every((part) => part.type === "text");
}

class InputWriter {
  readonly items: Fields[] = [];
  readonly dropped = new Set<string>();
  #content: Fields[] = [];

  write(message: Message, path: string): void {
    if (message.name !== undefined) this.dropped.add(`${path}.name`);
    const isModel = message.role === "assistant";
    for (const part of message.parts) {
      const item = isModel ? modelItem(part) : resultItem(part);
      if (item !== null) {
        this.#endMessage(message);
        this.items.push(item);
        if (part.type === "tool_result" && part.isError && part.native?.family !== "responses")
          this.dropped.add(`${path}.is_error`);
        continue;
      }
      const content = isModel ? outputContent(part) : inputContent(part);
      if (content === null) this.dropped.add(`${path}.${part.type}`);
      else this.#content.push(content);
    }
    this.#endMessage(message);
  }

  #endMessage({ role, phase }: Message): void {
    if (this.#content.length === 0) return;
    this.items.push({ type: "message", role, content: this.#content, ...(phase === undefined ? {} : { phase }) });
    this.#content = [];
  }
}

/** A part of a model's turn that is an item of its own. */
function modelItem(part: Part): Fields | null {
  switch (part.type) {
    case "tool_call":
      if (part.native?.family === "responses") return part.native.value;
      return { type: "function_call", call_id: part.id, name: part.name, arguments: part.arguments };
    case "reasoning":
      return reasoningItem(part);
    case "opaque":
      return part.family === "responses" ? part.value : null;
    default:
      return null;
  }
}

function reasoningItem({ id, text, signature }: ReasoningPart): Fields | null {
  if (signature === undefined) return null;
  const summary = text === "" ? [] : [{ type: "summary_text", text }];
  return { type: "reasoning", ...(id === undefined ? {} : { id }), summary, encrypted_content: signature };
}

function resultItem(part: Part): Fields | null {
  if (part.type !== "tool_result") return null;
  if (part.native?.family === "responses") return part.native.value;
  return { type: "function_call_output", call_id: part.callId, output: outputOf(part) };
}

/** Text alone goes as a string, which every server takes. */
function outputOf({ parts }: ToolResultPart): string | readonly Fields[] {
  const [first] = parts;
  if (first === undefined) return "";
  if (parts.length === 1 && first.type === "text") return first.text;
  return parts.map(inputContent).filter((content) => content !== null);
}
