/**
 * A tool call's arguments for dialects that want a JSON object where others carry text.
 *
 * No arguments are an empty object; text that is no object (a model broke off, or wrote a bare value) is kept whole
 * under `arguments`, so that it is not lost.
 */
import { isRecord } from "./json-shape.ts";

/** @returns JSON text of an object; the same text when it is one already */
export function objectText(text: string): string {
  if (text.trim() === "") return "{}";
  return parsedObject(text) === null ? JSON.stringify({ arguments: text }) : text;
}

export function argumentsObject(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") return {};
  return parsedObject(text) ?? { arguments: text };
}

function parsedObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
