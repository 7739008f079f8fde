/**
 * Writes an answer as Ollama's lines, for /api/chat and /api/generate, which differ in where text, thinking and calls
 * stand.
 *
 * A call's argument pieces are held until the call is complete: Ollama sends calls whole. A stream that fails gets no
 * half call. Without a word in Ollama, left out: choices beyond the first, citations, signatures, blocks of other
 * families; a refusal is text. Durations are nanoseconds, counts stand only when known.
 * @source lines of a real Ollama 0.17.4
 */
import { objectText } from "../../base/tool-arguments.ts";
import { recordOf } from "../../base/json-shape.ts";
import type { AnswerEvent, FinishReason } from "../../contract/answer.ts";
import type { GatewayError } from "../../contract/errors.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import type { AnswerEncoder, RenderContext } from "../client-dialect.ts";
import { finalMembers, type Timing } from "./ollama-final.ts";

/** JSON text around the parts of a line. */
export interface LineShape {
  /** What opens a line, up to the value of the text. */
  readonly open: string;
  /** Opens it with thinking or calls: no text. */
  readonly openEmpty: string;
  /** Between the message's members and the line's. */
  readonly close: string;
}

export class OllamaEncoder implements AnswerEncoder {
  readonly #shape: LineShape;
  readonly #context: RenderContext;
  #usage: TokenUsage = unknownUsage;
  #finish: FinishReason = "stop";
  #call: { readonly id: string; readonly name: string; text: string } | null = null;
  #calls = 0;
  #isThinking = false;
  #firstMs: number | null = null;

  constructor(shape: LineShape, context: RenderContext) {
    this.#shape = shape;
    this.#context = context;
  }

  encode(events: readonly AnswerEvent[]): string {
    let lines = "";
    for (const event of events) lines += this.#one(event);
    return lines;
  }

  end(): string {
    const { close, openEmpty } = this.#shape;
    const rest = this.#closeThinking() + this.#closeCall();
    const members = finalMembers(this.#finish, this.#usage, this.#timing());
    return `${rest}${openEmpty}${close},"done":true${members}}\n`;
  }

  fail(error: GatewayError): string {
    this.#call = null;
    return ollamaErrorLine(error);
  }

  #one(event: AnswerEvent): string {
    if (event.type === "usage") {
      this.#usage = event.usage;
      return "";
    }
    if (event.type === "start" || event.choice !== 0) return "";
    switch (event.type) {
      case "text":
        return this.#closeThinking() + this.#closeCall() + this.#textLine(event.text, event.logprobs);
      case "refusal":
        return this.#closeThinking() + this.#closeCall() + this.#textLine(event.text, undefined);
      case "reasoning":
        return this.#closeCall() + this.#thinkingLine(event.text);
      case "tool_call":
        return this.#closeThinking() + this.#openCall(event.id, event.name);
      case "tool_arguments":
        if (this.#call !== null) this.#call.text += event.text;
        return "";
      case "finish":
        this.#finish = event.reason;
        return this.#closeThinking() + this.#closeCall();
      default:
        return "";
    }
  }

  #textLine(text: string, logprobs: unknown): string {
    this.#noteFirst();
    return `${this.#shape.open}${JSON.stringify(text)}${this.#shape.close},"done":false${logprobsMember(logprobs)}}\n`;
  }

  #thinkingLine(text: string): string {
    if (this.#context.mergesReasoning) {
      const opening = this.#isThinking ? "" : "<think>";
      this.#isThinking = true;
      return this.#textLine(opening + text, undefined);
    }
    this.#noteFirst();
    return `${this.#shape.openEmpty},"thinking":${JSON.stringify(text)}${this.#shape.close},"done":false}\n`;
  }

  #closeThinking(): string {
    if (!this.#isThinking) return "";
    this.#isThinking = false;
    return this.#textLine("</think>", undefined);
  }

  #openCall(id: string, name: string): string {
    const before = this.#closeCall();
    this.#call = { id, name, text: "" };
    return before;
  }

  #closeCall(): string {
    const call = this.#call;
    if (call === null) return "";
    this.#call = null;
    this.#noteFirst();
    const { openEmpty, close } = this.#shape;
    return `${openEmpty},"tool_calls":[${callText(call, this.#calls++)}]${close},"done":false}\n`;
  }

  #noteFirst(): void {
    this.#firstMs ??= this.#context.elapsedMs?.() ?? null;
  }

  #timing(): Timing | null {
    const totalMs = this.#context.elapsedMs?.();
    return totalMs === undefined ? null : { totalMs, firstMs: this.#firstMs };
  }
}

/** One call as JSON text; `text` is its arguments as the model wrote them. */
export function callText(
  call: { readonly id: string; readonly name: string; readonly text: string },
  index: number,
): string {
  const called = `{"index":${index},"name":${JSON.stringify(call.name)},"arguments":${objectText(call.text)}}`;
  return `{"id":${JSON.stringify(call.id)},"function":${called}}`;
}

/** OpenAI's `logprobs` object holds Ollama's list. */
export function logprobsMember(logprobs: unknown): string {
  const content = recordOf(logprobs)?.["content"];
  return Array.isArray(content) ? `,"logprobs":${JSON.stringify(content)}` : "";
}

export function ollamaErrorBody(error: GatewayError): string {
  return JSON.stringify({ error: error.message });
}

export function ollamaErrorLine(error: GatewayError): string {
  return `${ollamaErrorBody(error)}\n`;
}
