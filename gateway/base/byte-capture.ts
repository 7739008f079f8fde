/**
 * Keeps the first bytes of something that flows by, up to a cap, in one growing buffer.
 *
 * Copies instead of holding references: many small chunks held for a slow stream cost more than their bytes.
 */
const firstCapacity = 1024;

export class ByteCapture {
  readonly #maxBytes: number;
  #buffer: Buffer | null = null;
  #length = 0;
  /** Everything that flowed by, kept or not. */
  totalBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(chunk: Buffer): void {
    this.totalBytes += chunk.length;
    const room = this.#maxBytes - this.#length;
    if (room <= 0) return;
    const taken = Math.min(room, chunk.length);
    const buffer = this.#withRoomFor(taken);
    chunk.copy(buffer, this.#length, 0, taken);
    this.#length += taken;
  }

  /** @returns null when nothing was kept. */
  bytes(): Buffer | null {
    return this.#buffer === null ? null : this.#buffer.subarray(0, this.#length);
  }

  #withRoomFor(extra: number): Buffer {
    const needed = this.#length + extra;
    if (this.#buffer !== null && this.#buffer.length >= needed) return this.#buffer;
    let capacity = this.#buffer === null ? firstCapacity : this.#buffer.length * 2;
    while (capacity < needed) capacity *= 2;
    const grown = Buffer.allocUnsafeSlow(Math.min(capacity, Math.max(needed, this.#maxBytes)));
    this.#buffer?.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
    return grown;
  }
}
