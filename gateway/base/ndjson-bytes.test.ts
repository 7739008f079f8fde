import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitLines } from "./ndjson-bytes.ts";

describe("splitLines", () => {
  it("gives every line that is not empty, whatever its end", () => {
    expect(splitLines(Buffer.from('{"a":1}\r\n\n{"b":2}\n\r\n{"c":3}')).map(String)).toEqual([
      '{"a":1}',
      '{"b":2}',
      '{"c":3}',
    ]);
    expect(splitLines(Buffer.alloc(0))).toEqual([]);
  });

  it("loses no byte that is not a line end, and shares the run's memory", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const run = Buffer.from(bytes);
        const joined = Buffer.concat(splitLines(run)).filter((byte) => byte !== 0x0d);
        expect(Buffer.from(joined).equals(Buffer.from(run.filter((byte) => byte !== 0x0a && byte !== 0x0d)))).toBe(
          true,
        );
        for (const line of splitLines(run)) expect(line.buffer).toBe(run.buffer);
      }),
    );
  });
});
