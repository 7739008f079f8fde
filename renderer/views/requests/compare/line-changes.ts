/** Two texts line by line as hunks: what changed with some lines around it, and how many lines were left out between. */
import { diffLines } from "diff";

export interface Line {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

export type Hunk =
  | { readonly kind: "lines"; readonly lines: readonly Line[] }
  | { readonly kind: "folded"; readonly count: number };

/** More than this of a text is not compared: the window must not stand still. */
export const mostCharacters = 400_000;
const longestMs = 400;
const context = 3;
const mostLines = 4000;

export interface LineChanges {
  readonly hunks: readonly Hunk[];
  readonly isSame: boolean;
  /** Only the beginning was compared. */
  readonly isCut: boolean;
}

/** @returns null when the two differ too much to be compared in time */
export function lineChanges(before: string, after: string): LineChanges | null {
  const [first, second] = [before.slice(0, mostCharacters), after.slice(0, mostCharacters)];
  const changes = diffLines(ended(first), ended(second), { timeout: longestMs });
  if (changes === undefined) return null;
  const lines = changes.flatMap(({ value, added, removed }): Line[] => {
    const kind = added ? "added" : removed ? "removed" : "same";
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((text) => ({ kind, text }));
  });
  const isCut = Math.max(before.length, after.length) > mostCharacters || lines.length > mostLines;
  return { hunks: folded(lines.slice(0, mostLines)), isSame: before === after, isCut };
}

/** A last line without its end would differ from the same line with one. */
function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function folded(lines: readonly Line[]): Hunk[] {
  const isShown = new Uint8Array(lines.length);
  for (const [index, { kind }] of lines.entries()) {
    if (kind !== "same") isShown.fill(1, Math.max(0, index - context), index + context + 1);
  }
  const hunks: Hunk[] = [];
  for (let from = 0; from < lines.length;) {
    let to = from;
    while (to < lines.length && isShown[to] === isShown[from]) to++;
    if (isShown[from] === 1) hunks.push({ kind: "lines", lines: lines.slice(from, to) });
    else hunks.push({ kind: "folded", count: to - from });
    from = to;
  }
  return hunks;
}
