/**
 * A streamed answer as Responses events.
 *
 * Message and reasoning items close when something else begins. Calls stay open to the end, because providers may
 * interleave the arguments of parallel calls and a closed item cannot grow. State: the open items, and the finished ones
 * as text, which the last event must repeat. Events of other choices than the first are left out: the API has one.
 */
import type { AnswerEvent, FinishReason } from "../../contract/answer.ts";
import type { GatewayError } from "../../contract/errors.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import type { AnswerEncoder, RenderContext } from "../client-dialect.ts";
import { readTools, type CallShape } from "./client-tools.ts";
import { EventWriter, itemAdded, itemDone, type ClosedItem } from "./event-writer.ts";
import { logprobsText } from "./logprobs.ts";
import { OpenCall } from "./open-call.ts";
import { OpenMessage } from "./open-message.ts";
import { OpenReasoning } from "./open-reasoning.ts";
import { callPrefix } from "./output-items.ts";
import { sealText } from "./reasoning-seal.ts";
import { finalStatus, openResponse, responseId, type ResponseState } from "./response-object.ts";
import { errorEventText, failedError } from "./wire-error.ts";
import { wireUsage } from "./wire-usage.ts";

export function openEncoder(context: RenderContext): AnswerEncoder {
  return new ResponsesEncoder(context);
}

type TextEvent = Extract<AnswerEvent, { type: "text" }>;
type CallEvent = Extract<AnswerEvent, { type: "tool_call" }>;
type OpaqueEvent = Extract<AnswerEvent, { type: "opaque" }>;

class ResponsesEncoder implements AnswerEncoder {
  readonly #context: RenderContext;
  readonly #shapes: ReadonlyMap<string, CallShape>;
  readonly #writer = new EventWriter();
  /** Finished items by output index; a place whose item is still open is empty text. */
  readonly #output: string[] = [];
  readonly #calls = new Map<number, OpenCall>();
  #response: ((state: ResponseState) => string) | null = null;
  #block: OpenMessage | OpenReasoning | null = null;
  #isThinking = false;
  #finish: FinishReason = "stop";
  #saysRefusal = false;
  #usage: TokenUsage = unknownUsage;
  #isOver = false;

  constructor(context: RenderContext) {
    this.#context = context;
    this.#shapes = readTools(context.fields["tools"]).shapes;
  }

  encode(events: readonly AnswerEvent[]): string {
    if (this.#isOver) return "";
    let text = "";
    for (const event of events) {
      if (event.type === "usage") this.#usage = event.usage;
      else if (event.type === "start") text += this.#start(event.id);
      else if (event.choice === 0) text += this.#start(null) + this.#content(event);
    }
    return text;
  }

  end(): string {
    if (this.#isOver) return "";
    const { status, reason } = finalStatus(this.#finish, this.#saysRefusal);
    const text = this.#start(null) + this.#endThinking() + this.#closeAll(status);
    this.#isOver = true;
    return text + this.#lifecycle(`response.${status}`, { status, reason });
  }

  fail(error: GatewayError): string {
    if (this.#isOver) return "";
    const text = this.#start(null);
    this.#isOver = true;
    const failed = this.#lifecycle("response.failed", { status: "failed", error: failedError(error) });
    return text + failed + errorEventText(error, this.#writer.takeNumber());
  }

  #start(providerId: string | null): string {
    if (this.#response !== null) return "";
    this.#response = openResponse(responseId(providerId, this.#context.requestId), this.#context);
    return (
      this.#lifecycle("response.created", { status: "in_progress" }) +
      this.#lifecycle("response.in_progress", { status: "in_progress" })
    );
  }

  #lifecycle(type: string, state: Pick<ResponseState, "status"> & Partial<ResponseState>): string {
    const response = this.#response?.({
      output: this.#output.filter((item) => item !== ""),
      usage: wireUsage(this.#usage),
      error: "null",
      reason: null,
      ...state,
    });
    return this.#writer.write(type, `"response":${response}`);
  }

  #content(event: Exclude<AnswerEvent, { type: "usage" } | { type: "start" }>): string {
    switch (event.type) {
      case "text":
        return this.#text(event);
      case "reasoning":
        return this.#addReasoning(event.text);
      case "reasoning_signature":
        return this.#seal(sealText({ kind: "signature", signature: event.signature }));
      case "redacted_reasoning":
        return this.#closeBlock() + this.#seal(sealText({ kind: "redacted", data: event.data }));
      case "refusal":
        return this.#addRefusal(event.text);
      case "citation":
        return this.#addCitation(event.value);
      case "tool_call":
        return this.#openCall(event);
      case "tool_arguments":
        return this.#addArguments(event.call, event.text);
      case "opaque":
        return this.#wholeItem(event);
      case "finish":
        this.#finish = event.reason;
        return "";
    }
  }

  #text({ text, logprobs }: TextEvent): string {
    if (text === "" && logprobs === undefined) return "";
    return this.#endThinking() + this.#addText(text, logprobsText(logprobs));
  }

  #addText(text: string, logprobs: string): string {
    const { block, opened } = this.#message();
    return opened + block.addText(text, logprobs);
  }

