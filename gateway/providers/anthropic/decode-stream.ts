/**
 * A Messages stream as events of the intermediate form.
 *
 * State is the open blocks. Blocks with no word in the form are gathered and come whole when they close; the call that
 * stands in for a JSON schema comes as text. Arbitrary JSON never throws; after an error event nothing is decoded.
 *
 * @source https://docs.claude.com/en/docs/build-with-claude/streaming
 */
import { isRecord, textOf } from "../../base/json-shape.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import type { AnswerDecoder, ClassifiedError } from "../provider.ts";
import { answerToolName } from "./answer-tool.ts";
import { classifyInside } from "./classify-error.ts";
import { finishReason } from "./finish-reason.ts";
import { openBlock, type OpenBlock } from "./open-block.ts";
import { readStartUsage, readUsage } from "./read-usage.ts";

export function openDecoder(): AnswerDecoder {
  return new MessagesDecoder();
}

type Fields = Readonly<Record<string, unknown>>;

/** More open blocks than any answer has: a server that never closes one does not fill the memory. */
const maxOpenBlocks = 256;
const none: readonly AnswerEvent[] = [];

class MessagesDecoder implements AnswerDecoder {
  error: ClassifiedError | null = null;
  #usage: TokenUsage = unknownUsage;
  #hasStarted = false;
  #hasEnded = false;
  #calls = 0;
  #hasOpaque = false;
  #open = new Map<unknown, OpenBlock>();

  decode(value: unknown): readonly AnswerEvent[] {
    if (!isRecord(value) || this.error !== null || this.#hasEnded) return none;
    switch (value["type"]) {
      case "content_block_delta":
        return this.#delta(value["index"], value["delta"]);
      case "content_block_start":
        return this.#blockStart(value["index"], value["content_block"]);
      case "content_block_stop":
        return this.#blockStop(value["index"]);
      case "message_start":
        return this.#start(value["message"]);
      case "message_delta":
        return this.#messageDelta(value);
      case "message_stop":
        this.#hasEnded = true;
        return none;
      case "error":
        this.error = classifyInside(value["error"]);
        return none;
      default:
        return none;
    }
  }

  end(): readonly AnswerEvent[] {
    this.#open.clear();
    return none;
  }

  #start(message: unknown): readonly AnswerEvent[] {
    if (this.#hasStarted) return none;
    this.#hasStarted = true;
    const fields: Fields = isRecord(message) ? message : {};
    const start: AnswerEvent = { type: "start", id: textOf(fields["id"]), model: textOf(fields["model"]) };
    const usage = readStartUsage(fields["usage"]);
    if (usage === null) return [start];
    this.#usage = usage;
    return [start, { type: "usage", usage }];
  }

  #blockStart(index: unknown, block: unknown): readonly AnswerEvent[] {
    if (!isRecord(block) || this.#open.size >= maxOpenBlocks) return none;
    const isCall = block["type"] === "tool_use" && block["name"] !== answerToolName;
    const opened = openBlock(block, isCall ? this.#calls++ : -1);
    this.#open.set(index, opened);
    if (opened.isOpaque) this.#hasOpaque = true;
    return this.#begun(opened.first);
  }

  #delta(index: unknown, delta: unknown): readonly AnswerEvent[] {
    const block = this.#open.get(index);
    if (block === undefined || !isRecord(delta)) return none;
    return block.delta(delta);
  }

  #blockStop(index: unknown): readonly AnswerEvent[] {
    const block = this.#open.get(index);
    if (block === undefined) return none;
    this.#open.delete(index);
    return block.stop();
  }

  #messageDelta(value: Fields): readonly AnswerEvent[] {
    const events: AnswerEvent[] = [];
    const delta: Fields = isRecord(value["delta"]) ? value["delta"] : {};
    if (typeof delta["stop_reason"] === "string") {
      const reason = finishReason(delta["stop_reason"]);
      const isAnswered = reason === "tool_calls" && this.#calls === 0 && !this.#hasOpaque;
      const stopSequence = textOf(delta["stop_sequence"]);
      events.push({ type: "finish", choice: 0, reason: isAnswered ? "stop" : reason, stopSequence });
    }
    const usage = readUsage(value["usage"], this.#usage);
    if (usage !== null) {
      this.#usage = usage;
      events.push({ type: "usage", usage });
    }
    return this.#begun(events);
  }

  /** A server that leaves out `message_start` is understood all the same. */
  #begun(events: readonly AnswerEvent[]): readonly AnswerEvent[] {
    if (this.#hasStarted) return events;
    this.#hasStarted = true;
    return [{ type: "start", id: null, model: null }, ...events];
  }
}
