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
const openingBrace = 0x7b;
const closingBrace = 0x7d;
const blankLine = Buffer.from("\n\n");

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
    const kept: Buffer[] = [];
    let isWhole = true;
    for (const event of run.includes(carriageReturn) ? splitEvents(run) : this.#eventsToInspect(run, kept)) {
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

  /**
   * Walks a run with plain line ends: stretches of events that need no look go to `kept` whole, the others are yielded.
   *
   * After the first content, an event needs no look when it is one line of JSON without a marker.
   */
  *#eventsToInspect(run: Buffer, kept: Buffer[]): Generator<Buffer> {
    let plainFrom = 0;
    let start = 0;
    let mark = this.#nextMark(run, 0);
    while (start < run.length) {
      const lineEnd = run.indexOf(newline, start);
      const isPlain = this.hasContent && lineEnd !== -1 && mark > lineEnd && isJsonLine(run, start, lineEnd);
      if (isPlain) {
        this.#malformedInRow = 0;
        start = lineEnd + 2;
        continue;
      }
      if (plainFrom < start) kept.push(run.subarray(plainFrom, start));
      const end = eventEnd(run, start);
      yield run.subarray(start, end);
      start = end;
      plainFrom = end;
      mark = this.#nextMark(run, end); // the first event also says how this server writes its markers
    }
    if (plainFrom < run.length) kept.push(run.subarray(plainFrom));
  }

  /** @returns where the next marker stands; beyond the run when there is none */
  #nextMark(run: Buffer, from: number): number {
    let nearest = Number.MAX_SAFE_INTEGER;
    for (const marker of this.#markers) {
      const at = run.indexOf(marker, from);
      if (at !== -1 && at < nearest) nearest = at;
    }
    return nearest;
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

/** A `data:` line that opens and closes a JSON object and is a whole event. */
function isJsonLine(run: Buffer, start: number, lineEnd: number): boolean {
  if (run[lineEnd - 1] !== closingBrace || run[lineEnd + 1] !== newline) return false;
  // d a t a : and then the brace, with or without a space
  if (run[start] !== 0x64 || run[start + 1] !== 0x61 || run[start + 2] !== 0x74 || run[start + 3] !== 0x61)
    return false;
  if (run[start + 4] !== 0x3a) return false;
  return run[start + 5] === openingBrace || (run[start + 5] === 0x20 && run[start + 6] === openingBrace);
}

function eventEnd(run: Buffer, start: number): number {
  const at = run.indexOf(blankLine, start);
  return at === -1 ? run.length : at + 2;
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
