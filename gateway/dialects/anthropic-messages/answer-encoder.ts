/**
 * A streamed answer as Messages events: `message_start`, blocks one after the other, `message_delta`, `message_stop`.
 *
 * A block opens with the first event that needs it, so an answer that starts with reasoning or a call starts with that
 * block. `message_delta` waits for the usage that follows the finish, or for the end. Other choices than the first,
 * log probabilities and other families' blocks have no place here and are left out.
 *
 * @source https://docs.claude.com/en/docs/build-with-claude/streaming
 */
import { isRecord } from "../../base/json-shape.ts";
import type { AnswerEvent, FinishReason } from "../../contract/answer.ts";
import type { WireFamily } from "../../contract/conversation.ts";
import type { GatewayError } from "../../contract/errors.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import type { AnswerEncoder, RenderContext } from "../client-dialect.ts";
import { answerUsage, openingUsage } from "./answer-usage.ts";
import { CallQueue } from "./call-queue.ts";
import { errorEvent } from "./error-body.ts";
import { stopReasons } from "./stop-reason.ts";

export function openEncoder(context: RenderContext): AnswerEncoder {
  return new MessagesEncoder(context);
}

type OpenBlock = "none" | "text" | "thinking" | "tool";

class MessagesEncoder implements AnswerEncoder {
  readonly #context: RenderContext;
  readonly #calls = new CallQueue();
  #id: string | null = null;
  #usage: TokenUsage = unknownUsage;
  #hasStarted = false;
  #hasDelta = false;
  #hasRefused = false;
  #open: OpenBlock = "none";
  /** Of the open block, else of the last one. */
  #index = -1;
  #finish: FinishReason | null = null;
  #stopSequence: string | null = null;

  constructor(context: RenderContext) {
    this.#context = context;
  }

  encode(events: readonly AnswerEvent[]): string {
    let text = "";
    let mustStart = false;
    for (const event of events) {
      if (event.type === "start") {
        this.#id = event.id;
        mustStart = true;
      } else if (event.type === "usage") {
        this.#usage = event.usage;
        if (this.#finish !== null) text += this.#messageDelta();
      } else if (event.choice === 0) {
        text += this.#start() + this.#content(event);
      }
    }
    return mustStart ? this.#start() + text : text;
  }

  end(): string {
    return `${this.#start()}${this.#messageDelta()}event: message_stop\ndata: {"type":"message_stop"}\n\n`;
  }

  fail(error: GatewayError): string {
    return errorEvent(error, this.#context.requestId);
  }

  #start(): string {
    if (this.#hasStarted) return "";
    this.#hasStarted = true;
    const message = {
      id: this.#id ?? `msg_${this.#context.requestId}`,
      type: "message",
      role: "assistant",
      model: this.#context.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: openingUsage(this.#usage),
    };
    return `event: message_start\ndata: {"type":"message_start","message":${JSON.stringify(message)}}\n\n`;
  }

  #messageDelta(): string {
    if (this.#hasDelta) return "";
    const closing = this.#close();
    this.#hasDelta = true;
    const finish = this.#finish ?? "stop";
    const reason = stopReasons[finish === "stop" && this.#hasRefused ? "refusal" : finish];
    const delta = JSON.stringify({ stop_reason: reason, stop_sequence: this.#stopSequence });
    const usage = JSON.stringify(answerUsage(this.#usage));
    return `${closing}event: message_delta\ndata: {"type":"message_delta","delta":${delta},"usage":${usage}}\n\n`;
  }

  #content(event: Exclude<AnswerEvent, { type: "start" | "usage" }>): string {
    if (this.#hasDelta) return "";
    switch (event.type) {
      case "text":
        return this.#text(event.text);
      case "refusal":
        this.#hasRefused = true;
        return this.#text(event.text);
      case "reasoning":
        return this.#reasoning(event.text);
      case "reasoning_signature":
        return this.#thinking() + this.#delta("signature_delta", "signature", event.signature) + this.#close();
      case "redacted_reasoning":
        return this.#whole(`{"type":"redacted_thinking","data":${JSON.stringify(event.data)}}`);
      case "tool_call":
        return this.#call(event);
      case "tool_arguments":
        return this.#arguments(event.call, event.text);
      case "citation":
        return this.#citation(event.value);
      case "opaque":
        return this.#opaque(event);
      case "finish":
        this.#finish = event.reason;
        this.#stopSequence = event.stopSequence;
        return this.#close();
    }
  }

  #text(text: string): string {
    if (text === "") return "";
    const opening = this.#open === "text" ? "" : this.#openBlock("text", '{"type":"text","text":""}');
    return opening + this.#delta("text_delta", "text", text);
  }

  #reasoning(text: string): string {
    return text === "" ? "" : this.#thinking() + this.#delta("thinking_delta", "thinking", text);
  }

  #thinking(): string {
    if (this.#open === "thinking") return "";
    return this.#openBlock("thinking", '{"type":"thinking","thinking":"","signature":""}');
  }

  #citation(value: unknown): string {
    const opening = this.#open === "text" ? "" : this.#openBlock("text", '{"type":"text","text":"","citations":[]}');
    return opening + this.#rawDelta(`{"type":"citations_delta","citation":${JSON.stringify(value ?? null)}}`);
  }

  #call(event: { call: number; id: string; name: string }): string {
    if (this.#open === "tool" && this.#calls.holdsCall(event)) return "";
    return this.#openTool(event.call, event.id, event.name);
  }

  #openTool(call: number, id: string, name: string): string {
    const block = `{"type":"tool_use","id":${JSON.stringify(id)},"name":${JSON.stringify(name)},"input":{}}`;
    const opening = this.#openBlock("tool", block);
    this.#calls.open(call);
    return opening;
  }

  #arguments(call: number, text: string): string {
    if (text === "" || this.#open !== "tool") return "";
    if (!this.#calls.takes(call, text)) return "";
    return this.#delta("input_json_delta", "partial_json", text);
  }

  /** A server tool's call opens with an empty input on the wire, which then comes as a delta. */
  #opaque({ family, value }: { family: WireFamily; value: Readonly<Record<string, unknown>> }): string {
    if (family !== "anthropic") return "";
    const { input } = value;
    if (value["type"] !== "server_tool_use" || !isRecord(input)) return this.#whole(JSON.stringify(value));
    const opening = this.#openBlock("tool", JSON.stringify({ ...value, input: {} }));
    return opening + this.#delta("input_json_delta", "partial_json", JSON.stringify(input)) + this.#close();
  }

  #whole(block: string): string {
    return this.#openBlock("text", block) + this.#close();
  }

  #openBlock(kind: OpenBlock, block: string): string {
    const closing = this.#close();
    this.#open = kind;
    this.#index++;
    return `${closing}event: content_block_start\ndata: {"type":"content_block_start","index":${this.#index},"content_block":${block}}\n\n`;
  }

  /** Closes the open block; calls that waited for it are written whole behind it. */
  #close(): string {
    if (this.#open === "none") return "";
    this.#open = "none";
    let text = `event: content_block_stop\ndata: {"type":"content_block_stop","index":${this.#index}}\n\n`;
    for (const held of this.#calls.release()) {
      text += this.#openTool(held.call, held.id, held.name) + this.#arguments(held.call, held.text) + this.#close();
    }
    return text;
  }

  #delta(type: string, field: string, text: string): string {
    return this.#rawDelta(`{"type":"${type}","${field}":${JSON.stringify(text)}}`);
  }

  #rawDelta(delta: string): string {
    return `event: content_block_delta\ndata: {"type":"content_block_delta","index":${this.#index},"delta":${delta}}\n\n`;
  }
}
