import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLineEndings } from "./line-endings.ts";
import { wholeTextSplice } from "./whole-text-splice.ts";

describe("line endings", () => {
  it("come back as they were when nothing was changed, byte order mark and all", () => {
    const pieces = fc.array(fc.constantFrom("a: 1", "", "한글", "\n", "\r\n", "\r", " "), { maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom("", "\uFEFF"), pieces, (mark, parts) => {
        const raw = mark + parts.join("");
        const endings = readLineEndings(raw);
        expect(endings.restore(endings.text)).toBe(raw);
      }),
    );
  });

  it("of lines that stay are kept in a file that mixes them; new lines take the usual one", () => {
    const endings = readLineEndings("a\r\nb\nc\r\nd\r\n");
    expect(endings.text).toBe("a\r\nb\r\nc\r\nd\r\n");
    expect(endings.restore("a\r\nnew\r\nb\r\nd\r\n")).toBe("a\r\nnew\r\nb\nd\r\n");
  });

  it("of a file with one kind are left alone", () => {
    expect(readLineEndings("a\r\nb\r\n").text).toBe("a\r\nb\r\n");
    expect(readLineEndings("\uFEFFa\nb").text).toBe("a\nb");
  });
});

describe("one splice for a whole text", () => {
  it("makes the one text of the other and touches nothing that both begin or end with", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r\n", "😀", "한"), maxLength: 12 });
    fc.assert(
      fc.property(texts, texts, (from, to) => {
        const splice = wholeTextSplice(from, to);
        const { offset, length, text } = splice ?? { offset: 0, length: 0, text: "" };
        expect(from.slice(0, offset) + text + from.slice(offset + length)).toBe(to);
      }),
    );
    expect(wholeTextSplice("a: 1\nb: 2\nc: 3\n", "a: 1\nb: 9\nc: 3\n")).toEqual({ offset: 8, length: 1, text: "9" });
  });

  it("cuts neither a surrogate pair nor CR LF in half", () => {
    expect(wholeTextSplice("x😀y", "x😁y")).toEqual({ offset: 1, length: 2, text: "😁" });
    expect(wholeTextSplice("a\r\nb", "a\nb")).toEqual({ offset: 1, length: 2, text: "\n" });
  });
});
