/**
 * Watches an OpenAI event stream while its bytes go through untouched.
 *
 * Until the first content every event is parsed; after it only events that hold a marker (finish reason, usage,
 * error, end) are, because parsing each token's event would cost more than relaying it. The `model` value is
 * restamped as bytes: inside JSON text a quote is always escaped, so the needle cannot stand in content.
 */
import { eventData, splitEvents } from "../../base/sse-bytes.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import { readUsage } from "../shared/openai-usage.ts";
import type { ClassifiedError, StreamTap, StreamTapOptions } from "../provider.ts";
import { classifyText } from "../shared/classify-error.ts";
import { errorInside } from "./from-response.ts";

export function openStreamTap(options: StreamTapOptions): StreamTap {
  return new OpenaiStreamTap(options);
}

/** More broken events than this in a row and the stream is given up (reliability: one is dropped, it goes on). */
const maxMalformedInRow = 3;
const doneMark = Buffer.from("[DONE]");
const doneEvent = Buffer.from("data: [DONE]\n\n");
const nothing = Buffer.alloc(0);
const newline = 0x0a;
const carriageReturn = 0x0d;
const closingBrace = 0x7d;
const dataPrefix = Buffer.from("data: {");
const tightDataPrefix = Buffer.from("data:{");

interface ChunkChoice {
  readonly finish_reason?: unknown;
  readonly delta?: Readonly<Record<string, unknown>> | null;
  readonly text?: unknown;
}

class OpenaiStreamTap implements StreamTap {
  readonly #options: StreamTapOptions;
  hasStarted = false;
  hasContent = false;
  isComplete = false;
  #hasEndMarker = false;
  usage: TokenUsage = unknownUsage;
  malformedEvents = 0;
  error: ClassifiedError | null = null;
  #malformedInRow = 0;
  /** `"model":"<upstream's word>"` as this stream writes it, and its replacement. */
  #modelNeedle: Buffer | null = null;
  #modelStamp: Buffer = nothing;
  #markers: readonly Buffer[] = markersFor(":");

  constructor(options: StreamTapOptions) {
    this.#options = options;
  }

  feed(run: Buffer): Buffer {
    if (this.hasContent && this.#isPlain(run)) return this.#restamp(run);
    const kept: Buffer[] = [];
    let isWhole = true;
    for (const event of splitEvents(run)) {
      if (this.#inspect(event)) kept.push(event);
      else isWhole = false;
      if (this.error !== null) break;
    }
    if (this.error !== null) isWhole = false;
    return this.#restamp(isWhole ? run : Buffer.concat(kept));
  }

  end(): Buffer {
    return this.#hasEndMarker ? nothing : doneEvent;
  }

  /** True when no event of the run needs a look: each is a whole JSON line without a marker. */
  #isPlain(run: Buffer): boolean {
    if (run.includes(carriageReturn)) return false;
    for (const marker of this.#markers) if (run.includes(marker)) return false;
    let start = 0;
    while (start < run.length) {
      const end = run.indexOf("\n\n", start);
      if (end === -1 || !isJsonLine(run, start, end)) return false;
      start = end + 2;
    }
    this.#malformedInRow = 0;
    return true;
  }

  /** @returns whether the client gets this event. */
  #inspect(event: Buffer): boolean {
    const data = eventData(event);
    if (data === null) return this.hasStarted; // comments keep a started stream alive; before that they are noise
    if (data === "[DONE]") {
      this.#hasEndMarker = true;
      this.isComplete = true;
      return true;
    }
    let chunk: unknown;
    try {
      chunk = JSON.parse(data);
    } catch {
      return this.#dropMalformed(data);
    }
    if (typeof chunk !== "object" || chunk === null) return this.#dropMalformed(data);
    this.#malformedInRow = 0;
    return this.#readChunk(chunk as Record<string, unknown>, event); // an object: checked above
  }

  #readChunk(chunk: Record<string, unknown>, event: Buffer): boolean {
    if (chunk["error"] !== undefined && chunk["error"] !== null) {
      this.error = errorInside(chunk["error"]);
      return false;
    }
    if (!this.hasStarted) this.#start(chunk, event);
    const choices = (Array.isArray(chunk["choices"]) ? chunk["choices"] : []) as readonly ChunkChoice[]; // fields read defensively
    const hasContent = choices.some(holdsContent);
    const isFinish = choices.some((choice) => typeof choice?.finish_reason === "string");
    if (hasContent) this.hasContent = true;
    if (isFinish) this.isComplete = true;
    const usage = readUsage(chunk["usage"], chunk["service_tier"]);
    if (usage === null) return true;
    this.usage = usage;
    return !this.#options.hidesUsage || hasContent || isFinish;
  }

  #start(chunk: Record<string, unknown>, event: Buffer): void {
    this.hasStarted = true;
    const separator = event.includes('"choices": ') ? ": " : ":";
    this.#markers = markersFor(separator);
    const model = chunk["model"];
    const { shownModel } = this.#options;
    if (shownModel === null || typeof model !== "string" || model === shownModel) return;
    const needle = Buffer.from(`"model"${separator}${JSON.stringify(model)}`);
    if (!event.includes(needle)) return; // written with other escapes: left as it is
    this.#modelNeedle = needle;
    this.#modelStamp = Buffer.from(`"model"${separator}${JSON.stringify(shownModel)}`);
  }

  #dropMalformed(data: string): false {
    this.malformedEvents++;
    if (!this.hasStarted || ++this.#malformedInRow > maxMalformedInRow) {
      this.error = {
        ...classifyText(502, `The stream holds an event that is not JSON: ${data.slice(0, 200)}`, null),
        code: "upstream_invalid_response",
      };
    }
    return false;
  }

  #restamp(run: Buffer): Buffer {
    const needle = this.#modelNeedle;
    if (needle === null) return run;
    let at = run.indexOf(needle);
    if (at === -1) return run;
    const pieces: Buffer[] = [];
    let start = 0;
    for (; at !== -1; at = run.indexOf(needle, start)) {
      pieces.push(run.subarray(start, at), this.#modelStamp);
      start = at + needle.length;
    }
    pieces.push(run.subarray(start));
    return Buffer.concat(pieces);
  }
}

/** Bytes whose presence sends a run to the careful reader. */
function markersFor(separator: string): readonly Buffer[] {
  const keys = [`"finish_reason"${separator}"`, `"usage"${separator}{`, `"error"${separator}`];
  return [doneMark, ...keys.map((key) => Buffer.from(key))];
}

/** A `data:` line that opens and closes a JSON object. */
function isJsonLine(run: Buffer, start: number, end: number): boolean {
  if (run[end - 1] !== closingBrace) return false;
  if (run.indexOf(newline, start) !== end) return false; // several lines: let the careful reader join them
  return startsWith(run, dataPrefix, start) || startsWith(run, tightDataPrefix, start);
}

function startsWith(run: Buffer, prefix: Buffer, at: number): boolean {
  return run.compare(prefix, 0, prefix.length, at, Math.min(at + prefix.length, run.length)) === 0;
}

const contentFields = ["content", "reasoning_content", "reasoning", "refusal"];

function holdsContent(choice: ChunkChoice | null): boolean {
  if (typeof choice !== "object" || choice === null) return false;
  if (typeof choice.text === "string" && choice.text !== "") return true;
  const { delta } = choice;
  if (typeof delta !== "object" || delta === null) return false;
  if (Array.isArray(delta["tool_calls"]) || typeof delta["function_call"] === "object")
    return delta["function_call"] !== null;
  return contentFields.some((field) => typeof delta[field] === "string" && delta[field] !== "");
}
