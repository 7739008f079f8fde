/** The beginning of what a request asked for, to tell the rows of a run apart: its newest question, whatever the dialect. */
import { isRecord, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";

const longest = 160;
const places = ["input", "prompt", "query"] as const;

/** @returns null when nothing of it is text */
export function askedText(body: string | null): string | null {
  const fields = parsed(body);
  if (fields === null) return null;
  const said = [...recordsOf(fields["messages"]), ...recordsOf(fields["input"])].filter(({ role }) => role === "user");
  const asked = wordsOf(said.at(-1)?.["content"]) ?? places.map((name) => wordsOf(fields[name])).find(Boolean) ?? null;
  // Never half a character.
  return (
    asked
      ?.replaceAll(/\s+/g, " ")
      .trim()
      .slice(0, longest)
      .replace(/[\uD800-\uDBFF]$/, "") ?? null
  );
}

function wordsOf(value: unknown): string | null {
  const parts = Array.isArray(value)
    ? value.map((part) => textOf(part) ?? textOf(recordOf(part)?.["text"]))
    : [textOf(value)];
  const words = parts.filter((part) => part !== null).join(" ");
  return words === "" ? null : words;
}

function parsed(body: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body ?? "");
    return isRecord(value) ? value : null;
  } catch {
    return null; // cut, or a form
  }
}
