/**
 * Cohere's chat events as they come: each says its `type`; state is which call the running arguments belong to.
 *
 * @source https://docs.cohere.com/docs/streaming, https://docs.cohere.com/docs/tool-use-streaming
 */
import { newToolCallId } from "../../base/ids.ts";
import { isRecord, recordOf, textOf } from "../../base/json-shape.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import { classifyText, messageIn } from "../shared/classify-error.ts";
import type { AnswerDecoder, ClassifiedError } from "../provider.ts";
import { finishReason } from "./finish-reason.ts";
import { readLogprobs } from "./read-logprobs.ts";
import { readUsage } from "./read-usage.ts";

type Fields = Readonly<Record<string, unknown>>;

const nothing: readonly AnswerEvent[] = [];

export function openDecoder(): AnswerDecoder {
  return new CohereDecoder();
}

class CohereDecoder implements AnswerDecoder {
  error: ClassifiedError | null = null;
  #hasStarted = false;
  #calls = 0;
  /** Cohere's index of an open call -> our number. */
  readonly #open = new Map<unknown, number>();

  decode(value: unknown, name: string | null): readonly AnswerEvent[] {
    if (this.error !== null || !isRecord(value)) return nothing;
    const type = textOf(value["type"]) ?? name;
    if (type === "message-start") return this.#start(textOf(value["id"]));
    const events = this.#read(type, value);
    return this.#hasStarted || events.length === 0 ? events : [...this.#start(null), ...events];
  }

  end(): readonly AnswerEvent[] {
    return nothing;
  }

  #start(id: string | null): readonly AnswerEvent[] {
    if (this.#hasStarted) return nothing;
    this.#hasStarted = true;
    return [{ type: "start", id, model: null }];
  }

  #read(type: string | null, value: Fields): readonly AnswerEvent[] {
    const delta = recordOf(value["delta"]);
    const message = recordOf(delta?.["message"]);
    switch (type) {
      case "content-start":
      case "content-delta":
        return contentEvents(recordOf(message?.["content"]), delta, value);
      case "tool-plan-delta":
        return reasoning(textOf(message?.["tool_plan"]));
      case "tool-call-start":
      case "tool-call-delta":
        return this.#call(type, value["index"], recordOf(message?.["tool_calls"]));
      case "tool-call-end":
        this.#open.delete(value["index"]);
        return nothing;
      case "citation-start":
        return citation(message?.["citations"]);
      case "message-end":
        return this.#end(delta);
      default:
        return this.#unknown(type, value);
    }
  }

  #call(type: string, index: unknown, toolCall: Fields | null): readonly AnswerEvent[] {
    if (toolCall === null) return nothing;
    const called = recordOf(toolCall["function"]);
    return type === "tool-call-start" ? this.#openCall(index, toolCall, called) : this.#arguments(index, called);
  }

  #openCall(index: unknown, toolCall: Fields, called: Fields | null): readonly AnswerEvent[] {
    const call = this.#calls++;
    this.#open.set(index, call);
    const id = textOf(toolCall["id"]) ?? newToolCallId();
    const opened: AnswerEvent = { type: "tool_call", choice: 0, call, id, name: textOf(called?.["name"]) ?? "" };
    const text = textOf(called?.["arguments"]) ?? "";
    return text === "" ? [opened] : [opened, { type: "tool_arguments", choice: 0, call, text }];
  }

  #arguments(index: unknown, called: Fields | null): readonly AnswerEvent[] {
    const call = this.#open.get(index);
    const text = textOf(called?.["arguments"]) ?? "";
    return call === undefined || text === "" ? nothing : [{ type: "tool_arguments", choice: 0, call, text }];
  }

  #end(delta: Fields | null): readonly AnswerEvent[] {
    const said = delta?.["finish_reason"];
    const reason = finishReason(said);
    if (reason === null || textOf(delta?.["error"]) !== null) {
      const text = textOf(delta?.["error"]) ?? `Cohere ended the generation with ${String(said)}.`;
      this.error = classifyText(said === "TIMEOUT" ? 504 : 500, text, null);
      return nothing;
    }
    const finish: AnswerEvent = { type: "finish", choice: 0, reason, stopSequence: null };
    return isRecord(delta?.["usage"]) ? [finish, { type: "usage", usage: readUsage(delta["usage"]) }] : [finish];
  }

  /** An error may come without a type; everything else is debugging or of a later version. */
  #unknown(type: string | null, value: Fields): readonly AnswerEvent[] {
    const text = type === null || type === "error" ? messageIn(value) : null;
    if (text !== null) this.error = classifyText(500, text, null);
    return nothing;
  }
}

function contentEvents(content: Fields | null, delta: Fields | null, value: Fields): readonly AnswerEvent[] {
  const text = textOf(content?.["text"]) ?? "";
  if (text === "") return reasoning(textOf(content?.["thinking"]));
  const item = value["logprobs"] ?? delta?.["logprobs"];
  if (item === undefined || item === null) return [{ type: "text", choice: 0, text }];
  return [{ type: "text", choice: 0, text, logprobs: readLogprobs([item]) }];
}

function reasoning(text: string | null): readonly AnswerEvent[] {
  return text === null || text === "" ? nothing : [{ type: "reasoning", choice: 0, text }];
}

function citation(value: unknown): readonly AnswerEvent[] {
  if (!isRecord(value)) return nothing;
  return [{ type: "opaque", choice: 0, family: "cohere", value: { citations: [value] } }];
}
