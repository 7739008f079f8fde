/**
 * The text of a custom tool's call, out of the arguments of the function it became (`{"input": "<text>"}`): whole, or as
 * the arguments come.
 */
import { recordOf } from "../../base/json-shape.ts";

/** @param args  as the model wrote them; a model may also write the bare text */
export function freeformInput(args: string): string {
  try {
    const input = recordOf(JSON.parse(args))?.["input"];
    return typeof input === "string" ? input : args;
  } catch {
    return args;
  }
}

const opening = /^\s*\{\s*"input"\s*:\s*"/;
/** Longer than this and the arguments do not begin as they should. */
const longestOpening = 64;

/**
 * Gives the text as far as the arguments are known, in pieces that end between whole characters. Holds only what is not
 * decided yet: the opening, or an escape that has begun. What does not begin with `input` gives nothing: the close
 * decides with the whole.
 */
export class FreeformReader {
  #state: "opening" | "text" | "over" = "opening";
  #held = "";

  /** @returns the next piece of the text; "" = nothing sure yet */
  feed(args: string): string {
    if (this.#state === "over") return "";
    this.#held += args;
    if (this.#state === "opening" && !this.#open()) return "";
    return this.#take();
  }

  #open(): boolean {
    const found = opening.exec(this.#held.slice(0, longestOpening));
    if (found === null) {
      if (this.#held.length >= longestOpening) this.#end();
      return false;
    }
    this.#state = "text";
    this.#held = this.#held.slice(found[0].length);
    return true;
  }

  #take(): string {
    const quote = closingQuote(this.#held);
    const end = quote ?? wholeEnd(this.#held);
    const piece = this.#held.slice(0, end);
    this.#held = this.#held.slice(end);
    if (quote !== null) this.#end();
    try {
      return JSON.parse(`"${piece}"`) as string; // a JSON string literal
    } catch {
      this.#end(); // a control character or a wrong escape: not JSON after all
      return "";
    }
  }

  #end(): void {
    this.#state = "over";
    this.#held = "";
  }
}

/** @returns the offset of the quote that ends the string, or null */
function closingQuote(text: string): number | null {
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) {
    if (slashesBefore(text, at) % 2 === 0) return at;
  }
  return null;
}

/** @returns the offset up to which no escape and no surrogate pair is cut */
function wholeEnd(text: string): number {
  const end = escapesEnd(text);
  if (isHighSurrogate(text.charCodeAt(end - 1))) return end - 1;
  return endsInHighEscape(text, end) ? end - 6 : end;
}

/** @returns where an escape that has only begun starts, else the text's length */
function escapesEnd(text: string): number {
  const slash = text.lastIndexOf("\\");
  if (slash === -1) return text.length;
  const start = slashesBefore(text, slash) % 2 === 0 ? slash : slash - 1;
  const length = text[start + 1] === "u" ? 6 : 2;
  return start + length > text.length ? start : text.length;
}

/** `\ud83d`, whose other half follows. */
function endsInHighEscape(text: string, end: number): boolean {
  const start = end - 6;
  if (start < 0 || text[start] !== "\\" || text[start + 1] !== "u" || slashesBefore(text, start) % 2 !== 0)
    return false;
  return isHighSurrogate(Number.parseInt(text.slice(start + 2, end), 16));
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function slashesBefore(text: string, at: number): number {
  let count = 0;
  while (text[at - 1 - count] === "\\") count++;
  return count;
}
