/**
 * ConverseStream's events as they come: state is the number of calls so far and the block each open call stands in.
 *
 * Usage follows the end of the message in an event of its own. An exception is an event here; nothing follows it.
 * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
 */
import { newToolCallId } from "../../base/ids.ts";
import { isRecord, recordOf, textOf } from "../../base/json-shape.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import type { AnswerDecoder, ClassifiedError } from "../provider.ts";
import { classifyException } from "./classify-error.ts";
import { readUsage } from "./read-usage.ts";
import { finishReason, stopSequence } from "./stop-reasons.ts";

type Fields = Readonly<Record<string, unknown>>;

const nothing: readonly AnswerEvent[] = [];

export function openDecoder(): AnswerDecoder {
  return new ConverseDecoder();
}

class ConverseDecoder implements AnswerDecoder {
  error: ClassifiedError | null = null;
  #hasStarted = false;
  #calls = 0;
  /** Block index -> number of the call that it holds; a block leaves when it stops. */
  readonly #open = new Map<unknown, number>();

  decode(value: unknown, name: string | null): readonly AnswerEvent[] {
    if (this.error !== null || !isRecord(value)) return nothing;
    if (name !== null && isFailure(name)) {
      this.error = classifyException(name, value);
      return nothing;
    }
    const events = this.#read(value, name);
    if (this.#hasStarted || events.length === 0) return events;
    this.#hasStarted = true;
    return [{ type: "start", id: null, model: null }, ...events.filter(({ type }) => type !== "start")];
  }

  /** A message that never ended is not made whole. */
  end(): readonly AnswerEvent[] {
    return nothing;
  }

  #read(value: Fields, name: string | null): readonly AnswerEvent[] {
    switch (name) {
      case "messageStart":
        return [{ type: "start", id: null, model: null }];
      case "contentBlockStart":
        return this.#openCall(value);
      case "contentBlockDelta":
        return this.#delta(value);
      case "contentBlockStop":
        this.#open.delete(value["contentBlockIndex"]);
        return nothing;
      case "messageStop":
        return [finishEvent(value)];
      case "metadata":
        return isRecord(value["usage"]) ? [{ type: "usage", usage: readUsage(value["usage"]) }] : nothing;
      default:
        return nothing; // an event of a later version
    }
  }

  #openCall(value: Fields): readonly AnswerEvent[] {
    const toolUse = recordOf(recordOf(value["start"])?.["toolUse"]);
    if (toolUse === null) return nothing;
    const call = this.#calls++;
    this.#open.set(value["contentBlockIndex"], call);
    const id = textOf(toolUse["toolUseId"]) ?? newToolCallId();
    return [{ type: "tool_call", choice: 0, call, id, name: textOf(toolUse["name"]) ?? "" }];
  }

  #delta(value: Fields): readonly AnswerEvent[] {
    const delta = value["delta"];
    if (!isRecord(delta)) return nothing;
    const { text } = delta;
    if (typeof text === "string") return text === "" ? nothing : [{ type: "text", choice: 0, text }];
    const toolUse = recordOf(delta["toolUse"]);
    if (toolUse !== null) return this.#arguments(value["contentBlockIndex"], toolUse);
    const reasoning = recordOf(delta["reasoningContent"]);
    if (reasoning !== null) return reasoningEvents(reasoning);
    return [{ type: "opaque", choice: 0, family: "bedrock", value: delta }];
  }

  #arguments(index: unknown, toolUse: Fields): readonly AnswerEvent[] {
    const call = this.#open.get(index);
    const text = textOf(toolUse["input"]);
    if (call === undefined || text === null || text === "") return nothing;
    return [{ type: "tool_arguments", choice: 0, call, text }];
  }
}

/** `error` stands for one outside the service's model. */
function isFailure(name: string): boolean {
  return name === "error" || name.endsWith("Exception");
}

function finishEvent(value: Fields): AnswerEvent {
  const reason = finishReason(value["stopReason"]);
  const sequence = reason === "stop_sequence" ? stopSequence(value["additionalModelResponseFields"]) : null;
  return { type: "finish", choice: 0, reason, stopSequence: sequence };
}

function reasoningEvents(reasoning: Fields): readonly AnswerEvent[] {
  const text = textOf(reasoning["text"]);
  if (text !== null) return text === "" ? nothing : [{ type: "reasoning", choice: 0, text }];
  const signature = textOf(reasoning["signature"]);
  if (signature !== null) return [{ type: "reasoning_signature", choice: 0, signature }];
  const data = textOf(reasoning["redactedContent"]);
  return data === null ? nothing : [{ type: "redacted_reasoning", choice: 0, data }];
}
