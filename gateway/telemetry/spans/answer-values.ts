/** The JSON values of an answer's first bytes: a body, the events of a stream, or JSON lines; what is cut off is left out. */
import { splitLines } from "../../base/ndjson-bytes.ts";
import { eventData, splitEvents } from "../../base/sse-bytes.ts";

/** Of a stream, what stands at its ends: enough to know who answered and why it stopped. */
const atEachEnd = 4;

/** @param isWhole  every value, not only those at the ends */
export function answerValues(bytes: Uint8Array, isWhole: boolean): readonly unknown[] {
  const run = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = run.toString("latin1", 0, 64).trimStart();
  if (/^(data|event|id|retry|:)/.test(head)) {
    return ends(splitEvents(run), isWhole).flatMap((event) => parsed(eventData(event) ?? ""));
  }
  if (!head.startsWith("{")) return [];
  const whole = parsed(run.toString("utf8"));
  if (whole.length > 0) return whole;
  return ends(splitLines(run), isWhole).flatMap((line) => parsed(line.toString("utf8")));
}

function ends<Item>(items: readonly Item[], isWhole: boolean): readonly Item[] {
  if (isWhole || items.length <= 2 * atEachEnd) return items;
  return [...items.slice(0, atEachEnd), ...items.slice(-atEachEnd)];
}

function parsed(text: string): unknown[] {
  if (!text.startsWith("{")) return [];
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
