/**
 * Watches the streams of OpenAI's media operations (transcription, images): events with a `type`, relayed untouched.
 *
 * They end with an event whose type ends in `.done` or `.completed`, or with `[DONE]`.
 */
import { eventData, splitEvents } from "../../base/sse-bytes.ts";
import { isRecord, textOf } from "../../base/json-shape.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import { readUsage } from "../shared/openai-usage.ts";
import type { ClassifiedError, StreamTap } from "../provider.ts";
import { errorInside } from "./from-response.ts";

const nothing = Buffer.alloc(0);

export function openEventTap(): StreamTap {
  return new EventTap();
}

class EventTap implements StreamTap {
  hasStarted = false;
  hasContent = false;
  isComplete = false;
  usage: TokenUsage = unknownUsage;
  malformedEvents = 0;
  error: ClassifiedError | null = null;

  feed(run: Buffer): Buffer {
    for (const event of splitEvents(run)) this.#inspect(event);
    return this.error === null ? run : nothing;
  }

  end(): Buffer {
    return nothing;
  }

  #inspect(event: Buffer): void {
    const data = eventData(event);
    if (data === null) return;
    this.hasStarted = true;
    this.hasContent = true;
    if (data === "[DONE]") this.isComplete = true;
    else this.#read(data);
  }

  #read(data: string): void {
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      this.malformedEvents++;
      return;
    }
    if (!isRecord(value)) return;
    const type = textOf(value["type"]) ?? "";
    if (isRecord(value["error"]) || type === "error") this.error = errorInside(value["error"] ?? value);
    if (/\.(done|completed)$/.test(type)) this.isComplete = true;
    this.usage = readUsage(value["usage"]) ?? this.usage;
  }
}
