/**
 * One open content block of a stream: what it says when it opens, with each delta, and when it closes.
 */
import { newToolCallId } from "../../base/ids.ts";
import { textOf } from "../../base/json-shape.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import { answerToolName } from "./answer-tool.ts";

type Fields = Readonly<Record<string, unknown>>;
type Events = readonly AnswerEvent[];

export interface OpenBlock {
  /** What the opening event said already. */
  readonly first: Events;
  /** Its family alone can read it; it comes whole when it closes. */
  readonly isOpaque: boolean;
  delta(delta: Fields): Events;
  stop(): Events;
}

const none: Events = [];

/** @param call  number of the call, of blocks that are one */
export function openBlock(block: Fields, call: number): OpenBlock {
  switch (block["type"]) {
    case "text":
      return { first: textEvents(block["text"]), isOpaque: false, delta: textDelta, stop: () => none };
    case "thinking":
      return { first: thinkingFirst(block), isOpaque: false, delta: thinkingDelta, stop: () => none };
    case "redacted_thinking":
      return typeof block["data"] === "string" ? redacted(block["data"]) : new OpaqueBlock(block);
    case "tool_use":
      return new CallBlock(block, call);
    default:
      return new OpaqueBlock(block);
  }
}

function textEvents(text: unknown): Events {
  return typeof text === "string" && text !== "" ? [{ type: "text", choice: 0, text }] : none;
}

function textDelta(delta: Fields): Events {
  if (delta["type"] === "text_delta") return textEvents(delta["text"]);
  return delta["type"] === "citations_delta" ? [{ type: "citation", choice: 0, value: delta["citation"] }] : none;
}

function thinkingFirst({ thinking, signature }: Fields): Events {
  return [...thinkingEvents(thinking), ...signatureEvents(signature)];
}

function thinkingDelta(delta: Fields): Events {
  if (delta["type"] === "thinking_delta") return thinkingEvents(delta["thinking"]);
  return delta["type"] === "signature_delta" ? signatureEvents(delta["signature"]) : none;
}

function thinkingEvents(text: unknown): Events {
  return typeof text === "string" && text !== "" ? [{ type: "reasoning", choice: 0, text }] : none;
}

function signatureEvents(signature: unknown): Events {
  return typeof signature === "string" && signature !== ""
    ? [{ type: "reasoning_signature", choice: 0, signature }]
    : none;
}

function redacted(data: string): OpenBlock {
  return {
    first: [{ type: "redacted_reasoning", choice: 0, data }],
    isOpaque: false,
    delta: () => none,
    stop: () => none,
  };
}

/** A call; or, under the name of the tool that stands in for a JSON schema, the answer's text. */
class CallBlock implements OpenBlock {
  readonly first: Events;
  readonly isOpaque = false;
  readonly #call: number;
  readonly #isText: boolean;
  readonly #input: unknown;
  #hasArguments = false;

  constructor(block: Fields, call: number) {
    this.#call = call;
    this.#input = block["input"];
    this.#isText = block["name"] === answerToolName;
    const id = textOf(block["id"]) ?? newToolCallId();
    this.first = this.#isText ? none : [{ type: "tool_call", choice: 0, call, id, name: textOf(block["name"]) ?? "" }];
  }

  delta(delta: Fields): Events {
    const text = delta["type"] === "input_json_delta" ? textOf(delta["partial_json"]) : null;
    return text === null || text === "" ? none : this.#arguments(text);
  }

  /** Without a delta the whole input stood in the opening event; `{}` is a call without arguments. */
  stop(): Events {
    return this.#hasArguments ? none : this.#arguments(JSON.stringify(this.#input ?? {}));
  }

  #arguments(text: string): Events {
    this.#hasArguments = true;
    if (this.#isText) return [{ type: "text", choice: 0, text }];
    return [{ type: "tool_arguments", choice: 0, call: this.#call, text }];
  }
}

class OpaqueBlock implements OpenBlock {
  readonly first = none;
  readonly isOpaque = true;
  readonly #value: Record<string, unknown>;
  #citations: unknown[] | null = null;
  #input = "";

  constructor(block: Fields) {
    this.#value = { ...block };
  }

  /** A delta adds to the field it names; a server tool's input comes as pieces of JSON. */
  delta(delta: Fields): Events {
    for (const [name, piece] of Object.entries(delta)) {
      if (name === "type") continue;
      if (name === "partial_json" && typeof piece === "string") this.#input += piece;
      else if (name === "citation") this.#addCitation(piece);
      else this.#add(name, piece);
    }
    return none;
  }

  stop(): Events {
    if (this.#input !== "") this.#value["input"] = parsed(this.#input);
    return [{ type: "opaque", choice: 0, family: "anthropic", value: this.#value }];
  }

  #add(name: string, piece: unknown): void {
    const before = Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
    this.#value[name] = typeof before === "string" && typeof piece === "string" ? before + piece : piece;
  }

  #addCitation(piece: unknown): void {
    if (this.#citations === null) {
      const before = this.#value["citations"];
      this.#citations = Array.isArray(before) ? [...(before as readonly unknown[])] : []; // a list: just checked
      this.#value["citations"] = this.#citations;
    }
    this.#citations.push(piece);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { INVALID_JSON: text };
  }
}
