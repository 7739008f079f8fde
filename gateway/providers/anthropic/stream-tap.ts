/**
 * Watches a Messages stream while its bytes go through untouched.
 *
 * Until the first content every event is parsed; after it only those that hold a marker (the end, usage, an error).
 * The model's name stands in `message_start` alone and is restamped there. Markers and the name are sought as bytes:
 * inside JSON text a quote is always escaped, so they cannot stand in content.
 */
import { isRecord, textOf } from "../../base/json-shape.ts";
import { eventData, splitEvents } from "../../base/sse-bytes.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import type { ClassifiedError, StreamTap, StreamTapOptions } from "../provider.ts";
import { classifyInside } from "./classify-error.ts";
import { readStartUsage, readUsage } from "./read-usage.ts";

export function openStreamTap(options: StreamTapOptions): StreamTap {
  return new MessagesTap(options);
}

/** More broken events than this in a row and the stream is given up (reliability: one is dropped, it goes on). */
const maxMalformedInRow = 3;
const markers = ['"message_start"', '"message_delta"', '"message_stop"', '"error"'].map((word) => Buffer.from(word));
const messageStop = Buffer.from('event: message_stop\ndata: {"type":"message_stop"}\n\n');
const nothing = Buffer.alloc(0);
const carriageReturn = 0x0d;
const closingBrace = 0x7d;
const contentEvents = new Set(["content_block_start", "content_block_delta"]);

class MessagesTap implements StreamTap {
  readonly #shownModel: string | null;
  hasStarted = false;
  hasContent = false;
  isComplete = false;
  usage: TokenUsage = unknownUsage;
  malformedEvents = 0;
  error: ClassifiedError | null = null;
  #malformedInRow = 0;
  #hasStop = false;

  constructor(options: StreamTapOptions) {
    this.#shownModel = options.shownModel;
  }

  feed(run: Buffer): Buffer {
    if (this.hasContent && isPlain(run)) {
      this.#malformedInRow = 0;
      return run;
    }
    const kept: Buffer[] = [];
    let isWhole = true;
    for (const event of splitEvents(run)) {
      const shown = this.#inspect(event);
      if (this.error !== null) break;
      if (shown !== event) isWhole = false;
      if (shown !== null) kept.push(shown);
    }
    return isWhole && this.error === null ? run : Buffer.concat(kept);
  }

  end(): Buffer {
    return this.isComplete && !this.#hasStop ? messageStop : nothing;
  }

  /** @returns the event for the client: as it came, restamped, or null when it is dropped */
  #inspect(event: Buffer): Buffer | null {
    const data = eventData(event);
    if (data === null) return this.hasStarted ? event : null; // a comment: before the start it is noise
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      return this.#dropMalformed(data);
    }
    if (!isRecord(value)) return this.#dropMalformed(data);
    this.#malformedInRow = 0;
    return this.#read(value, event);
  }

  #read(value: Readonly<Record<string, unknown>>, event: Buffer): Buffer | null {
    const type = value["type"];
    if (type === "error") {
      this.error = classifyInside(value["error"]);
      return null;
    }
    if (type === "message_start") return this.#start(value["message"], event);
    if (typeof type === "string" && contentEvents.has(type)) {
      this.hasStarted = true;
      this.hasContent = true;
    } else if (type === "message_delta") {
      this.usage = readUsage(value["usage"], this.usage) ?? this.usage;
      const delta = value["delta"];
      if (isRecord(delta) && typeof delta["stop_reason"] === "string") this.isComplete = true;
    } else if (type === "message_stop") {
      this.isComplete = true;
      this.#hasStop = true;
    }
    return this.hasStarted ? event : null; // a ping before the start is noise
  }

  #start(message: unknown, event: Buffer): Buffer {
    this.hasStarted = true;
    if (!isRecord(message)) return event;
    this.usage = readStartUsage(message["usage"]) ?? this.usage;
    const model = textOf(message["model"]);
    if (this.#shownModel === null || model === null || model === this.#shownModel) return event;
    return restamped(event, model, this.#shownModel);
  }

  #dropMalformed(data: string): null {
    this.malformedEvents++;
    if (!this.hasStarted || ++this.#malformedInRow > maxMalformedInRow) {
      const message = `The stream holds an event that is not JSON: ${data.slice(0, 200)}`;
      this.error = { ...classifyInside({ message }), code: "upstream_invalid_response", status: 502 };
    }
    return null;
  }
}

function restamped(event: Buffer, model: string, shown: string): Buffer {
  for (const separator of [":", ": "]) {
    const needle = Buffer.from(`"model"${separator}${JSON.stringify(model)}`);
    const at = event.indexOf(needle);
    if (at === -1) continue;
    const stamp = Buffer.from(`"model"${separator}${JSON.stringify(shown)}`);
    return Buffer.concat([event.subarray(0, at), stamp, event.subarray(at + needle.length)]);
  }
  return event; // written with other escapes: left as it is
}

/** True when no event of the run needs a look: each ends like a JSON object and none holds a marker. */
function isPlain(run: Buffer): boolean {
  if (run.includes(carriageReturn)) return false;
  for (const marker of markers) if (run.includes(marker)) return false;
  let start = 0;
  while (start < run.length) {
    const end = run.indexOf("\n\n", start);
    if (end === -1 || run[end - 1] !== closingBrace) return false;
    start = end + 2;
  }
  return true;
}
