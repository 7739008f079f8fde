/**
 * The cutter of an answer's framing: what it hands out is always whole events.
 */
import { eventData } from "../base/sse-bytes.ts";
import { AwsEventFramer } from "../upstream/aws-event-framer.ts";
import { NdjsonFramer } from "../upstream/ndjson-framer.ts";
import { SseFramer } from "../upstream/sse-framer.ts";
import type { AnswerFraming } from "./answer-wire.ts";

export interface Framer {
  /** @returns the whole events that are complete now, as one run of bytes; null when none is */
  push(chunk: Buffer): Buffer | null;
  /** @returns what is left when the upstream ended, ended properly */
  flush(): Buffer | null;
}

export function openFramer(framing: AnswerFraming, maxEventBytes: number): Framer {
  if (framing === "bytes") return unframed;
  if (framing === "aws-event-stream") return new AwsEventFramer(maxEventBytes);
  const isNdjson = framing === "ndjson";
  const framer = isNdjson ? new NdjsonFramer(maxEventBytes) : new SseFramer(maxEventBytes);
  return {
    push: (chunk) => framer.push(chunk),
    flush: () => {
      const rest = framer.flush();
      if (rest === null || isCutOff(isNdjson ? rest.toString("utf8") : eventData(rest))) return null;
      return isNdjson ? rest : Buffer.concat([rest, eventEnd]);
    },
  };
}

/** Without what ends it, an event counts only when it is whole: some servers leave the last end out. */
function isCutOff(data: string | null): boolean {
  if (data === null || data === "[DONE]") return false;
  try {
    JSON.parse(data);
    return false;
  } catch {
    return true;
  }
}

const eventEnd = Buffer.from("\n\n");
const unframed: Framer = { push: (chunk) => chunk, flush: () => null };
