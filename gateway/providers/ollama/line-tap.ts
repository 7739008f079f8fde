/**
 * Watches an Ollama stream while its lines go through untouched, but for the model's name.
 *
 * After the first content only lines that hold a marker are parsed. The markers cannot stand in a text, where quotes
 * are escaped; inside a call's arguments they can, and then the parsed line tells. The name is restamped where every
 * Ollama writes it, at the line's head; a line that has it elsewhere is edited by its JSON.
 */
import { isRecord } from "../../base/json-shape.ts";
import { replaceValue } from "../../base/json-splice.ts";
import { splitLines } from "../../base/ndjson-bytes.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import type { ClassifiedError, StreamTap, StreamTapOptions } from "../provider.ts";
import { classifyOllamaText } from "./classify-error.ts";
import { callsIn, errorIn, textIn, thinkingIn, usageIn } from "./line-shape.ts";

/** More broken lines than this in a row and the stream is given up. */
const maxMalformedInRow = 3;
const nothing = Buffer.alloc(0);
const lineEnd = Buffer.from("\n");
const markers = ['"done":true', '"done": true', '"error"'].map((text) => Buffer.from(text));
const openBrace = 0x7b;
const closeBrace = 0x7d;

export class LineTap implements StreamTap {
  readonly #shownModel: string | null;
  hasStarted = false;
  hasContent = false;
  isComplete = false;
  usage: TokenUsage = unknownUsage;
  malformedEvents = 0;
  error: ClassifiedError | null = null;
  #malformedInRow = 0;
  /** `{"model":"<upstream's word>"` as this stream writes it, and its replacement. */
  #head: Buffer | null = null;
  #stamp: Buffer = nothing;

  constructor({ shownModel }: StreamTapOptions) {
    this.#shownModel = shownModel;
  }

  feed(run: Buffer): Buffer {
    const kept: Buffer[] = [];
    for (const line of splitLines(run)) {
      if (!this.#read(line)) {
        if (this.error !== null) break;
        continue;
      }
      this.#push(line, kept);
      kept.push(lineEnd);
    }
    return Buffer.concat(kept);
  }

  end(): Buffer {
    return nothing;
  }

  /** @returns whether the client gets this line */
  #read(line: Buffer): boolean {
    if (this.hasContent && isPlain(line)) {
      this.#malformedInRow = 0;
      return true;
    }
    let value: unknown;
    try {
      value = JSON.parse(line.toString("utf8"));
    } catch {
      return this.#dropMalformed(line);
    }
    if (!isRecord(value)) return this.#dropMalformed(line);
    this.#malformedInRow = 0;
    return this.#note(value, line);
  }

  #note(value: Readonly<Record<string, unknown>>, line: Buffer): boolean {
    this.error = errorIn(value);
    if (this.error !== null) return false;
    if (!this.hasStarted) this.#start(value, line);
    if (textIn(value) !== "" || thinkingIn(value) !== "" || callsIn(value).length > 0) this.hasContent = true;
    if (value["done"] === true) {
      this.isComplete = true;
      this.usage = usageIn(value);
    }
    return true;
  }

  #start(value: Readonly<Record<string, unknown>>, line: Buffer): void {
    this.hasStarted = true;
    const { model } = value;
    if (this.#shownModel === null || typeof model !== "string" || model === this.#shownModel) return;
    const head = Buffer.from(`{"model":${JSON.stringify(model)}`);
    this.#stamp = Buffer.from(`{"model":${JSON.stringify(this.#shownModel)}`);
    this.#head = line.subarray(0, head.length).equals(head) ? head : nothing;
  }

  #push(line: Buffer, kept: Buffer[]): void {
    const head = this.#head;
    if (head === null) kept.push(line);
    else if (head.length > 0 && line.subarray(0, head.length).equals(head)) {
      kept.push(this.#stamp, line.subarray(head.length));
    } else kept.push(replaceValue(line, "model", JSON.stringify(this.#shownModel)));
  }

  #dropMalformed(line: Buffer): false {
    this.malformedEvents++;
    if (!this.hasStarted || ++this.#malformedInRow > maxMalformedInRow) {
      const text = `The stream holds a line that is not JSON: ${line.toString("utf8", 0, 200)}`;
      this.error = { ...classifyOllamaText(502, text, null), code: "upstream_invalid_response" };
    }
    return false;
  }
}

/** A JSON object's line without a marker: nothing in it needs a look. */
function isPlain(line: Buffer): boolean {
  if (line[0] !== openBrace || line[line.length - 1] !== closeBrace) return false;
  for (const marker of markers) if (line.includes(marker)) return false;
  return true;
}
