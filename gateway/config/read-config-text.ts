/**
 * A config file's text, within bounds: not too large, and UTF-8. What else it may be is the YAML reader's to say.
 *
 * Another encoding is refused by name: read as UTF-8 it would become a file of wrong words, not an error.
 */
import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { maxConfigBytes } from "./yaml-source.ts";

export interface TextProblem {
  readonly problem: string;
  readonly hint: string;
  readonly line: number;
  readonly column: number;
}

export type ConfigText = { readonly text: string } | TextProblem;

const start = { line: 1, column: 1 };

export function readConfigText(file: string): ConfigText {
  let bytes: Buffer;
  try {
    if (statSync(file).size > maxConfigBytes)
      return { problem: "The file is larger than 8 MiB.", hint: "Split it with `include`.", ...start };
    bytes = readFileSync(file);
  } catch (failure) {
    return unreadable(failure);
  }
  if (bytes.length >= 2 && /^(fffe|feff)$/.test(bytes.toString("hex", 0, 2)))
    return { problem: "The file is UTF-16.", hint: "Save it as UTF-8.", ...start };
  if (!isUtf8(bytes))
    return { problem: "The file is not UTF-8 here.", hint: "Save it as UTF-8.", ...placeOfInvalid(bytes) };
  return { text: bytes.toString("utf8") };
}

function unreadable(failure: unknown): TextProblem {
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "unknown";
  if (code === "ENOENT") return { problem: "The file does not exist.", hint: "Check the path.", ...start };
  if (code === "EISDIR") return { problem: "It is a folder, not a file.", hint: "Name the file in it.", ...start };
  return { problem: `The file cannot be read (${code}).`, hint: "Check the path and its permissions.", ...start };
}

function placeOfInvalid(bytes: Buffer): { line: number; column: number } {
  const before = bytes.toString("utf8").split("\uFFFD", 1)[0] ?? "";
  const lines = before.split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}
