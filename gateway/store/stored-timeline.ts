/**
 * A stream's timeline as the log keeps it: for each series its grain, its count and then, piece by piece, the time since
 * the one before and the size, as numbers of as few bytes as they need. About three bytes a piece.
 */
import type { ChunkSeries } from "../contract/request-wire.ts";

const tenths = 10;
const nothing = new Uint8Array();
const none: ChunkSeries = { times: [], sizes: [], grainMs: 0 };

/** @param tracks  each as a ChunkTrack gives it @returns null when nothing streamed */
export function packTimeline(tracks: readonly (Uint8Array | null | undefined)[]): Buffer | null {
  if (tracks.every((track) => track === null || track === undefined)) return null;
  const bytes: number[] = [];
  for (const track of tracks) {
    // Copied, since numbers must begin at a multiple of four.
    const numbers = new Uint32Array(new Uint8Array(track ?? nothing).buffer);
    const [grain = 0, count = 0] = numbers;
    pushNumber(bytes, grain);
    pushNumber(bytes, count);
    let before = 0;
    for (let index = 0; index < count; index++) {
      const at = numbers[2 + index] ?? 0;
      pushNumber(bytes, at - before);
      pushNumber(bytes, numbers[2 + count + index] ?? 0);
      before = at;
    }
  }
  return Buffer.from(bytes);
}

export interface UnpackedTimeline {
  readonly fromProvider: ChunkSeries;
  readonly toClient: ChunkSeries;
  readonly waits: ChunkSeries;
}

export function unpackTimeline(packed: Buffer): UnpackedTimeline {
  const numbers = numbersIn(packed);
  const [fromProvider, toClient, waits] = [seriesFrom(numbers), seriesFrom(numbers), seriesFrom(numbers)];
  return { fromProvider, toClient, waits: { ...waits, sizes: waits.sizes.map((size) => size / tenths) } };
}

function seriesFrom(numbers: Iterator<number>): ChunkSeries {
  const next = (): number => numbers.next().value ?? 0;
  const [grain, count] = [next(), next()];
  if (count === 0) return none;
  const times: number[] = [];
  const sizes: number[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    at += next();
    times.push(at / tenths);
    sizes.push(next());
  }
  return { times, sizes, grainMs: grain / tenths };
}

/** Seven bits a byte, the least first; the eighth says that more follow. */
function pushNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

function* numbersIn(packed: Buffer): Generator<number, undefined> {
  let value = 0;
  let weight = 1;
  for (const byte of packed) {
    value += (byte & 0x7f) * weight;
    weight *= 0x80;
    if ((byte & 0x80) !== 0) continue;
    yield value;
    [value, weight] = [0, 1];
  }
}
