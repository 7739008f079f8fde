/**
 * A stream's lines in the intermediate form. State: whether it began, how many calls came, whether it is done.
 *
 * Calls come whole in one line. After `done` or an error nothing is decoded; a stream without `done` gets no finish.
 */
import { isRecord } from "../../base/json-shape.ts";
import { newToolCallId } from "../../base/ids.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import type { AnswerDecoder, ClassifiedError } from "../provider.ts";
import { callsIn, errorIn, finishIn, logprobsIn, textIn, thinkingIn, usageIn } from "./line-shape.ts";

const nothing: readonly AnswerEvent[] = [];

export class OllamaDecoder implements AnswerDecoder {
  error: ClassifiedError | null = null;
  #hasBegun = false;
  #isDone = false;
  #calls = 0;

  decode(value: unknown): readonly AnswerEvent[] {
    if (this.#isDone || this.error !== null || !isRecord(value)) return nothing;
    this.error = errorIn(value);
    if (this.error !== null) return nothing;
    const events: AnswerEvent[] = [];
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      events.push({ type: "start", id: null, model: typeof value["model"] === "string" ? value["model"] : null });
    }
    this.#readContent(value, events);
    if (value["done"] === true) this.#finish(value, events);
    return events;
  }

  end(): readonly AnswerEvent[] {
    return nothing;
  }

  #readContent(line: Readonly<Record<string, unknown>>, events: AnswerEvent[]): void {
    const thinking = thinkingIn(line);
    if (thinking !== "") events.push({ type: "reasoning", choice: 0, text: thinking });
    const text = textIn(line);
    const logprobs = logprobsIn(line);
    if (logprobs !== null) events.push({ type: "text", choice: 0, text, logprobs });
    else if (text !== "") events.push({ type: "text", choice: 0, text });
    for (const { id, name, arguments: given } of callsIn(line)) {
      const call = this.#calls++;
      events.push({ type: "tool_call", choice: 0, call, id: id ?? newToolCallId(), name });
      events.push({ type: "tool_arguments", choice: 0, call, text: given });
    }
  }

  #finish(line: Readonly<Record<string, unknown>>, events: AnswerEvent[]): void {
    this.#isDone = true;
    events.push({ type: "usage", usage: usageIn(line) });
    events.push({ type: "finish", choice: 0, reason: finishIn(line, this.#calls > 0), stopSequence: null });
  }
}
