/**
 * Whole events of a translated stream as parsed values, whatever they were framed as.
 */
import { eventData, splitEvents } from "../base/sse-bytes.ts";
import { splitLines } from "../base/ndjson-bytes.ts";
import { splitMessages } from "../base/aws-event-bytes.ts";
import type { StreamFraming } from "../providers/provider.ts";

export type Frame =
  | { readonly kind: "value"; readonly value: unknown; readonly name: string | null }
  /** OpenAI's `[DONE]`. */
  | { readonly kind: "end" }
  | { readonly kind: "broken"; readonly text: string };

const end: Frame = { kind: "end" };

/** Comments and empty lines are no frames. SSE's event names are left out: every dialect repeats them in the data. */
export function eventFrames(run: Buffer, framing: StreamFraming): readonly Frame[] {
  if (framing === "sse") return sseFrames(run);
  if (framing === "ndjson") return splitLines(run).map((line) => parsed(line.toString("utf8"), null));
  return splitMessages(run).map(({ payload, name }) => parsed(payload.toString("utf8"), name));
}

function sseFrames(run: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (const event of splitEvents(run)) {
    const data = eventData(event);
    if (data === null || data === "") continue;
    frames.push(data === "[DONE]" ? end : parsed(data, null));
  }
  return frames;
}

function parsed(text: string, name: string | null): Frame {
  try {
    return { kind: "value", value: JSON.parse(text) as unknown, name }; // unknown: the decoder narrows it
  } catch {
    return { kind: "broken", text };
  }
}
