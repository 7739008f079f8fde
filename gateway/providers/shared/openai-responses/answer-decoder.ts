/**
 * Decodes a Responses event stream into the intermediate form.
 *
 * Deltas are passed on as they come; what a server sends only in an item's last event (some send no deltas at all) is
 * taken from there. State: the open calls and which open items have sent text. Several summaries of one reasoning item
 * are one text with blank lines between.
 */
import { recordOf, recordsOf, textOf } from "../../../base/json-shape.ts";
import type { AnswerEvent } from "../../../contract/answer.ts";
import type { Part } from "../../../contract/conversation.ts";
import type { AnswerDecoder, ClassifiedError } from "../../provider.ts";
import { finishOf } from "./read-answer.ts";
import { readCall, readCitation, readItem } from "./read-item.ts";
import { failureIn, type ResponseFailure } from "./response-failure.ts";
import { readUsage } from "../openai-usage.ts";

type Fields = Readonly<Record<string, unknown>>;
type Classify = (failure: ResponseFailure) => ClassifiedError;

export function openResponsesDecoder(classify: Classify): AnswerDecoder {
  return new ResponsesDecoder(classify);
}

interface OpenCall {
  readonly call: number;
  readonly isCustom: boolean;
  hasArguments: boolean;
}

const none: readonly AnswerEvent[] = [];
/** How a custom tool's text is wrapped as the arguments of a function. */
const inputHead = '{"input":"';
const inputTail = '"}';

class ResponsesDecoder implements AnswerDecoder {
  readonly #classify: Classify;
  error: ClassifiedError | null = null;
  #hasStarted = false;
  #hasItems = false;
  #isFinished = false;
  #callCount = 0;
  readonly #calls = new Map<unknown, OpenCall>();
  /** Output indexes whose text or reasoning came as deltas. */
  readonly #spoken = new Set<unknown>();

  constructor(classify: Classify) {
    this.#classify = classify;
  }

  decode(value: unknown): readonly AnswerEvent[] {
    const event = recordOf(value);
    if (event === null || this.error !== null || this.#isFinished) return none;
    const failure = failureIn(event);
    if (failure !== null) {
      this.error = this.#classify(failure);
      return none;
    }
    const { type } = event;
    if (typeof type !== "string") return none;
    const events = this.#read(type, event);
    if (this.#hasStarted || (events.length === 0 && type !== "response.created")) return events;
    this.#hasStarted = true;
    const response = recordOf(event["response"]);
    return [{ type: "start", id: textOf(response?.["id"]), model: textOf(response?.["model"]) }, ...events];
  }

  /** Nothing is held back; a stream without its last event has no `finish`. */
  end(): readonly AnswerEvent[] {
    return none;
  }

  #read(type: string, event: Fields): readonly AnswerEvent[] {
    switch (type) {
      case "response.output_text.delta":
        return this.#text(event);
      case "response.refusal.delta":
        return this.#delta(event, "refusal");
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        return this.#delta(event, "reasoning");
      case "response.reasoning_summary_part.added":
        return this.#nextSummary(event);
      case "response.output_text.annotation.added":
        return citationEvent(event["annotation"]);
      case "response.output_item.added":
        return this.#itemAdded(event["output_index"], recordOf(event["item"]));
      case "response.function_call_arguments.delta":
      case "response.custom_tool_call_input.delta":
        return this.#arguments(event);
      case "response.output_item.done":
        return this.#itemDone(event["output_index"], recordOf(event["item"]));
      case "response.completed":
      case "response.incomplete":
        return this.#finish(type, recordOf(event["response"]));
      default:
        return none;
    }
  }

  #text(event: Fields): readonly AnswerEvent[] {
    const text = textOf(event["delta"]) ?? "";
    const { logprobs } = event;
    this.#spoken.add(event["output_index"]);
    if (!Array.isArray(logprobs) || logprobs.length === 0)
      return text === "" ? none : [{ type: "text", choice: 0, text }];
    return [{ type: "text", choice: 0, text, logprobs: { content: logprobs, refusal: null } }];
  }

