/**
 * What a field of the form takes: its text from a value of the file, and the value of a text, or why it is none.
 *
 * An empty text takes the key out. A reference to a variable (`os.environ/NAME`) is kept wherever the file may have one.
 */
import type { JsonValue } from "../../../../../gateway/contract/config-edit.ts";
import { perMillionText, perTokenFrom } from "./price-text.ts";

export type FieldKind = "text" | "integer" | "positive_integer" | "seconds" | "price" | "url" | "tags" | "model";
export type FieldProblem = "number" | "integer" | "positive" | "price" | "url" | "model" | "required" | "tags";
export type FieldReading = { readonly value: JsonValue | null } | { readonly problem: FieldProblem };

const reference = /^os\.environ\/[A-Za-z_][A-Za-z0-9_]*$/;

export function fieldText(kind: FieldKind, value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (kind === "price") return perMillionText(value) ?? textOf(value);
  if (kind === "tags" && Array.isArray(value)) return value.map(textOf).join(", ");
  return textOf(value);
}

export function readField(kind: FieldKind, text: string): FieldReading {
  const trimmed = text.trim();
  if (trimmed === "") return kind === "model" ? { problem: "required" } : { value: null };
  if (reference.test(trimmed) && kind !== "tags") return { value: trimmed };
  return readers[kind](trimmed);
}

const readers: Record<FieldKind, (text: string) => FieldReading> = {
  text: (value) => ({ value }),
  integer: (text) => (/^-?\d{1,15}$/.test(text) ? { value: Number(text) } : { problem: "integer" }),
  positive_integer: (text) =>
    /^\d{1,15}$/.test(text) && Number(text) > 0 ? { value: Number(text) } : { problem: "positive" },
  seconds: (text) =>
    /^\d{1,9}(\.\d{1,6})?$/.test(text) && Number(text) > 0 ? { value: Number(text) } : { problem: "number" },
  price: (text) => {
    const value = perTokenFrom(text);
    return value === null ? { problem: "price" } : { value };
  },
  url: (text) => (isHttpUrl(text) ? { value: text } : { problem: "url" }),
  tags: (text) => {
    const tags = text
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== "");
    if (tags.length === 0) return { value: null };
    return tags.some((tag) => tag.length > 128) ? { problem: "tags" } : { value: [...new Set(tags)] };
  },
  model: (value) => (/\s/.test(value) || value.length > 512 ? { problem: "model" } : { value }),
};

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function textOf(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `NAME` of `os.environ/NAME`; null for anything else. */
export function variableIn(value: JsonValue | undefined): string | null {
  return typeof value === "string" && reference.test(value) ? value.slice("os.environ/".length) : null;
}
