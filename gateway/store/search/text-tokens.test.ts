import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCompletable, normalise, termsOfPiece, termsOfText } from "./text-tokens.ts";

const terms = (text: string): string[] => [...termsOfText(normalise(text))];
const asked = (piece: string): string[] => termsOfPiece(normalise(piece)).map(({ term }) => term);

describe("terms", () => {
  it("of a Korean word hold every form of it with a particle", () => {
    for (const form of ["로그", "로그를", "로그가", "로그에서는", "접속로그"]) expect(terms(form)).toContain("로그");
    expect(asked("로그")).toEqual(["로그"]);
    expect(asked("게이트웨이")).toEqual(["게이", "이트", "트웨", "웨이"]);
  });

  it("find a word of one character where it begins", () => {
    expect(terms("키를 바꾸기")).toEqual(expect.arrayContaining(asked("키")));
  });

  it("keep words of letters whole, and part them from Korean that follows without a space", () => {
    expect(terms("GPT-4o의 API를 READER.ts")).toEqual(
      expect.arrayContaining(["gpt", "4o", "api", "reader", "ts", "의", "를"]),
    );
  });

  it("are the same for composed and decomposed Korean", () => {
    expect(terms("로그".normalize("NFD"))).toEqual(terms("로그"));
  });

  it("leave out encoded data", () => {
    expect(terms(`x ${"a".repeat(41)} y`)).toEqual(["x", "y"]);
  });

  it("of a piece are always among the terms of a text that contains it as whole words", () => {
    const word = fc.stringMatching(/^[a-z가-힣0-9]{1,8}$/);
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 5 }), (piece, others) => {
        const text = new Set(terms([...others, piece, ...others].join(" ")));
        for (const term of asked(piece)) expect(text.has(term), `${term} of ${piece}`).toBe(true);
      }),
    );
  });

  it("say which of them may be the beginning of a longer word", () => {
    expect(termsOfPiece("gpt-4o")).toEqual([
      { term: "gpt", isOpen: false },
      { term: "4o", isOpen: true },
    ]);
    expect(termsOfPiece("time.")).toEqual([{ term: "time", isOpen: false }]);
  });
});

describe("words to complete", () => {
  it.each([
    ["timeout", true],
    ["qwen3", true],
    ["résumé", true],
    ["ab", false],
    ["a3f9c1d2b7e8", false],
    ["71351", false],
  ])("%s: %s", (word, expected) => {
    expect(isCompletable(word)).toBe(expected);
  });
});
