import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FreeformReader, freeformInput } from "./freeform-input.ts";

function pieces(args: string, sizes: readonly number[]): string[] {
  const reader = new FreeformReader();
  const found: string[] = [];
  let at = 0;
  for (const size of [...sizes, args.length]) {
    found.push(reader.feed(args.slice(at, at + size)));
    at += size;
  }
  return found;
}

const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc
    .array(fc.constantFrom("\\", '"', "\n", "🙂", "가", "u", "\u0001", "}"), { maxLength: 12 })
    .map((parts) => parts.join("")),
);
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 });

describe("the text of a custom tool's call", () => {
  it("comes out whole, in pieces that are whole characters, however the arguments are cut", () => {
    fc.assert(
      fc.property(texts, sizes, fc.constantFrom('{"input":', '{ "input" : ', '\n{"input":\t'), (text, cut, head) => {
        // Some models escape every character beyond ASCII.
        for (const string of [JSON.stringify(text), escaped(text)]) {
          const found = pieces(`${head}${string}}`, cut);
          expect(found.join("")).toBe(text);
          if (text.isWellFormed()) for (const piece of found) expect(piece.isWellFormed()).toBe(true);
          expect(freeformInput(`${head}${string}}`)).toBe(text);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is known as it comes, not only at the end", () => {
    expect(pieces('{"input":"*** Begin Patch\\n+a"}', [14, 13])).toEqual(["*** ", "Begin Patch\n", "+a"]);
  });

  it("is the arguments themselves when they are not what was asked for", () => {
    for (const args of ["*** Begin Patch", '{"patch":"x"}', '{"input":5}', "[1]", ""]) {
      expect(pieces(args, [3, 3]).join("")).toBe("");
      expect(freeformInput(args)).toBe(args);
    }
  });

  it("never throws, whatever the arguments are", () => {
    fc.assert(
      fc.property(fc.string(), sizes, (args, cut) => {
        pieces(args, cut);
        pieces(`{"input":"${args}`, cut);
      }),
    );
  });
});

function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_unit, at) => text.charCodeAt(at));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("")}"`;
}
