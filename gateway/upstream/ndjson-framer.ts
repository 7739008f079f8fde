/**
 * Cuts a byte stream at line ends, so that what is inspected and relayed is always whole lines.
 *
 * Bytes stay as they came, in any split of the stream. Bounded: a line that grows past the limit fails the stream.
 */
const lineFeed = 0x0a;

export class NdjsonFramer {
  readonly #maxLineBytes: number;
  #parts: Buffer[] = [];
  #carried = 0;

  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes;
  }

  /**
   * @returns the whole lines that are complete now, as one run of bytes with their ends; null when none is
   * @throws RangeError when one line is larger than the limit
   */
  push(chunk: Buffer): Buffer | null {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end === 0) return this.#keep(chunk);
    const run = this.#take(chunk.subarray(0, end));
    if (end < chunk.length) this.#keep(chunk.subarray(end));
    return run;
  }

  /** @returns the last line when the stream ended without a line end. */
  flush(): Buffer | null {
    return this.#carried === 0 ? null : this.#take(null);
  }

  #keep(rest: Buffer): null {
    this.#parts.push(rest);
    this.#carried += rest.length;
    if (this.#carried > this.#maxLineBytes)
      throw new RangeError(`One line is larger than ${this.#maxLineBytes} bytes.`);
    return null;
  }

  #take(last: Buffer | null): Buffer {
    if (last !== null) this.#parts.push(last);
    const [first] = this.#parts;
    const run = this.#parts.length === 1 && first !== undefined ? first : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#carried = 0;
    return run;
  }
}
