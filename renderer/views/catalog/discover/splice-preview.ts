/** What splices change in a text, line by line with a little around it: the same that a diff of the file will show. */
import type { Splice } from "../../../../gateway/contract/config-edit.ts";

export interface PreviewLine {
  readonly kind: "same" | "added" | "removed" | "gap";
  readonly text: string;
  /** 1-based line in the new text; null for what goes, and for a gap. */
  readonly line: number | null;
}

const around = 2;

export function spliced(text: string, splices: readonly Splice[]): string {
  let result = "";
  let at = 0;
  for (const { offset, length, text: added } of splices) {
    result += text.slice(at, offset) + added;
    at = offset + length;
  }
  return result + text.slice(at);
}

/** Only the changed middle is looked at: new entries stand together. */
export function splicePreview(before: string, splices: readonly Splice[]): readonly PreviewLine[] {
  const old = before.split("\n");
  const next = spliced(before, splices).split("\n");
  let head = 0;
  while (head < old.length && head < next.length && old[head] === next[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < next.length - head && old.at(-1 - tail) === next.at(-1 - tail)) tail++;
  const line = (kind: PreviewLine["kind"], text: string, index: number | null): PreviewLine => ({
    kind,
    text,
    line: index === null ? null : index + 1,
  });
  const from = Math.max(0, head - around);
  const end = next.length - tail;
  return [
    ...(from > 0 ? [line("gap", "", null)] : []),
    ...next.slice(from, head).map((text, index) => line("same", text, from + index)),
    ...old.slice(head, old.length - tail).map((text) => line("removed", text, null)),
    ...next.slice(head, end).map((text, index) => line("added", text, head + index)),
    ...next.slice(end, end + around).map((text, index) => line("same", text, end + index)),
    // What is left after the last line end is no line.
    ...(next.slice(end + around).some((text) => text !== "") ? [line("gap", "", null)] : []),
  ];
}
