/**
 * Both languages say everything: the compiler checks the keys, this checks that a text was really translated.
 */
import { expect, test } from "vitest";
import { wordsFor } from "./words.ts";

test("every Korean text has Korean letters, and every English one has none", () => {
  for (const [locale, hasHangul] of [
    ["ko-KR", true],
    ["en-GB", false],
  ] as const) {
    for (const text of Object.values(wordsFor(locale))) {
      const shown = typeof text === "string" ? text : Reflect.apply(text, null, [1, "x"]);
      expect([shown, /\p{Script=Hangul}/u.test(String(shown))]).toEqual([shown, hasHangul]);
    }
  }
});

test("a language we do not have reads English", () => {
  expect(wordsFor("fr-FR")).toBe(wordsFor("en-US"));
  expect(wordsFor("")).toBe(wordsFor("en-US"));
});
