/** A streamed answer as `text_completion` events: text only, `echo` before it, usage at the end when asked for. */
import type { AnswerEvent } from "../../contract/answer.ts";
import { errorBody, type GatewayError } from "../../contract/errors.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import type { AnswerEncoder, RenderContext } from "../client-dialect.ts";
import { finishWord } from "../shared/openai-finish.ts";
import { usageJson } from "../shared/openai-usage.ts";
import { legacyLogprobs } from "./legacy-logprobs.ts";
import { echoOf } from "./prompt.ts";

interface ChoiceState {
  /** UTF-16 units sent so far: where the next token stands. */
  sent: number;
  isThinking: boolean;
}

export function openEncoder(context: RenderContext): AnswerEncoder {
  return new CompletionEncoder(context);
}

class CompletionEncoder implements AnswerEncoder {
  readonly #context: RenderContext;
  readonly #echo: string;
  readonly #choices: (ChoiceState | undefined)[] = [];
  #head = "";
  #usage: TokenUsage = unknownUsage;

  constructor(context: RenderContext) {
    this.#context = context;
    this.#echo = echoOf(context.fields);
    this.#setHead(`cmpl-${context.requestId}`);
  }

  encode(events: readonly AnswerEvent[]): string {
    let text = "";
    for (const event of events) text += this.#encodeOne(event);
    return text;
  }

  end(): string {
    const usage = this.#context.wantsUsage ? usageJson(this.#usage) : null;
    const chunk = usage === null ? "" : `${this.#head}"choices":[],"usage":${usage}}\n\n`;
    return `${chunk}data: [DONE]\n\n`;
  }

  fail(error: GatewayError): string {
    return errorEvent(error);
  }

  #setHead(id: string): void {
    const { createdAt, model } = this.#context;
    this.#head = `data: {"id":${JSON.stringify(id)},"object":"text_completion","created":${createdAt},"model":${JSON.stringify(model)},`;
  }

  #encodeOne(event: AnswerEvent): string {
    switch (event.type) {
      case "start":
        if (event.id !== null) this.#setHead(event.id);
        return "";
      case "text":
        return this.#text(event.choice, event.text, event.logprobs);
      case "refusal":
        return this.#text(event.choice, event.text, undefined);
      case "reasoning":
        return this.#context.mergesReasoning ? this.#thought(event.choice, event.text) : "";
      case "finish":
        return this.#finish(event.choice, finishWord(event.reason, false));
      case "usage":
        this.#usage = event.usage;
        return "";
      default:
        return "";
    }
  }

  #text(choice: number, text: string, logprobs: unknown): string {
    const { state, before } = this.#open(choice);
    const shown = state.isThinking ? `</think>${text}` : text;
    state.isThinking = false;
    const lists = logprobs === undefined ? null : legacyLogprobs(logprobs, state.sent);
    state.sent += shown.length;
    return before + this.#chunk(choice, shown, lists === null ? "null" : JSON.stringify(lists), "null");
  }

  #thought(choice: number, text: string): string {
    const { state, before } = this.#open(choice);
    const shown = state.isThinking ? text : `<think>${text}`;
    state.isThinking = true;
    state.sent += shown.length;
    return before + this.#chunk(choice, shown, "null", "null");
  }

  #finish(choice: number, word: string): string {
    const { state, before } = this.#open(choice);
    const text = state.isThinking ? "</think>" : "";
    state.isThinking = false;
    return before + this.#chunk(choice, text, "null", `"${word}"`);
  }

  /** A choice's first event is what `echo` repeats. */
  #open(choice: number): { readonly state: ChoiceState; readonly before: string } {
    const known = this.#choices[choice];
    if (known !== undefined) return { state: known, before: "" };
    const state = { sent: this.#echo.length, isThinking: false };
    this.#choices[choice] = state;
    return { state, before: this.#echo === "" ? "" : this.#chunk(choice, this.#echo, "null", "null") };
  }

  #chunk(choice: number, text: string, logprobs: string, finish: string): string {
    return `${this.#head}"choices":[{"index":${choice},"text":${JSON.stringify(text)},"logprobs":${logprobs},"finish_reason":${finish}}]}\n\n`;
  }
}

/** The event that ends a broken stream; `[DONE]` never follows it. */
export function errorEvent(error: GatewayError): string {
  return `data: ${JSON.stringify(errorBody(error))}\n\n`;
}
