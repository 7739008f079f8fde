/**
 * Splices of a text: applied, and several rounds of them composed into one against the first text.
 *
 * Law: what lies outside the splices is the same character for character.
 */
import type { Splice } from "../../contract/config-edit.ts";

/** @param splices  in order, not overlapping, all against `text` */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = "";
  let at = 0;
  for (const { offset, length, text: inserted } of splices) {
    if (offset < at || offset + length > text.length) throw new RangeError("splices overlap or leave the text");
    result += text.slice(at, offset) + inserted;
    at = offset + length;
  }
  return result + text.slice(at);
}

/** A piece of the present text: kept from the first text, or new. */
type Piece = { readonly from: number; readonly to: number } | { readonly text: string };

/** A text under changes that remembers which of it is the first text's own. */
export class SplicedText {
  readonly #original: string;
  #text: string;
  #pieces: Piece[];

  constructor(original: string) {
    this.#original = original;
    this.#text = original;
    this.#pieces = [{ from: 0, to: original.length }];
  }

  get text(): string {
    return this.#text;
  }

  /** @param splices  against the present text */
  apply(splices: readonly Splice[]): void {
    if (splices.length === 0) return;
    this.#text = applySplices(this.#text, splices);
    const pieces: Piece[] = [];
    const reader = new PieceReader(this.#pieces);
    let at = 0;
    for (const { offset, length, text } of splices) {
      pieces.push(...reader.take(offset - at));
      reader.take(length);
      if (text !== "") pieces.push({ text });
      at = offset + length;
    }
    this.#pieces = [...pieces, ...reader.take(Infinity)];
  }

  /** Against the first text, in order, the smallest that the rounds come to. */
  splices(): Splice[] {
    const splices: Splice[] = [];
    let at = 0;
    let inserted = "";
    const close = (offset: number): void => {
      const splice = trimmed(this.#original, { offset: at, length: offset - at, text: inserted });
      if (splice.length > 0 || splice.text !== "") splices.push(splice);
      inserted = "";
    };
    for (const piece of this.#pieces) {
      if ("text" in piece) inserted += piece.text;
      else {
        close(piece.from);
        at = piece.to;
      }
    }
    close(this.#original.length);
    return splices;
  }
}

/** What is the same at the beginning and end of both sides need not be replaced. */
function trimmed(original: string, { offset, length, text }: Splice): Splice {
  let head = 0;
  const most = Math.min(length, text.length);
  while (head < most && original[offset + head] === text[head]) head++;
  let tail = 0;
  while (tail < most - head && original[offset + length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  // Half of a surrogate pair or of a CRLF is no place to cut.
  if (head > 0 && isInsidePair(original, offset + head)) head--;
  if (tail > 0 && isInsidePair(original, offset + length - tail)) tail--;
  return { offset: offset + head, length: length - head - tail, text: text.slice(head, text.length - tail) };
}

function isInsidePair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return (before >= 0xd800 && before <= 0xdbff) || (before === 0x0d && text.charCodeAt(at) === 0x0a);
}

class PieceReader {
  readonly #pieces: readonly Piece[];
  #next = 0;
  /** Characters of the next piece that were taken already. */
  #used = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  take(count: number): Piece[] {
    const taken: Piece[] = [];
    let left = count;
    while (left > 0) {
      const piece = this.#pieces[this.#next];
      if (piece === undefined) break;
      const available = lengthOf(piece) - this.#used;
      const used = Math.min(left, available);
      if (used > 0) taken.push(partOf(piece, this.#used, this.#used + used));
      left -= used;
      this.#used += used;
      if (used === available) {
        this.#next++;
        this.#used = 0;
      }
    }
    return taken;
  }
}

function lengthOf(piece: Piece): number {
  return "text" in piece ? piece.text.length : piece.to - piece.from;
}

function partOf(piece: Piece, from: number, to: number): Piece {
  return "text" in piece ? { text: piece.text.slice(from, to) } : { from: piece.from + from, to: piece.from + to };
}
