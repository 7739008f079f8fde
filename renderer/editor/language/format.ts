/**
 * Formatting that cannot change what a file means: spaces at the ends of lines, blank lines at its end, one final newline.
 *
 * Nothing else: re-indenting or re-quoting moves comments and blocks of text, and LiteLLM's readers see every byte.
 * Blocks of text (`|`, `>`) and quoted texts over several lines keep their spaces: there they are part of the value.
 */
import { readEntries } from "./yaml-entries.ts";
import { entriesIn } from "./yaml-entry.ts";

export function formatConfig(text: string): string {
  const kept = [...entriesIn(readEntries(text))]
    .filter(({ shape, to, valueTo }) => shape === "text" && text.slice(to, valueTo).includes("\n"))
    .map(({ valueFrom, valueTo }) => [valueFrom, valueTo] as const);
  const isKept = (offset: number): boolean => kept.some(([from, to]) => from <= offset && offset < to);
  const trimmed = text.replaceAll(/[ \t]+(?=\r?\n|$)/g, (spaces, offset: number) => (isKept(offset) ? spaces : ""));
  // The lines at the end of a block of text may be its own.
  if (kept.some(([, to]) => text.slice(to).trim() === "")) return trimmed;
  const end = /\r\n/.test(text) ? "\r\n" : "\n";
  const body = trimmed.replace(/(?:\r?\n)+$/, "");
  return body === "" ? "" : body + end;
}
