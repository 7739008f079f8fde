/** Runs bytes through the framer and a decoder as the pipeline does, in any split. */
import { eventData, splitEvents } from "../../../base/sse-bytes.ts";
import type { AnswerEvent } from "../../../contract/answer.ts";
import { SseFramer } from "../../../upstream/sse-framer.ts";
import type { AnswerDecoder } from "../../provider.ts";

export function readStream(bytes: Buffer, decoder: AnswerDecoder, step = bytes.length): AnswerEvent[] {
  const framer = new SseFramer(1 << 20);
  const events: AnswerEvent[] = [];
  const take = (run: Buffer | null): void => {
    if (run === null) return;
    for (const event of splitEvents(run)) {
      const data = eventData(event);
      if (data !== null) events.push(...decoder.decode(JSON.parse(data), null));
    }
  };
  for (let at = 0; at < bytes.length; at += Math.max(1, step))
    take(framer.push(bytes.subarray(at, at + Math.max(1, step))));
  take(framer.flush());
  events.push(...decoder.end());
  return events;
}

/** With ids that were made here written as `made`, and neighbouring texts joined. */
export function plain(events: readonly AnswerEvent[]): unknown[] {
  return events.map((event) =>
    event.type === "tool_call" && event.id.startsWith("call_") ? { ...event, id: "made" } : event,
  );
}
