/**
 * /api/chat's messages in the intermediate form.
 *
 * Most Ollama clients name calls by position, not by id: a call without one gets `call_<position>`, the same in every
 * turn, and a result without one answers the first open call of its `tool_name`, else the first open call at all.
 */
import { isRecord, recordsOf, textOf } from "../../base/json-shape.ts";
import type { Message, Part, ToolCallPart, ToolResultPart } from "../../contract/conversation.ts";
import { isAbsent, readImages, wrong } from "../shared/ollama-request.ts";

type Written = Readonly<Record<string, unknown>>;

/** @throws GatewayError `invalid_request` */
export function readMessages(messages: unknown): readonly Message[] {
  if (isAbsent(messages)) return [];
  if (!Array.isArray(messages)) throw wrong("messages", "must be a list");
  const reader = new MessageReader();
  messages.forEach((message: unknown, index) => {
    if (!isRecord(message)) throw wrong(`messages[${index}]`, "must be an object");
    reader.read(message, `messages[${index}]`);
  });
  return reader.messages;
}

class MessageReader {
  readonly messages: Message[] = [];
  readonly #open: ToolCallPart[] = [];
  #calls = 0;
  /** Results in a row are parts of one message, as every other dialect has them. */
  #results: Part[] | null = null;

  read(message: Written, place: string): void {
    const role = textOf(message["role"])?.toLowerCase();
    if (role === "tool") {
      this.#readResult(message, place);
      return;
    }
    this.#results = null;
    if (role !== "system" && role !== "user" && role !== "assistant" && role !== "developer") {
      throw wrong(`${place}.role`, "must be one of system, user, assistant, tool");
    }
    this.messages.push({ role, parts: [...contentParts(message, place), ...this.#readCalls(message)] });
  }

  #readResult(message: Written, place: string): void {
    if (this.#results === null) {
      this.#results = [];
      this.messages.push({ role: "user", parts: this.#results });
    }
    const name = textOf(message["tool_name"]) ?? textOf(message["name"]);
    const result: ToolResultPart = {
      type: "tool_result",
      callId: this.#answered(textOf(message["tool_call_id"]), name),
      ...(name === null ? {} : { name }),
      parts: contentParts(message, place),
      isError: false,
    };
    this.#results.push(result);
  }

  #answered(id: string | null, name: string | null): string {
    const named = this.#open.findIndex((call) => (id === null ? call.name === name : call.id === id));
    const at = named === -1 && id === null ? 0 : named;
    const [call] = at === -1 ? [] : this.#open.splice(at, 1);
    return id ?? call?.id ?? `call_${this.#calls++}`;
  }

  #readCalls(message: Written): readonly ToolCallPart[] {
    const calls = recordsOf(message["tool_calls"]).flatMap((call): ToolCallPart[] => {
      const called = call["function"];
      if (!isRecord(called)) return [];
      const given = called["arguments"];
      const position = this.#calls++;
      return [
        {
          type: "tool_call",
          id: textOf(call["id"]) ?? `call_${position}`,
          name: textOf(called["name"]) ?? "",
          arguments: typeof given === "string" ? given : JSON.stringify(given ?? {}),
        },
      ];
    });
    this.#open.push(...calls);
    return calls;
  }
}

function contentParts(message: Written, place: string): Part[] {
  const { content } = message;
  if (!isAbsent(content) && typeof content !== "string") throw wrong(`${place}.content`, "must be a text");
  const thinking = textOf(message["thinking"]) ?? "";
  return [
    ...(thinking === "" ? [] : [{ type: "reasoning", text: thinking } as const]),
    ...(isAbsent(content) || content === "" ? [] : [{ type: "text", text: content } as const]),
    ...readImages(message["images"], `${place}.images`),
  ];
}
