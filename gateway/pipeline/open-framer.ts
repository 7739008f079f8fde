/**
 * The cutter of an answer's framing: what it hands out is always whole events.
 */
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
  if (framing === "ndjson") return new NdjsonFramer(maxEventBytes);
  const framer = new SseFramer(maxEventBytes);
  return {
    push: (chunk) => framer.push(chunk),
    flush: () => {
      const rest = framer.flush();
      return rest === null ? null : Buffer.concat([rest, eventEnd]);
    },
  };
}

const eventEnd = Buffer.from("\n\n");
const unframed: Framer = { push: (chunk) => chunk, flush: () => null };
