/**
 * A file's line endings and byte order mark, taken off for the editor and put back for a save.
 *
 * Monaco knows one kind of ending per text. A file that mixes them keeps each line's own, as far as the line is still there.
 */
import { diffArrays } from "diff";

export interface LineEndings {
  /** One kind of ending, no byte order mark. */
  readonly text: string;
  /** A draft of `text` with the file's own endings and mark. */
  restore(draft: string): string;
}

export function readLineEndings(raw: string): LineEndings {
  const mark = raw.startsWith("\uFEFF") ? "\uFEFF" : "";
  const body = raw.slice(mark.length);
  const crlf = count(body, /\r\n/g);
  const isMixed = crlf > 0 && count(body, /(?<!\r)\n/g) > 0;
  if (!isMixed && count(body, /\r(?!\n)/g) === 0) {
    return { text: body, restore: (draft) => mark + draft };
  }
  const most = crlf > count(body, /(?<!\r)\n/g) ? "\r\n" : "\n";
  const lines = linesOf(body);
  const text = lines.map(({ words, ending }) => words + (ending === "" ? "" : most)).join("");
  return { text, restore: (draft) => mark + restoreMixed(lines, draft, most) };
}

interface Line {
  readonly words: string;
  readonly ending: string;
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)]
    .map(([, words = "", ending = ""]) => ({ words, ending }))
    .filter(({ words, ending }) => words !== "" || ending !== "");
}

function restoreMixed(old: readonly Line[], draft: string, most: string): string {
  const lines = linesOf(draft);
  const endings: string[] = [];
  let at = 0;
  for (const { added, removed, count: length } of diffArrays(words(old), words(lines))) {
    if (!added && !removed) endings.push(...old.slice(at, at + length).map(({ ending }) => ending));
    else if (added) endings.push(...Array.from({ length }, () => most));
    if (!added) at += length;
  }
  return lines
    .map((line, index) => line.words + (line.ending === "" ? "" : endings[index] === "" ? most : endings[index]))
    .join("");
}

function words(lines: readonly Line[]): string[] {
  return lines.map((line) => line.words);
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
