/**
 * Cuts a byte stream at event boundaries, so that what is inspected and relayed is always whole events.
 *
 * Bytes stay as they came: a boundary is only found, never rewritten, in any split of the stream.
 * Bounded: an event that grows past the limit fails the stream.
 */
import { lastEventEnd } from "../base/sse-bytes.ts";

/** A blank line is at most four bytes, so three of the last chunk decide together with the next one. */
const tailBytes = 3;
const nothing = Buffer.alloc(0);

export class SseFramer {
  readonly #maxEventBytes: number;
  #parts: Buffer[] = [];
  #carried = 0;
  #tail: Buffer = nothing;

  constructor(maxEventBytes: number) {
    this.#maxEventBytes = maxEventBytes;
  }

  /**
   * @returns the whole events that are complete now, as one run of bytes; null when none is
   * @throws RangeError when one event is larger than the limit
   */
  push(chunk: Buffer): Buffer | null {
    const probe = this.#tail.length === 0 ? chunk : Buffer.concat([this.#tail, chunk]);
    const end = lastEventEnd(probe);
    const endInChunk = end - (probe.length - chunk.length);
    if (end === 0 || endInChunk <= 0) return this.#keep(chunk, probe);
    const run = this.#take(chunk.subarray(0, endInChunk));
    if (endInChunk < chunk.length) {
      const rest = chunk.subarray(endInChunk);
      this.#keep(rest, rest);
    }
    return run;
  }

  /** @returns what is left when the stream ended without a last blank line. */
  flush(): Buffer | null {
    return this.#carried === 0 ? null : this.#take(nothing);
  }

  #keep(chunk: Buffer, probe: Buffer): null {
    this.#parts.push(chunk);
    this.#carried += chunk.length;
    this.#tail = probe.subarray(Math.max(0, probe.length - tailBytes));
    if (this.#carried > this.#maxEventBytes) {
      throw new RangeError(`One event is larger than ${this.#maxEventBytes} bytes.`);
    }
    return null;
  }

  #take(last: Buffer): Buffer {
    const run = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    this.#carried = 0;
    this.#tail = nothing;
    return run;
  }
}