  #addRefusal(text: string): string {
    if (text === "") return "";
    this.#saysRefusal = true;
    const thought = this.#endThinking();
    const { block, opened } = this.#message();
    return thought + opened + block.addRefusal(text);
  }

  #addCitation(value: unknown): string {
    const thought = this.#endThinking();
    const { block, opened } = this.#message();
    return thought + opened + block.addCitation(value);
  }

  #message(): { block: OpenMessage; opened: string } {
    if (this.#block?.kind === "message") return { block: this.#block, opened: "" };
    const closed = this.#closeBlock();
    const index = this.#takeIndex();
    const block = new OpenMessage(this.#writer, this.#itemId("msg", index), index);
    this.#block = block;
    return { block, opened: closed + block.open() };
  }

  #addReasoning(text: string): string {
    if (text === "") return "";
    if (this.#context.mergesReasoning) {
      const opening = this.#isThinking ? "" : "<think>";
      this.#isThinking = true;
      return this.#addText(opening + text, "[]");
    }
    const { block, opened } = this.#reasoning();
    return opened + block.addText(text);
  }

  #endThinking(): string {
    if (!this.#isThinking) return "";
    this.#isThinking = false;
    return this.#addText("</think>", "[]");
  }

  #reasoning(): { block: OpenReasoning; opened: string } {
    if (this.#block?.kind === "reasoning") return { block: this.#block, opened: "" };
    const closed = this.#closeBlock();
    const index = this.#takeIndex();
    const block = new OpenReasoning(this.#writer, this.#itemId("rs", index), index);
    this.#block = block;
    return { block, opened: closed + block.open() };
  }

  /** A proof ends its reasoning; without any reasoning it is an item of its own. */
  #seal(seal: string): string {
    if (this.#context.mergesReasoning) return "";
    const { block, opened } = this.#reasoning();
    this.#block = null;
    return opened + this.#keep(block.close(seal));
  }

  #openCall({ call, id, name, signature }: CallEvent): string {
    const closed = this.#endThinking() + this.#closeBlock();
    const sealed = signature === undefined ? "" : this.#seal(sealText({ kind: "call", callId: id, signature }));
    const again = this.#calls.get(call);
    const earlier = again === undefined ? "" : this.#keep(again.close("completed"));
    const shape = this.#shapes.get(name) ?? null;
    const index = this.#takeIndex();
    const open = new OpenCall({
      writer: this.#writer,
      id: this.#itemId(callPrefix(shape), index),
      callId: id,
      name,
      shape,
      index,
    });
    this.#calls.set(call, open);
    return closed + sealed + earlier + open.open();
  }

  #addArguments(call: number, text: string): string {
    return text === "" ? "" : (this.#calls.get(call)?.addArguments(text) ?? "");
  }

  #wholeItem({ family, value }: OpaqueEvent): string {
    if (family !== "responses") return "";
    const closed = this.#closeBlock();
    const index = this.#takeIndex();
    const { id } = value;
    const item = JSON.stringify(
      typeof id === "string" && id !== "" ? value : { ...value, id: this.#itemId("item", index) },
    );
    this.#output[index] = item;
    return closed + itemAdded(this.#writer, index, item) + itemDone(this.#writer, index, item);
  }

  #closeAll(status: "completed" | "incomplete"): string {
    let text = "";
    const lastCall = this.#block === null ? [...this.#calls.keys()].at(-1) : undefined;
    for (const [key, call] of this.#calls) text += this.#keep(call.close(key === lastCall ? status : "completed"));
    this.#calls.clear();
    return text + this.#closeBlock(status);
  }

  #closeBlock(status: "completed" | "incomplete" = "completed"): string {
    const block = this.#block;
    this.#block = null;
    if (block === null) return "";
    return this.#keep(block.kind === "message" ? block.close(status) : block.close(null));
  }

  #keep({ index, events, item }: ClosedItem): string {
    this.#output[index] = item;
    return events;
  }

  #takeIndex(): number {
    return this.#output.push("") - 1;
  }

  #itemId(prefix: string, index: number): string {
    return `${prefix}_${this.#context.requestId}_${index}`;
  }
}
