/**
 * A chat completions stream as events of the intermediate form.
 *
 * Takes what servers differ in: reasoning under several names, usage in the last chunk or its own, an error object in
 * place of a chunk, calls without ids or indexes. Total: no JSON makes it throw. After an error nothing more is decoded;
 * after a choice's finish nothing more of that choice. State is bounded by choices and open calls.
 */
import { isRecord, recordsOf, textOf } from "../../base/json-shape.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import type { AnswerDecoder, ClassifiedError } from "../provider.ts";
import { readUsage } from "../shared/openai-usage.ts";
import { classifyText } from "../shared/classify-error.ts";
import { CallDecoder } from "./decode-calls.ts";
import { failureIn, finishOf } from "./finish-reason.ts";
import { errorInside } from "./from-response.ts";
import { contentPieces, reasoningPieces, reasoningText } from "./read-reasoning.ts";

type Raw = Readonly<Record<string, unknown>>;

interface ChoiceState {
  readonly calls: CallDecoder;
  hasRefusal: boolean;
  isFinished: boolean;
}

export function openDecoder(): AnswerDecoder {
  return new ChunkDecoder();
}

const none: readonly AnswerEvent[] = [];
/** No server is asked for more; a larger index is a server's mistake. */
const maxChoices = 1024;

class ChunkDecoder implements AnswerDecoder {
  error: ClassifiedError | null = null;
  #hasStarted = false;
  readonly #choices = new Map<number, ChoiceState>();

  decode(value: unknown, name: string | null): readonly AnswerEvent[] {
    if (this.error !== null || !isRecord(value)) return none;
    if (this.#isFailure(value, name)) return none;
    const events: AnswerEvent[] = [];
    if (!this.#hasStarted) {
      this.#hasStarted = true;
      events.push({ type: "start", id: textOf(value["id"]), model: textOf(value["model"]) });
    }
    const { choices } = value;
    if (Array.isArray(choices)) for (const choice of choices) if (isRecord(choice)) this.#choice(choice, events);
    const usage = value["usage"] ?? (isRecord(value["x_groq"]) ? value["x_groq"]["usage"] : null);
    const counted = usage === null || usage === undefined ? null : readUsage(usage);
    if (counted !== null) events.push({ type: "usage", usage: counted });
    return events;
  }

  end(): readonly AnswerEvent[] {
    return none;
  }

  #isFailure(value: Raw, name: string | null): boolean {
    const { error } = value;
    if (error !== undefined && error !== null) this.error = errorInside(error);
    else if (name === "error" || value["object"] === "error") this.error = errorInside(value);
    return this.error !== null;
  }

  #choice(choice: Raw, events: AnswerEvent[]): void {
    const index = typeof choice["index"] === "number" ? choice["index"] : 0;
    const state = this.#state(index);
    if (state === null || state.isFinished || this.error !== null) return;
    const { delta } = choice;
    if (isRecord(delta)) this.#delta(index, delta, choice["logprobs"], state, events);
    const word = choice["finish_reason"];
    if (typeof word === "string" && word !== "") this.#finish(index, word, choice, state, events);
  }

  #state(index: number): ChoiceState | null {
    const known = this.#choices.get(index);
    if (known !== undefined) return known;
    if (!Number.isInteger(index) || index < 0 || index >= maxChoices) return null;
    const state = { calls: new CallDecoder(index), hasRefusal: false, isFinished: false };
    this.#choices.set(index, state);
    return state;
  }

  #delta(index: number, delta: Raw, logprobs: unknown, state: ChoiceState, events: AnswerEvent[]): void {
    decodeReasoning(index, delta, events);
    const { content, refusal } = delta;
    if (typeof content === "string") {
      if (content !== "") events.push(textEvent(index, content, logprobs));
    } else if (Array.isArray(content)) {
      for (const { type, text } of contentPieces(content)) if (text !== "") events.push({ type, choice: index, text });
    }
    if (typeof refusal === "string" && refusal !== "") {
      state.hasRefusal = true;
      events.push({ type: "refusal", choice: index, text: refusal });
    }
    const calls = delta["tool_calls"];
    if (Array.isArray(calls)) for (const call of recordsOf(calls)) state.calls.decode(call, events);
    const legacy = delta["function_call"];
    if (isRecord(legacy)) state.calls.decodeLegacy(legacy, events);
    decodeRest(index, delta, events);
  }

  #finish(index: number, word: string, choice: Raw, state: ChoiceState, events: AnswerEvent[]): void {
    const failure = failureIn(word);
    if (failure !== null) {
      this.error = isRecord(choice["error"]) ? errorInside(choice["error"]) : classifyText(500, failure, null);
      return;
    }
    state.isFinished = true;
    const stopSequence = textOf(choice["stop_reason"]);
    const reason = finishOf(word, { hasCalls: state.calls.hasCalls, hasRefusal: state.hasRefusal, stopSequence });
    events.push({ type: "finish", choice: index, reason, stopSequence });
  }
}

function textEvent(choice: number, text: string, logprobs: unknown): AnswerEvent {
  return logprobs === undefined || logprobs === null
    ? { type: "text", choice, text }
    : { type: "text", choice, text, logprobs };
}

/** Text once, though some servers write it twice; then what proves it. */
function decodeReasoning(choice: number, delta: Raw, events: AnswerEvent[]): void {
  const text = reasoningText(delta);
  if (text !== null) events.push({ type: "reasoning", choice, text });
  if (delta["reasoning_details"] === undefined && delta["thinking_blocks"] === undefined) return;
  const isWhole = delta["reasoning_details"] === undefined; // LiteLLM repeats a block's text beside its signature
  for (const piece of reasoningPieces(delta)) {
    if (piece.text !== null && text === null && !(isWhole && piece.signature !== null))
      events.push({ type: "reasoning", choice, text: piece.text });
    if (piece.signature !== null) events.push({ type: "reasoning_signature", choice, signature: piece.signature });
    if (piece.redacted !== null) events.push({ type: "redacted_reasoning", choice, data: piece.redacted });
  }
}

/** Parts of an answer that only OpenAI's family has words for. */
function decodeRest(choice: number, delta: Raw, events: AnswerEvent[]): void {
  for (const name of ["audio", "annotations", "images"]) {
    const value = delta[name];
    if (isRecord(value) || (Array.isArray(value) && value.length > 0))
      events.push({ type: "opaque", choice, family: "openai", value: { [name]: value } });
  }
}
