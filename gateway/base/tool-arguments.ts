/**
 * A tool call's arguments for dialects that want a JSON object where others carry text.
 *
 * No arguments are an empty object; text that is no object (a model broke off, or wrote a bare value) or nests too deep
 * to be written again is kept whole under `arguments`, so that it is not lost.
 */
import { isTooDeep } from "./json-depth.ts";
import { isRecord } from "./json-shape.ts";

/** @returns JSON text of an object on one line; the same text when it is one already, but for line ends between values */
export function objectText(text: string): string {
  if (text.trim() === "") return "{}";
  return parsedObject(text) === null ? JSON.stringify({ arguments: text }) : onOneLine(text);
}

/** JSON's strings hold no line end, so what is replaced stands between values; in a line of NDJSON it would cut it. */
function onOneLine(json: string): string {
  return json.replaceAll(/[\r\n]/g, " ");
}

export function argumentsObject(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") return {};
  return parsedObject(text) ?? { arguments: text };
}

function parsedObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && !isTooDeep(value) ? value : null;
  } catch {
    return null;
  }
}
