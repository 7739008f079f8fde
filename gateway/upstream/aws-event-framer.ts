/**
 * Cuts AWS's binary event stream at message boundaries, so that what is decoded is always whole messages.
 *
 * The same contract as the one for server-sent events: any split of the stream gives the same messages, and a message
 * that grows past the limit, or says so, fails the stream.
 */
import { messageLength } from "../base/aws-event-bytes.ts";

/** Without these bytes a message's length is not known. */
const preludeBytes = 12;

export class AwsEventFramer {
  readonly #maxEventBytes: number;
  #parts: Buffer[] = [];
  #carried = 0;
  /** Nothing can be cut off before this many bytes are here. */
  #wanted = preludeBytes;

  constructor(maxEventBytes: number) {
    this.#maxEventBytes = maxEventBytes;
  }

  /**
   * @returns the whole messages that are complete now, as one run of bytes; null when none is
   * @throws RangeError when one message is larger than the limit, or the bytes are no event stream
   */
  push(chunk: Buffer): Buffer | null {
    this.#parts.push(chunk);
    this.#carried += chunk.length;
    if (this.#carried < this.#wanted) return null;
    const bytes = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts);
    const end = this.#lastEnd(bytes);
    this.#parts = end === bytes.length ? [] : [bytes.subarray(end)];
    this.#carried = bytes.length - end;
    return end === 0 ? null : bytes.subarray(0, end);
  }

  /** @returns null: what is left of a message that never ended is no event. */
  flush(): null {
    this.#parts = [];
    this.#carried = 0;
    this.#wanted = preludeBytes;
    return null;
  }

  #lastEnd(bytes: Buffer): number {
    let at = 0;
    for (;;) {
      const length = messageLength(bytes, at);
      this.#wanted = length ?? preludeBytes;
      if (length === null) return at;
      if (length > this.#maxEventBytes) throw new RangeError(`One event is larger than ${this.#maxEventBytes} bytes.`);
      if (at + length > bytes.length) return at;
      at += length;
    }
  }
}