  #delta(event: Fields, type: "refusal" | "reasoning"): readonly AnswerEvent[] {
    const text = textOf(event["delta"]);
    if (text === null || text === "") return none;
    this.#spoken.add(event["output_index"]);
    return [{ type, choice: 0, text }];
  }

  #nextSummary(event: Fields): readonly AnswerEvent[] {
    const isFirst = !this.#spoken.has(event["output_index"]);
    return isFirst ? none : [{ type: "reasoning", choice: 0, text: "\n\n" }];
  }

  #itemAdded(index: unknown, item: Fields | null): readonly AnswerEvent[] {
    if (item?.["type"] !== "function_call" && item?.["type"] !== "custom_tool_call") return none;
    const { id, name, arguments: args } = readCall(item);
    const isCustom = item["type"] === "custom_tool_call";
    const open: OpenCall = { call: this.#callCount++, isCustom, hasArguments: false };
    this.#calls.set(index, open);
    const opened: AnswerEvent = { type: "tool_call", choice: 0, call: open.call, id, name };
    const whole = isCustom ? "" : args;
    return whole === "" ? [opened] : [opened, this.#argumentText(open, whole)];
  }

  #arguments(event: Fields): readonly AnswerEvent[] {
    const open = this.#calls.get(event["output_index"]);
    const delta = textOf(event["delta"]);
    if (open === undefined || delta === null || delta === "") return none;
    if (!open.isCustom) return [this.#argumentText(open, delta)];
    const head = open.hasArguments ? "" : inputHead;
    return [this.#argumentText(open, head + JSON.stringify(delta).slice(1, -1))];
  }

  #argumentText(open: OpenCall, text: string): AnswerEvent {
    open.hasArguments = true;
    return { type: "tool_arguments", choice: 0, call: open.call, text };
  }

  #itemDone(index: unknown, item: Fields | null): readonly AnswerEvent[] {
    if (item === null) return none;
    this.#hasItems = true;
    if (item["type"] === "function_call" || item["type"] === "custom_tool_call") return this.#callDone(index, item);
    const wasSpoken = this.#spoken.delete(index);
    if (item["type"] !== "message" && item["type"] !== "reasoning") {
      return [{ type: "opaque", choice: 0, family: "responses", value: item }];
    }
    return readItem(item).flatMap((part) => partEvents(part, wasSpoken));
  }

  #callDone(index: unknown, item: Fields): readonly AnswerEvent[] {
    const opened = this.#calls.has(index) ? none : this.#itemAdded(index, { ...item, arguments: "" });
    const open = this.#calls.get(index);
    this.#calls.delete(index);
    if (open === undefined) return opened;
    if (open.hasArguments) return open.isCustom ? [...opened, this.#argumentText(open, inputTail)] : opened;
    const { arguments: args } = readCall(item);
    return args === "" ? opened : [...opened, this.#argumentText(open, args)];
  }

  #finish(type: string, response: Fields | null): readonly AnswerEvent[] {
    const unseen = this.#hasItems ? [] : recordsOf(response?.["output"]);
    const items = unseen.flatMap((item, index) => this.#itemDone(index, item));
    this.#isFinished = true;
    const status = type === "response.incomplete" ? "incomplete" : "completed";
    const reason = finishOf({ ...response, status }, this.#callCount > 0);
    const usage = readUsage(response?.["usage"], response?.["service_tier"]);
    const finish: AnswerEvent = { type: "finish", choice: 0, reason, stopSequence: null };
    return usage === null ? [...items, finish] : [...items, { type: "usage", usage }, finish];
  }
}

function citationEvent(annotation: unknown): readonly AnswerEvent[] {
  const value = readCitation(annotation);
  return value === null ? none : [{ type: "citation", choice: 0, value }];
}

/** What a finished item still owes: all of it, or, when its text came already, the proof of its reasoning. */
function partEvents(part: Part, wasSpoken: boolean): readonly AnswerEvent[] {
  switch (part.type) {
    case "text":
      return wasSpoken || part.text === "" ? none : [{ type: "text", choice: 0, text: part.text }];
    case "refusal":
      return wasSpoken || part.text === "" ? none : [{ type: "refusal", choice: 0, text: part.text }];
    case "reasoning": {
      const text: readonly AnswerEvent[] =
        wasSpoken || part.text === "" ? none : [{ type: "reasoning", choice: 0, text: part.text }];
      return part.signature === undefined
        ? text
        : [...text, { type: "reasoning_signature", choice: 0, signature: part.signature }];
    }
    default:
      return none;
  }
}
