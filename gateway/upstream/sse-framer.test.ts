import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SseFramer } from "./sse-framer.ts";
import { eventData, splitEvents } from "../base/sse-bytes.ts";

const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
const word = fc.string({ unit: fc.constantFrom("a", "한", "🙂", " ", "{", '"', ":"), minLength: 1, maxLength: 6 });

function readAll(chunks: readonly Buffer[]): { bytes: Buffer; data: (string | null)[] } {
  const framer = new SseFramer(1 << 20);
  const runs: Buffer[] = [];
  for (const chunk of chunks) {
    const run = framer.push(chunk);
    if (run !== null) runs.push(run);
  }
  const rest = framer.flush();
  if (rest !== null) runs.push(rest);
  return { bytes: Buffer.concat(runs), data: runs.flatMap(splitEvents).map(eventData) };
}

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at]
    .map((start, index) => bytes.subarray(start, at[index] ?? bytes.length))
    .filter((part) => part.length > 0);
}

describe("SseFramer", () => {
  it("gives the same bytes and the same events for every split and every kind of line end", () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        lineEnd,
        fc.array(fc.nat(), { maxLength: 12 }),
        (words, end, cuts) => {
          const bytes = Buffer.from(words.map((text) => `data: ${text}${end}${end}`).join(""));
          const read = readAll(cut(bytes, cuts));
          expect(read.bytes.equals(bytes)).toBe(true);
          expect(read.data).toEqual(words);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never hands out half an event", () => {
    const framer = new SseFramer(1000);
    expect(framer.push(Buffer.from("data: a\n"))).toBeNull();
    expect(framer.push(Buffer.from("\ndata: b"))?.toString()).toBe("data: a\n\n");
    expect(framer.push(Buffer.from("\n"))).toBeNull();
    expect(framer.push(Buffer.from("\n"))?.toString()).toBe("data: b\n\n");
  });

  it("fails when one event grows past the limit instead of holding it", () => {
    const framer = new SseFramer(100);
    expect(() => {
      for (let i = 0; i < 20; i++) framer.push(Buffer.from("xxxxxxxxxx"));
    }).toThrow(RangeError);
  });

  it("reads a megabyte that comes byte by byte in linear time", () => {
    const framer = new SseFramer(1 << 20);
    const byte = Buffer.from("x");
    const startedAt = performance.now();
    for (let i = 0; i < 200_000; i++) framer.push(byte);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
