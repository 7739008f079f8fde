/** The JSON of an answer in whatever form it went out: a body, the events of a stream, or JSON lines; what is cut is passed over. */
import { eventData, splitEvents } from "../base/sse-bytes.ts";

export function answerValues(body: Buffer): readonly unknown[] {
  const text = body.toString("utf8").trimStart();
  const isEvents = /^(data|event|id|:)/.test(text);
  const pieces = isEvents ? splitEvents(body).map((event) => eventData(event) ?? "") : [text];
  const values = pieces.flatMap(parsed);
  return values.length > 0 || isEvents ? values : text.split("\n").flatMap(parsed);
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
