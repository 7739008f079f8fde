/**
 * Azure begins a stream with what its filter thought of the prompt: an event without choices and with an empty model.
 *
 * It goes on to the client, but the stream has not begun with it: what follows tells the model, and may still fail.
 * @source https://learn.microsoft.com/azure/ai-services/openai/concepts/content-streaming
 */
import { isRecord } from "../../base/json-shape.ts";
import { replaceValue } from "../../base/json-splice.ts";
import { eventData, splitEvents } from "../../base/sse-bytes.ts";
import type { TokenUsage } from "../../contract/usage.ts";
import type { ClassifiedError, StreamTap } from "../provider.ts";

export class PromptFilterTap implements StreamTap {
  readonly #inner: StreamTap;
  readonly #shownModel: string | null;

  constructor(inner: StreamTap, shownModel: string | null) {
    this.#inner = inner;
    this.#shownModel = shownModel;
  }

  get hasStarted(): boolean {
    return this.#inner.hasStarted;
  }
  get hasContent(): boolean {
    return this.#inner.hasContent;
  }
  get isComplete(): boolean {
    return this.#inner.isComplete;
  }
  get usage(): TokenUsage {
    return this.#inner.usage;
  }
  get malformedEvents(): number {
    return this.#inner.malformedEvents;
  }
  get error(): ClassifiedError | null {
    return this.#inner.error;
  }

  feed(run: Buffer): Buffer {
    if (this.#inner.hasStarted) return this.#inner.feed(run);
    const events = splitEvents(run);
    const kept: Buffer[] = [];
    for (const [index, event] of events.entries()) {
      const verdict = promptVerdict(event);
      if (verdict === null) return Buffer.concat([...kept, this.#inner.feed(Buffer.concat(events.slice(index)))]);
      kept.push(this.#stamped(event, verdict));
    }
    return Buffer.concat(kept);
  }

  end(): Buffer {
    return this.#inner.end();
  }

  #stamped(event: Buffer, verdict: Buffer): Buffer {
    if (this.#shownModel === null) return event;
    return Buffer.concat([
      Buffer.from("data: "),
      replaceValue(verdict, "model", JSON.stringify(this.#shownModel)),
      Buffer.from("\n\n"),
    ]);
  }
}

/** @returns the event's JSON when it says nothing but what the filter thought of the prompt */
function promptVerdict(event: Buffer): Buffer | null {
  const data = eventData(event);
  if (data === null || !data.includes("prompt_filter_results")) return null;
  try {
    const value: unknown = JSON.parse(data);
    const isOnlyVerdict = isRecord(value) && Array.isArray(value["choices"]) && value["choices"].length === 0;
    return isOnlyVerdict ? Buffer.from(data) : null;
  } catch {
    return null;
  }
}
