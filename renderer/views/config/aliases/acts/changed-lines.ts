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
  const old = before.split("\n");
  const now = after.split("\n");
  const start = commonStart(old, now);
  const end = commonEnd(old, now, start);
  const oldPart = old.slice(start, old.length - end);
  const nowPart = now.slice(start, now.length - end);
  const all = exact(oldPart, nowPart) ?? whole(oldPart, nowPart);
  const lines = all.slice(0, most).map((change) => ({ ...change, line: change.line + start }));
  const firstLine = all.find(({ sign }) => sign === "+")?.line ?? all[0]?.line ?? 1;
  return { lines, more: all.length - lines.length, firstLine: Math.min(firstLine + start, now.length) };
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

function commonStart(old: readonly string[], now: readonly string[]): number {
  const most = Math.min(old.length, now.length);
  let at = 0;
  while (at < most && old[at] === now[at]) at++;
  return at;
}

function commonEnd(old: readonly string[], now: readonly string[], start: number): number {
  const most = Math.min(old.length, now.length) - start;
  let at = 0;
  while (at < most && old[old.length - 1 - at] === now[now.length - 1 - at]) at++;
  return at;
}
