/**
 * A streamed answer as `chat.completion.chunk` events, in LiteLLM's shape: no null fields, role in a choice's first delta.
 *
 * State per choice is a few flags, and the reasoning that a proof may still follow: a signature is sent with the whole block it
 * signs, so that a client that collects `thinking_blocks` gets each once and complete. Usage is held to the end, because
 * a later report replaces an earlier one. Strings are built by hand: one JSON.stringify per event.
 */
import type { AnswerEvent, FinishReason } from "../../contract/answer.ts";
import { errorBody, type GatewayError } from "../../contract/errors.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import type { AnswerEncoder, RenderContext } from "../client-dialect.ts";
import { finishWord } from "../shared/openai-finish.ts";
import { usageJson } from "../shared/openai-usage.ts";
import { asksInFunctions } from "./read-tools.ts";
import { thinkingBlock } from "./render-answer.ts";

interface ChoiceState {
  hasRole: boolean;
  hasRefusal: boolean;
  isThinking: boolean;
  reasoning: string;
}

export function openEncoder(context: RenderContext): AnswerEncoder {
  return new ChunkEncoder(context);
}

class ChunkEncoder implements AnswerEncoder {
  readonly #context: RenderContext;
  readonly #isLegacy: boolean;
  readonly #choices: (ChoiceState | undefined)[] = [];
  #head = "";
  #usage: TokenUsage = unknownUsage;

  constructor(context: RenderContext) {
    this.#context = context;
    this.#isLegacy = asksInFunctions(context.fields);
    this.#setHead(null);
  }

  encode(events: readonly AnswerEvent[]): string {
    let text = "";
    for (const event of events) text += this.#encodeOne(event);
    return text;
  }

  end(): string {
    const usage = this.#context.wantsUsage ? usageJson(this.#usage) : null;
    const chunk = usage === null ? "" : `${this.#head}"choices":[{"index":0,"delta":{}}],"usage":${usage}}\n\n`;
    return `${chunk}data: [DONE]\n\n`;
  }

  fail(error: GatewayError): string {
    return errorEvent(error);
  }

  #setHead(id: string | null): void {
    const { requestId, createdAt, model } = this.#context;
    const shownId = JSON.stringify(id ?? `chatcmpl-${requestId}`);
    this.#head = `data: {"id":${shownId},"object":"chat.completion.chunk","created":${createdAt},"model":${JSON.stringify(model)},`;
  }

  #encodeOne(event: AnswerEvent): string {
    switch (event.type) {
      case "text":
        return this.#text(event.choice, event.text, event.logprobs);
      case "reasoning":
        return this.#reasoning(event.choice, event.text);
      case "tool_arguments":
        return this.#callArguments(event.choice, event.call, event.text);
      case "tool_call":
        return this.#call(event);
      case "finish":
        return this.#finish(event.choice, event.reason);
      case "start":
        if (event.id !== null) this.#setHead(event.id);
        return "";
      case "usage":
        this.#usage = event.usage;
        return "";
      default:
        return this.#rare(event);
    }
  }

  #rare(event: Extract<AnswerEvent, { type: "refusal" | "citation" | "opaque" | `re${string}` }>): string {
    switch (event.type) {
      case "reasoning_signature": {
        const state = this.#state(event.choice);
        const text = state.reasoning;
        state.reasoning = "";
        return this.#block(event.choice, JSON.stringify(thinkingBlock({ text, signature: event.signature })));
      }
      case "redacted_reasoning":
        return this.#block(event.choice, JSON.stringify(thinkingBlock({ text: "", redacted: event.data })));
      case "refusal":
        this.#state(event.choice).hasRefusal = true;
        return this.#delta(event.choice, `"refusal":${JSON.stringify(event.text)}`);
      case "citation":
        return this.#delta(
          event.choice,
          `"provider_specific_fields":{"citation":${JSON.stringify(event.value) ?? "null"}}`,
        );
      case "opaque": {
        const members = event.family === "openai" ? JSON.stringify(event.value).slice(1, -1) : "";
        return members === "" ? "" : this.#delta(event.choice, members);
      }
      default:
        return "";
    }
  }

  #text(choice: number, text: string, logprobs: unknown): string {
    const state = this.#state(choice);
    const content = state.isThinking ? `</think>${text}` : text;
    state.isThinking = false;
    state.reasoning = "";
    const after = logprobs === undefined || logprobs === null ? "" : `,"logprobs":${JSON.stringify(logprobs)}`;
    return this.#delta(choice, `"content":${JSON.stringify(content)}`, after);
  }

  #reasoning(choice: number, text: string): string {
    const state = this.#state(choice);
    state.reasoning += text;
    if (!this.#context.mergesReasoning) return this.#delta(choice, `"reasoning_content":${JSON.stringify(text)}`);
    const content = state.isThinking ? text : `<think>${text}`;
    state.isThinking = true;
    return this.#delta(choice, `"content":${JSON.stringify(content)}`);
  }

  #block(choice: number, block: string): string {
    return this.#delta(
      choice,
      `"thinking_blocks":[${block}],"provider_specific_fields":{"thinking_blocks":[${block}]}`,
    );
  }

  #call({ choice, call, id, name, signature }: Extract<AnswerEvent, { type: "tool_call" }>): string {
    const before = this.#closeThinking(choice);
    if (this.#isLegacy) {
      if (call > 0) return before;
      return before + this.#delta(choice, `"function_call":{"name":${JSON.stringify(name)},"arguments":""}`);
    }
    const proof =
      signature === undefined ? "" : `,"provider_specific_fields":{"thought_signature":${JSON.stringify(signature)}}`;
    const members = `"id":${JSON.stringify(id)},"type":"function","function":{"name":${JSON.stringify(name)},"arguments":""}`;
    return before + this.#delta(choice, `"tool_calls":[{"index":${call},${members}${proof}}]`);
  }

  #callArguments(choice: number, call: number, text: string): string {
    const args = `{"arguments":${JSON.stringify(text)}}`;
    if (this.#isLegacy) return call > 0 ? "" : this.#delta(choice, `"function_call":${args}`);
    return this.#delta(choice, `"tool_calls":[{"index":${call},"function":${args}}]`);
  }

  #finish(choice: number, reason: FinishReason): string {
    const before = this.#closeThinking(choice);
    const word = finishWord(reason, this.#state(choice).hasRefusal);
    const shown = this.#isLegacy && word === "tool_calls" ? "function_call" : word;
    return before + this.#delta(choice, "", `,"finish_reason":"${shown}"`);
  }

  /** Merged reasoning that no text followed still gets its closing tag. */
  #closeThinking(choice: number): string {
    return this.#state(choice).isThinking ? this.#text(choice, "", undefined) : "";
  }

  #delta(choice: number, members: string, after = ""): string {
    const state = this.#state(choice);
    const role = state.hasRole ? "" : members === "" ? '"role":"assistant"' : '"role":"assistant",';
    state.hasRole = true;
    return `${this.#head}"choices":[{"index":${choice},"delta":{${role}${members}}${after}}]}\n\n`;
  }

  #state(choice: number): ChoiceState {
    const known = this.#choices[choice];
    if (known !== undefined) return known;
    const state: ChoiceState = { hasRole: false, hasRefusal: false, isThinking: false, reasoning: "" };
    this.#choices[choice] = state;
    return state;
  }
}

/** The event that ends a broken stream; `[DONE]` never follows it. */
export function errorEvent(error: GatewayError): string {
  return `data: ${JSON.stringify(errorBody(error))}\n\n`;
}
