/**
 * A stream's timeline as the log keeps it: for each series its grain, its count and then, piece by piece, the time since
 * the one before and the size, as numbers of as few bytes as they need. About three bytes a piece.
 */
import type { ChunkSeries } from "../contract/request-wire.ts";

const tenths = 10;
/** Bytes of the largest of 32 bits. */
const longestNumber = 5;
const nothing = new Uint8Array();
const none: ChunkSeries = { times: [], sizes: [], grainMs: 0 };

/** @param tracks  each as a ChunkTrack gives it @returns null when nothing streamed */
export function packTimeline(tracks: readonly (Uint8Array | null | undefined)[]): Buffer | null {
  if (tracks.every((track) => track === null || track === undefined)) return null;
  // Copied, since numbers must begin at a multiple of four.
  const series = tracks.map((track) => new Uint32Array(new Uint8Array(track ?? nothing).buffer));
  const room = series.reduce((sum, numbers) => sum + Math.max(2, numbers.length), 0) * longestNumber;
  const bytes = Buffer.allocUnsafe(room);
  let at = 0;
  for (const numbers of series) {
    const [grain = 0, count = 0] = numbers;
    at = putNumber(bytes, putNumber(bytes, at, grain), count);
    let before = 0;
    for (let index = 0; index < count; index++) {
      const time = numbers[2 + index] ?? 0;
      at = putNumber(bytes, putNumber(bytes, at, time - before), numbers[2 + count + index] ?? 0);
      before = time;
    }
  }
  return Buffer.from(bytes.subarray(0, at));
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

/** Seven bits a byte, the least first; the eighth says that more follow. @returns where the next one begins */
function putNumber(bytes: Buffer, at: number, value: number): number {
  let [place, rest] = [at, value];
  while (rest > 0x7f) {
    bytes[place++] = (rest & 0x7f) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  bytes[place++] = rest;
  return place;
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
