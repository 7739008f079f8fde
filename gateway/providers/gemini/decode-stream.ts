/**
 * Decodes Gemini's answers: a stream is a row of whole response objects without an end mark, a whole answer is one.
 *
 * Why a choice ended is held until the stream ends: some models say `STOP` in every event. A blocked prompt ends the
 * first choice. Parts without a word in our form (code that ran, images in a stream) and grounding go out opaque; the
 * picture of a thought does not. A call's signature goes with the call, and also as the end of the (perhaps empty)
 * thoughts before it: client dialects without a place for it on calls have one there. Of plain text it is optional, and
 * kept only where thoughts stand before it.
 * Law: any JSON is survived; state is a few fields for each of at most `maxChoices` choices (see decode-stream.test.ts).
 */
import { newToolCallId } from "../../base/ids.ts";
import { countOf, isRecord, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import type { AnswerDecoder, ClassifiedError } from "../provider.ts";
import { errorInside } from "./classify-error.ts";
import { finishReason } from "./finish-reasons.ts";
import { readLogprobs, type Logprobs } from "./read-logprobs.ts";
import { readUsage } from "./read-usage.ts";

type Fields = Readonly<Record<string, unknown>>;

const maxChoices = 128;
const nothing: readonly AnswerEvent[] = [];
const groundingKeys = ["groundingMetadata", "citationMetadata", "urlContextMetadata"] as const;

interface Choice {
  calls: number;
  /** Thoughts came last and carry no signature yet. */
  isThinking: boolean;
  /** Google's word; null until it comes. */
  end: string | null;
}

export function openDecoder(): AnswerDecoder {
  return new GeminiDecoder();
}

class GeminiDecoder implements AnswerDecoder {
  error: ClassifiedError | null = null;
  #hasStarted = false;
  readonly #choices = new Map<number, Choice>();

  decode(value: unknown): readonly AnswerEvent[] {
    if (this.error !== null || !isRecord(value)) return nothing;
    const { error, candidates, promptFeedback, usageMetadata } = value;
    if (error !== undefined && error !== null) {
      this.error = errorInside(error);
      return nothing;
    }
    const blocked = recordOf(promptFeedback);
    const usage = readUsage(usageMetadata);
    if (!Array.isArray(candidates) && blocked === null && usage === null) return nothing;
    const events: AnswerEvent[] = [];
    if (!this.#hasStarted) {
      this.#hasStarted = true;
      events.push({ type: "start", id: textOf(value["responseId"]), model: textOf(value["modelVersion"]) });
    }
    for (const candidate of recordsOf(candidates)) this.#candidate(candidate, events);
    if (blocked !== null) this.#block(blocked, events);
    if (usage !== null) events.push({ type: "usage", usage });
    return events;
  }

  end(): readonly AnswerEvent[] {
    if (this.error !== null) return nothing;
    const events: AnswerEvent[] = [];
    for (const [index, { end, calls }] of this.#choices) {
      if (end === null) continue;
      events.push({ type: "finish", choice: index, reason: finishReason(end, calls > 0), stopSequence: null });
    }
    this.#choices.clear();
    return events;
  }

  #candidate(candidate: Fields, events: AnswerEvent[]): void {
    const index = countOf(candidate["index"]) ?? 0;
    if (index >= maxChoices) return;
    const choice = this.#choice(index);
    const first = events.length;
    const parts = recordOf(candidate["content"])?.["parts"];
    if (Array.isArray(parts)) {
      for (const part of parts as readonly unknown[]) if (isRecord(part)) readPart(part, index, choice, events); // narrowed here
    }
    const logprobs = readLogprobs(candidate["logprobsResult"]);
    if (logprobs !== null) addLogprobs(logprobs, events, first);
    const grounding = groundingOf(candidate);
    if (grounding !== null) events.push({ type: "opaque", choice: index, family: "gemini", value: grounding });
    const end = textOf(candidate["finishReason"]);
    if (end !== null && end !== "FINISH_REASON_UNSPECIFIED") choice.end = end;
  }

  #block(feedback: Fields, events: AnswerEvent[]): void {
    if (textOf(feedback["blockReason"]) === null) return;
    const words = textOf(feedback["blockReasonMessage"]);
    if (words !== null && words !== "") events.push({ type: "refusal", choice: 0, text: words });
    this.#choice(0).end = "PROHIBITED_CONTENT";
  }

  #choice(index: number): Choice {
    let choice = this.#choices.get(index);
    if (choice === undefined) {
      choice = { calls: 0, isThinking: false, end: null };
      this.#choices.set(index, choice);
    }
    return choice;
  }
}

function readPart(part: Fields, index: number, choice: Choice, events: AnswerEvent[]): void {
  const { text } = part;
  const signature = textOf(part["thoughtSignature"]);
  if (part["thought"] === true) {
    if (typeof text !== "string") return;
    if (text !== "") events.push({ type: "reasoning", choice: index, text });
    choice.isThinking ||= text !== "";
    signThoughts(signature, index, choice, events);
    return;
  }
  if (typeof text === "string") {
    signThoughts(signature, index, choice, events);
    if (text === "") return;
    choice.isThinking = false;
    events.push({ type: "text", choice: index, text });
    return;
  }
  const call = recordOf(part["functionCall"]);
  const name = call === null ? null : textOf(call["name"]);
  if (call !== null && name !== null && name !== "") {
    choice.isThinking = true;
    signThoughts(signature, index, choice, events);
    readCall(call, name, signature, index, choice, events);
  } else if (Object.keys(part).length > 0)
    events.push({ type: "opaque", choice: index, family: "gemini", value: part });
}

/** Calls come whole. */
function readCall(
  call: Fields,
  name: string,
  signature: string | null,
  index: number,
  choice: Choice,
  events: AnswerEvent[],
): void {
  choice.isThinking = false;
  const given = textOf(call["id"]);
  const id = given === null || given === "" ? newToolCallId() : given;
  const number = choice.calls++;
  const opening = { type: "tool_call", choice: index, call: number, id, name } as const;
  events.push(signature === null || signature === "" ? opening : { ...opening, signature });
  const text = JSON.stringify(isRecord(call["args"]) ? call["args"] : {});
  events.push({ type: "tool_arguments", choice: index, call: number, text });
}

/** They are the candidate's, not a part's: its first text of this event carries them. */
function addLogprobs(logprobs: Logprobs, events: AnswerEvent[], first: number): void {
  const at = events.findIndex((event, index) => index >= first && event.type === "text");
  const event = events[at];
  if (event?.type === "text") events[at] = { ...event, logprobs };
}

function signThoughts(signature: string | null, index: number, choice: Choice, events: AnswerEvent[]): void {
  if (signature === null || signature === "" || !choice.isThinking) return;
  choice.isThinking = false;
  events.push({ type: "reasoning_signature", choice: index, signature });
}

function groundingOf(candidate: Fields): Record<string, unknown> | null {
  let found: Record<string, unknown> | null = null;
  for (const key of groundingKeys) {
    const value = candidate[key];
    if (!isRecord(value) || Object.keys(value).length === 0) continue;
    found ??= {};
    found[key] = value;
  }
  return found;
}
