/**
 * Watches a Responses event stream while its bytes go through untouched.
 *
 * Until the first content every event is parsed; after it only those that hold a marker: the life of the response and
 * errors. The model is restamped inside the `response` objects of those events, by position, so that nothing else that
 * is called `model` changes.
 */
import { isRecord, recordOf, textOf } from "../../base/json-shape.ts";
import { readValue, replaceValue } from "../../base/json-splice.ts";
import { eventData, splitEvents } from "../../base/sse-bytes.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import { failureIn } from "../shared/openai-responses/response-failure.ts";
import { readUsage } from "../shared/openai-usage.ts";
import type { ClassifiedError, StreamTap, StreamTapOptions } from "../provider.ts";
import { classifyText } from "../shared/classify-error.ts";
import { classifyFailure } from "./responses-translate.ts";

export function openResponsesTap(options: StreamTapOptions): StreamTap {
  return new ResponsesTap(options);
}

/** More broken events than this in a row and the stream is given up; the same bound as for chat streams. */
const maxMalformedInRow = 3;
const nothing = Buffer.alloc(0);

/** Bytes whose presence sends a run to the careful reader: names of events, which content can only hold escaped. */
const markers = ['"response":', '"error"', "[DONE]"].map((text) => Buffer.from(text));

class ResponsesTap implements StreamTap {
  readonly #stamp: string | null;
  hasStarted = false;
  hasContent = false;
  isComplete = false;
  usage: TokenUsage = unknownUsage;
  malformedEvents = 0;
  error: ClassifiedError | null = null;
  #malformedInRow = 0;

  constructor({ shownModel }: StreamTapOptions) {
    this.#stamp = shownModel === null ? null : JSON.stringify(shownModel);
  }

  feed(run: Buffer): Buffer {
    if (this.hasContent && isPlain(run)) {
      this.#malformedInRow = 0;
      return run;
    }
    const kept: Buffer[] = [];
    let isSame = true;
    for (const event of splitEvents(run)) {
      const passed = this.#inspect(event);
      if (passed !== event) isSame = false;
      if (passed !== null) kept.push(passed);
      if (this.error !== null) break;
    }
    return isSame && this.error === null ? run : Buffer.concat(kept);
  }

  /** The last event is the end here; there is no mark after it. */
  end(): Buffer {
    return nothing;
  }

  /** @returns what the client gets of this event; null = nothing */
  #inspect(event: Buffer): Buffer | null {
    const data = eventData(event);
    if (data === null) return this.hasStarted ? event : null; // comments keep a started stream alive; before that they are noise
    if (data === "[DONE]") return event;
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

  #read(value: Record<string, unknown>, event: Buffer): Buffer | null {
    const type = textOf(value["type"]) ?? "";
    const response = recordOf(value["response"]);
    const failure = failureIn(value);
    if (failure !== null) {
      this.usage = readUsage(response?.["usage"], response?.["service_tier"]) ?? this.usage;
      this.error = classifyFailure(failure);
      return null;
    }
    this.hasStarted = true;
    if (type === "response.completed" || type === "response.incomplete") {
      this.isComplete = true;
      this.hasContent = true;
      this.usage = readUsage(response?.["usage"], response?.["service_tier"]) ?? this.usage;
    } else if (holdsContent(type, value)) this.hasContent = true;
    return response === null ? event : this.#restamp(event);
  }

  #restamp(event: Buffer): Buffer {
    const stamp = this.#stamp;
    const start = event.indexOf("{");
    const end = event.lastIndexOf("}") + 1;
    // Data over several lines is left as it is.
    if (stamp === null || event.subarray(start, end).includes(0x0a)) return event;
    const json = event.subarray(start, end);
    const response = readValue(json, "response");
    if (response === null) return event;
    const stamped = replaceValue(response, "model", stamp);
    if (stamped === response) return event;
    const at = start + (response.byteOffset - json.byteOffset);
    return Buffer.concat([event.subarray(0, at), stamped, event.subarray(at + response.length)]);
  }

  #dropMalformed(data: string): null {
    this.malformedEvents++;
    if (!this.hasStarted || ++this.#malformedInRow > maxMalformedInRow) {
      this.error = {
        ...classifyText(502, `The stream holds an event that is not JSON: ${data.slice(0, 200)}`, null),
        code: "upstream_invalid_response",
      };
    }
    return null;
  }
}

/** Text, arguments and reasoning come as deltas; calls and server tools begin as items. */
function holdsContent(type: string, value: Record<string, unknown>): boolean {
  if (type.endsWith(".delta")) return true;
  if (type !== "response.output_item.added" && type !== "response.output_item.done") return false;
  const kind = recordOf(value["item"])?.["type"];
  return type === "response.output_item.done" || (kind !== "message" && kind !== "reasoning");
}

/** True when no event of the run needs a look: whole JSON lines, each closed, without a marker. */
function isPlain(run: Buffer): boolean {
  if (run.includes(0x0d)) return false;
  for (const marker of markers) if (run.includes(marker)) return false;
  let start = 0;
  while (start < run.length) {
    const end = run.indexOf("\n\n", start);
    if (end === -1 || run[end - 1] !== 0x7d) return false;
    start = end + 2;
  }
  return true;
}
