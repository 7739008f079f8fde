/**
 * The bundled price map: prices, limits and capabilities of models by LiteLLM's names.
 *
 * It stays on disk: the file has one entry a line, sorted without case, so a name is found by a dozen small reads and one
 * parsed line; nothing is read at start. Without the file every price is unknown: a bill may lack a price, never fail.
 */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { isRecord } from "../base/json-shape.ts";

/** LiteLLM's fields as they stand in the file. */
export type PriceEntry = Readonly<Record<string, unknown>>;

export interface NamedEntry {
  /** As the map writes it. */
  readonly name: string;
  readonly entry: PriceEntry;
}

/** Longer than any line: the refresh script refuses a longer one. */
const window = 4096;
/** So many steps of searches are kept with the names that stood there: less than 1 MB when every model was asked for. */
const keptSteps = 8191;
const opening = 2; // "{" and a line end
const closing = 2; // "}" and a line end

const longestName = 512;

/** Where a line stands in the file, and its name in small letters. */
interface Line {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

export class PriceMap {
  readonly #file: string;
  #handle: number | null = null;
  #size = 0;
  #isMissing = false;
  #title: string | null = null;
  readonly #steps = new Map<number, Line>();

  constructor(file: string) {
    this.#file = file;
  }

  /** Which figures these are, e.g. `litellm 1.103.7, 2026-10-21`. */
  get title(): string {
    if (this.#title === null) {
      const head = this.find("")?.entry;
      this.#title = head === undefined ? "no price map" : `${String(head["source"])}, ${String(head["date"])}`;
    }
    return this.#title;
  }

  /** @param name  case does not matter */
  find(name: string): NamedEntry | null {
    const handle = this.#open();
    if (handle === null) return null;
    const wanted = name.toLowerCase();
    let low = opening;
    let high = this.#size - closing;
    while (low < high) {
      const line = this.#step(handle, Math.floor((low + high) / 2));
      if (line.key === wanted) return this.#read(handle, line);
      if (line.key < wanted) low = line.end + 1;
      else high = line.start;
    }
    return null;
  }

  /** The whole file as LiteLLM's `/get/litellm_model_cost_map` has it: a JSON object, its head left out. */
  wholeJson(): Buffer {
    const text = readFileSync(this.#file);
    const firstEntry = text.indexOf("\n", opening) + 1;
    return Buffer.concat([Buffer.from("{\n"), text.subarray(firstEntry)]);
  }

  dispose(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  /** @returns null when the installation lacks the file */
  #open(): number | null {
    if (this.#handle !== null || this.#isMissing) return this.#handle;
    try {
      this.#handle = openSync(this.#file, "r");
      this.#size = fstatSync(this.#handle).size;
    } catch {
      this.#isMissing = true;
    }
    return this.#handle;
  }

  #step(handle: number, offset: number): Line {
    const known = this.#steps.get(offset);
    if (known !== undefined) return known;
    const line = lineAt(handle, offset);
    if (this.#steps.size < keptSteps) this.#steps.set(offset, line);
    return line;
  }

  #read(handle: number, { start, end }: Line): NamedEntry {
    const bytes = Buffer.allocUnsafe(end - start);
    readSync(handle, bytes, 0, bytes.length, start);
    const text = bytes.toString("utf8");
    return { name: nameIn(text), entry: entryIn(text) };
  }
}

/** The line that byte stands in. */
function lineAt(handle: number, offset: number): Line {
  const from = Math.max(0, offset - window);
  const bytes = Buffer.allocUnsafe(2 * window);
  const length = readSync(handle, bytes, 0, bytes.length, from);
  const start = bytes.lastIndexOf(10, offset - from - 1) + 1;
  const end = bytes.subarray(0, length).indexOf(10, offset - from);
  const key = nameIn(bytes.toString("utf8", start, Math.min(end, start + longestName))).toLowerCase();
  return { key, start: from + start, end: from + end };
}

function nameIn(line: string): string {
  return line.slice(1, line.indexOf('":'));
}

function entryIn(line: string): PriceEntry {
  const entry: unknown = JSON.parse(line.slice(line.indexOf('":') + 2).replace(/,$/, ""));
  if (!isRecord(entry)) throw new Error("The price map is broken: run `npm run prices`.");
  return entry;
}
