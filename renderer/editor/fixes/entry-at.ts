/** The entry that a finding is about, by its line and column. */
import type { Finding } from "../../../gateway/contract/findings.ts";
import { entriesIn, type YamlEntry } from "../language/yaml-entry.ts";

export function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return Math.min(text.length, start + column - 1);
}

/** @returns the innermost entry whose key or value stands at the finding's start */
export function entryAt(
  text: string,
  root: YamlEntry,
  { line, column }: Pick<Finding, "line" | "column">,
): YamlEntry | null {
  const offset = offsetAt(text, line, column);
  let found: YamlEntry | null = null;
  for (const entry of entriesIn(root)) {
    const onKey = entry.from <= offset && offset < entry.to;
    const onValue =
      entry.shape !== "none" && entry.valueFrom <= offset && offset < Math.max(entry.valueTo, entry.valueFrom + 1);
    if (onKey || (onValue && entry.valueTo > entry.valueFrom)) found = entry;
  }
  return found;
}
