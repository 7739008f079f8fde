/**
 * What an edit did to a text, as the lines that went and came, with their numbers: small enough to be shown at once.
 *
 * The texts' common start and end are cut off first, so that one changed field costs nothing in a large file.
 */
import { diffArrays } from "diff";

export interface ChangedLine {
  readonly sign: "+" | "-";
  /** 1-based: of the old text for `-`, of the new one for `+`. */
  readonly line: number;
  readonly text: string;
}

export interface ChangedLines {
  readonly lines: readonly ChangedLine[];
  /** Lines beyond the ones listed. */
  readonly more: number;
  /** First line of the new text that changed, to be shown there. */
  readonly firstLine: number;
}

/** A change of more lines than this is shown as a whole: finding the smallest one is not worth its time. */
const mostEdits = 600;

export function changedLines(before: string, after: string, most = 40): ChangedLines {
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start.at);
  const old = before.slice(start.at, before.length - end).split("\n");
  const now = after.slice(start.at, after.length - end).split("\n");
  const all = before === after ? [] : (exact(old, now) ?? whole(old, now));
  const lines = all.slice(0, most).map((change) => ({ ...change, line: change.line + start.lines }));
  const first = all.find(({ sign }) => sign === "+")?.line ?? all[0]?.line ?? 1;
  return { lines, more: all.length - lines.length, firstLine: Math.min(first, now.length) + start.lines };
}

function exact(old: readonly string[], now: readonly string[]): ChangedLine[] | null {
  const parts = diffArrays([...old], [...now], { maxEditLength: mostEdits });
  if (parts === undefined) return null;
  const changes: ChangedLine[] = [];
  let oldLine = 1;
  let nowLine = 1;
  for (const { added, removed, value } of parts) {
    if (!added && !removed) {
      oldLine += value.length;
      nowLine += value.length;
      continue;
    }
    for (const text of value)
      changes.push(added ? { sign: "+", line: nowLine++, text } : { sign: "-", line: oldLine++, text });
  }
  return changes;
}

function whole(old: readonly string[], now: readonly string[]): ChangedLine[] {
  return [
    ...old.map((text, at) => ({ sign: "-", line: at + 1, text }) as const),
    ...now.map((text, at) => ({ sign: "+", line: at + 1, text }) as const),
  ];
}

/** @returns where the first line that differs begins in both, and how many lines stand before it */
function commonStart(before: string, after: string): { readonly at: number; readonly lines: number } {
  const most = Math.min(before.length, after.length);
  let at = 0;
  let lines = 0;
  for (let place = 0; place < most; place++) {
    const code = before.charCodeAt(place);
    if (code !== after.charCodeAt(place)) break;
    if (code !== newline) continue;
    at = place + 1;
    lines++;
  }
  return { at, lines };
}

/** @returns how many characters at the end are the same, from the end of a line on */
function commonEnd(before: string, after: string, start: number): number {
  const most = Math.min(before.length, after.length) - start;
  let same = 0;
  for (let back = 1; back <= most; back++) {
    const code = before.charCodeAt(before.length - back);
    if (code !== after.charCodeAt(after.length - back)) break;
    if (code === newline) same = back;
  }
  return same;
}

const newline = 10;
