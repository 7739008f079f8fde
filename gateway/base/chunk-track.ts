/**
 * When pieces of a stream passed and how large each was: two growing arrays of numbers, no object per piece.
 *
 * Bounded: beyond `mostChunks` neighbours are put together, those closest in time first, so that every longer gap stays
 * where it was. Law: what is put together began within `grain` of one another.
 */
export const mostChunks = 8192;
const firstCapacity = 32;
/** Tenths of a millisecond: within 0.8 ms, when it first gets too much. */
const firstGrain = 8;
const tenths = 10;

export class ChunkTrack {
  #times = new Uint32Array(firstCapacity);
  #sizes = new Uint32Array(firstCapacity);
  #length = 0;
  #grain = 0;

  /** @param ms  since the request came in; never less than the one before */
  add(ms: number, size: number): void {
    const at = Math.round(ms * tenths);
    if (this.#grain > 0 && this.#joins(at)) {
      const last = this.#length - 1;
      this.#sizes[last] = (this.#sizes[last] ?? 0) + size;
      return;
    }
    if (this.#length === this.#times.length) this.#makeRoom();
    this.#times[this.#length] = at;
    this.#sizes[this.#length++] = size;
  }

  /** `grain`, how many, every time, every size: 32-bit numbers of this machine's byte order; times in tenths of a millisecond. */
  raw(): Uint8Array {
    const numbers = new Uint32Array(2 + 2 * this.#length);
    numbers[0] = this.#grain;
    numbers[1] = this.#length;
    numbers.set(this.#times.subarray(0, this.#length), 2);
    numbers.set(this.#sizes.subarray(0, this.#length), 2 + this.#length);
    return new Uint8Array(numbers.buffer);
  }

  #joins(at: number): boolean {
    return this.#length > 0 && at - (this.#times[this.#length - 1] ?? 0) < this.#grain;
  }

  #makeRoom(): void {
    if (this.#length < mostChunks) return this.#grow();
    while (this.#length > mostChunks / 2) {
      this.#grain = this.#grain === 0 ? firstGrain : this.#grain * 2;
      this.#putTogether();
    }
  }

  #grow(): void {
    const [times, sizes] = [this.#times, this.#sizes];
    this.#times = new Uint32Array(times.length * 2);
    this.#sizes = new Uint32Array(sizes.length * 2);
    this.#times.set(times);
    this.#sizes.set(sizes);
  }

  #putTogether(): void {
    const [times, sizes, length] = [this.#times, this.#sizes, this.#length];
    this.#length = 0;
    for (let index = 0; index < length; index++) {
      const [at, size] = [times[index] ?? 0, sizes[index] ?? 0];
      if (this.#joins(at)) sizes[this.#length - 1] = (sizes[this.#length - 1] ?? 0) + size;
      else {
        times[this.#length] = at;
        sizes[this.#length++] = size;
      }
    }
  }
}
