import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitLines } from "../base/ndjson-bytes.ts";
import { NdjsonFramer } from "./ndjson-framer.ts";

const word = fc.string({ unit: fc.constantFrom("a", "한", "🙂", " ", "{", '"', "\\"), maxLength: 6 });

function readAll(chunks: readonly Buffer[]): { bytes: Buffer; lines: unknown[]; runs: Buffer[] } {
  const framer = new NdjsonFramer(1 << 20);
  const runs = chunks.map((chunk) => framer.push(chunk)).filter((run) => run !== null);
  const whole = [...runs];
  const rest = framer.flush();
  if (rest !== null) runs.push(rest);
  const lines = runs.flatMap(splitLines).map((line) => JSON.parse(line.toString("utf8")) as unknown);
  return { bytes: Buffer.concat(runs), lines, runs: whole };
}

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
}

describe("NdjsonFramer", () => {
  it("gives the same bytes and the same lines for every split, with and without a last line end", () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        fc.constantFrom("\n", "\r\n", "\n\n"),
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 12 }),
        (words, end, isClosed, cuts) => {
          const text = words.map((value) => JSON.stringify({ value })).join(end) + (isClosed ? end : "");
          const bytes = Buffer.from(text);
          const read = readAll(cut(bytes, cuts));
          expect(read.bytes.equals(bytes)).toBe(true);
          expect(read.lines).toEqual(words.map((value) => ({ value })));
          expect(read.runs.every((run) => run.at(-1) === 0x0a)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("hands out nothing but whole lines, and the last one without its end when the stream ends", () => {
    const framer = new NdjsonFramer(100);
    expect(framer.push(Buffer.from('{"a":'))).toBeNull();
    expect(framer.push(Buffer.from('1}\n{"b"'))?.toString()).toBe('{"a":1}\n');
    expect(framer.flush()?.toString()).toBe('{"b"');
    expect(framer.flush()).toBeNull();
  });

  it("fails when one line grows past the limit instead of holding it", () => {
    const framer = new NdjsonFramer(100);
    expect(() => {
      for (let i = 0; i < 20; i++) framer.push(Buffer.from("xxxxxxxxxx"));
    }).toThrow(RangeError);
  });

  it("reads what comes byte by byte in linear time", () => {
    const framer = new NdjsonFramer(1 << 20);
    const byte = Buffer.from("x");
    const startedAt = performance.now();
    for (let i = 0; i < 200_000; i++) framer.push(byte);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
