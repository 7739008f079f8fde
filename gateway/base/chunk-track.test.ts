/** The times of a stream's pieces: nothing is lost, memory is bounded, and a gap stays where it was. */
import { describe, expect, it } from "vitest";
import { ChunkTrack, mostChunks } from "./chunk-track.ts";

interface Read {
  readonly grain: number;
  readonly times: readonly number[];
  readonly sizes: readonly number[];
}

function read(track: ChunkTrack): Read {
  const numbers = new Uint32Array(track.raw().buffer);
  const count = numbers[1] ?? 0;
  return {
    grain: numbers[0] ?? 0,
    times: [...numbers.subarray(2, 2 + count)],
    sizes: [...numbers.subarray(2 + count, 2 + 2 * count)],
  };
}

describe("a track", () => {
  it("keeps every piece to a tenth of a millisecond as long as there is room", () => {
    const track = new ChunkTrack();
    for (let index = 0; index < 200; index++) track.add(index * 20.06, index);
    const { grain, times, sizes } = read(track);
    expect([grain, times.length, times[199], sizes[199]]).toEqual([0, 200, 39_919, 199]);
  });

  it("puts neighbours together when there are too many: no byte is lost, no longer gap moves", () => {
    const track = new ChunkTrack();
    let [at, bytes] = [0, 0];
    const pauses: number[] = [];
    for (let index = 0; index < 100_000; index++) {
      if (index % 10_000 === 5000) {
        at += 3000;
        pauses.push(Math.round(at * 10));
      } else at += 0.3;
      track.add(at, 7);
      bytes += 7;
    }
    const { grain, times, sizes } = read(track);
    expect(times.length).toBeLessThanOrEqual(mostChunks);
    expect(grain).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(bytes);
    // What began after each long pause is the beginning of a piece of its own.
    for (const pause of pauses) expect(times).toContain(pause);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(grain);
  });
});
