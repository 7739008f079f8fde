/**
 * What a stored body is: one JSON value, the events of a stream (SSE, or a JSON value a line), or other text. Decided by
 * its bytes, because a refused stream is answered whole.
 */
import { parseCutJson } from "./cut-json.ts";

export type WireBody =
  | { readonly kind: "none" }
  | { readonly kind: "whole"; readonly value: unknown; readonly isCut: boolean }
  | { readonly kind: "events"; readonly events: readonly unknown[] }
  | { readonly kind: "text"; readonly text: string };

export function readWire(body: string | null): WireBody {
  if (body === null || body.trim() === "") return { kind: "none" };
  const value = parse(body);
  if (value !== undefined) return { kind: "whole", value, isCut: false };
  if (/^\uFEFF?\s*(data|event|id|retry)?:/.test(body)) return { kind: "events", events: sseEvents(body) };
  if (!/^\s*[[{]/.test(body)) return { kind: "text", text: body };
  const lines = body.split("\n").filter((line) => line.trim() !== "");
  if (lines.length > 1 && parse(lines[0] ?? "") !== undefined) return { kind: "events", events: whole(lines) };
  return { kind: "whole", value: parseCutJson(body), isCut: true };
}

/** @source https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
function sseEvents(body: string): unknown[] {
  const events: string[] = [];
  let data: string[] = [];
  for (const line of `${body}\n\n`.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)) {
    if (line === "" && data.length > 0) {
      events.push(data.join("\n"));
      data = [];
    } else if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
  }
  return whole(events);
}

/** Those that parse: the last one of a cut body is half, and `[DONE]` is no JSON. */
function whole(texts: readonly string[]): unknown[] {
  return texts.map(parse).filter((value) => value !== undefined);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
