/** Scalars that are written are read back as what they were, alone, as keys, and between brackets. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readYaml } from "../yaml-source.ts";
import { scalarText, type Quoting, type ScalarStyle, type ScalarValue } from "./scalar-text.ts";

const plainly: ScalarStyle = { isFlow: false, wanted: "plain", needed: "double" };
const texts = JSON.parse(readFileSync(join(import.meta.dirname, "../__fixtures__/pyyaml-scalars.json"), "utf8")) as {
  readonly text: string;
  readonly type: string;
}[]; // a file of this repository

function readBack(value: ScalarValue, style: ScalarStyle): unknown {
  const text = scalarText(value, style);
  const { root, findings } = readYaml(
    "",
    style.isFlow ? `k: [${text}, {k: ${text}}]\n` : `k:\n- ${text}\n- ${text}: 1\n- k: ${text} # c\n`,
  );
  expect(findings).toEqual([]);
  return root?.["k"];
}

describe("a scalar that is written", () => {
  it.each(texts.filter(({ type }) => type !== "str").map(({ text }) => text))("%s as text gets quotes", (text) => {
    expect(scalarText(text, plainly)).toBe(`"${text}"`);
    expect(scalarText(text, { ...plainly, needed: "single" })).toBe(`'${text}'`);
  });

  const odd =
    "1e3 0o17 y N = << ~ ? - : .5 1_000 12:30:00 2024-10-21 010 0b1 +1 #a *a &a !a %a @a `a | > [a {a 'a a:".split(" ");
  it.each([...odd, "", " a", "a ", "a: b", "a #b", "- a", "--- a", '"a'])(
    "%s gets quotes too, for other readers' sake or its own",
    (text) => {
      expect(scalarText(text, plainly)).toBe(JSON.stringify(text));
    },
  );

  it.each(
    "openai/gpt-4o qwen2.5:32b http://127.0.0.1:8000/v1 os.environ/KEY a#b 한글 -x it's 1.2.3 a,b ["
      .split(" ")
      .slice(0, -1),
  )("%s stands plain", (text) => expect(scalarText(text, plainly)).toBe(text));

  it("gets quotes between brackets where a comma or bracket would end it", () => {
    for (const text of ["a,b", "a]", "a}", "a?b", "a[b"]) {
      expect(scalarText(text, { ...plainly, isFlow: true })).toBe(`"${text}"`);
    }
  });

  it("writes numbers so that PyYAML reads numbers", () => {
    const numbers = [0, -0, 1, -1, 0.5, 2e-6, 1e21, -1.5e-7, 1.5e300, 12_345_678_901, 5e-324];
    expect(numbers.map((number) => scalarText(number, plainly))).toEqual([
      "0",
      "0",
      "1",
      "-1",
      "0.5",
      "0.000002",
      "1.0e+21",
      "-1.5e-7",
      "1.5e+300",
      "12345678901",
      "5.0e-324",
    ]);
  });

  it("is read back as what it was, whatever it is", () => {
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({
        unit: fc.constantFrom(
          ...Array.from(" \t\n\r#:,-?'\"\\[]{}&*!|>%@`~=<.0189exnoyt\u0085\u2028\uFEFF\u0000한🚀\uD800"),
        ),
      }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.constantFrom(true, false, null),
    );
    const quoting = fc.constantFrom<Quoting>("plain", "single", "double");
    const style = fc.record({ isFlow: fc.boolean(), wanted: quoting, needed: fc.constantFrom("single", "double") });
    fc.assert(
      fc.property(value, style, (one, how) => {
        const key = String(one);
        // A key is limited in length, and these mean something to the language.
        fc.pre(key.length < 200 && !["__proto__", "constructor", "prototype"].includes(key));
        const wanted = one === 0 ? 0 : one;
        if (how.isFlow) expect(readBack(one, how)).toEqual([wanted, { k: wanted }]);
        else if (typeof one === "string") expect(readBack(one, how)).toEqual([one, { [one]: 1 }, { k: one }]);
        else expect((readBack(one, how) as unknown[])[0]).toBe(wanted);
      }),
      { numRuns: 3000 },
    );
  });
});
