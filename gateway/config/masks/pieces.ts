/** Parts of a text: cut into lines, so that a mask never takes a line end away, and joined where they overlap. */
import type { Piece } from "../written-secrets.ts";

/** What stands on each line between two places, without the blanks around it. */
export function piecesOfLines(text: string, from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  for (const { index, 0: line } of text.slice(from, to).matchAll(/[^\r\n]+/g)) {
    const content = line.trim();
    if (content === "") continue;
    const start = from + index + line.indexOf(content);
    pieces.push({ from: start, to: start + content.length });
  }
  return pieces;
}

/** In order, and none touching another. */
export function joinedPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const { from, to } of pieces.toSorted((left, right) => left.from - right.from || right.to - left.to)) {
    const last = joined.at(-1);
    if (last === undefined || from > last.to) {
      if (to > from) joined.push({ from, to });
    } else if (to > last.to) joined[joined.length - 1] = { from: last.from, to };
  }
  return joined;
}
