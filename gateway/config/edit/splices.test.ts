/** Splices composed over several rounds against rounds applied one after the other. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applySplices, SplicedText } from "./splices.ts";

const marks = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 }), fc.string({ unit: "grapheme", maxLength: 4 })), {
  maxLength: 4,
});

/** Splices that fit the text, in order. */
function fitting(
  text: string,
  wanted: readonly (readonly [number, number, string])[],
): Parameters<typeof applySplices>[1] {
  let at = 0;
  return wanted
    .map(([place, length, inserted]) => ({ place: place % (text.length + 1), length, inserted }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ place, length, inserted }) => {
      const offset = Math.max(at, place);
      const splice = { offset, length: Math.min(length, text.length - offset), text: inserted };
      at = offset + splice.length;
      return splice;
    });
}

describe("splices", () => {
  it("of several rounds come to the same text as one after the other, in order and apart", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 30 }),
        fc.array(marks, { maxLength: 4 }),
        (original, rounds) => {
          const draft = new SplicedText(original);
          let text = original;
          for (const round of rounds) {
            const splices = fitting(text, round);
            text = applySplices(text, splices);
            draft.apply(splices);
          }
          const composed = draft.splices();
          expect(draft.text).toBe(text);
          expect(applySplices(original, composed)).toBe(text);
          for (const { length, text: inserted } of composed) expect(length + inserted.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("are as small as can be, and cut no character or line end in two", () => {
    const draft = new SplicedText("a: 1\r\nb: 🚀\r\n");
    draft.apply([{ offset: 0, length: 13, text: "a: 1\nb: 🚁\r\n" }]);
    expect(draft.splices()).toEqual([{ offset: 4, length: 7, text: "\nb: 🚁" }]);
    expect(new SplicedText("abc").splices()).toEqual([]);
    const same = new SplicedText("abc");
    same.apply([{ offset: 1, length: 1, text: "b" }]);
    expect(same.splices()).toEqual([]);
  });

  it("that overlap or leave the text are a fault", () => {
    expect(() => applySplices("abc", [{ offset: 2, length: 2, text: "" }])).toThrow(RangeError);
    const overlapping = [
      { offset: 0, length: 2, text: "" },
      { offset: 1, length: 1, text: "" },
    ];
    expect(() => applySplices("abc", overlapping)).toThrow(RangeError);
  });
});
