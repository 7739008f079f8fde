/** One variable of a `.env` set: read back exactly by the reader that the gateway uses, everything else untouched. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valuesIn } from "../env-text.ts";
import { planEnvEdit } from "./plan-env-edit.ts";
import { applySplices } from "./splices.ts";

function edited(text: string, name: string, value: string): string {
  return applySplices(text, planEnvEdit(text, name, value));
}

function read(text: string, outer: Record<string, string> = {}): Record<string, string | undefined> {
  return { ...valuesIn(text, outer) };
}

const example = readFileSync(join(import.meta.dirname, "../../../resources/litellm-seed/example.env"), "utf8");

describe("a variable of a .env", () => {
  it.each<[string, string, string, string, string]>([
    ["is replaced before its comment", "A=1  # c\nB=2\n", "A", "x", "A=x  # c\nB=2\n"],
    ["keeps export and spaces", "export A = 'x' # c\n", "A", "it's", "export A = 'it\\'s' # c\n"],
    ["keeps double quotes", 'A="x"\n', "A", 'a "b"\n\\c', 'A="a \\"b\\"\\n\\\\c"\n'],
    ["gets quotes where it needs them", "A=x\n", "A", "a #b", 'A="a #b"\n'],
    ["gets quotes that a shell does not look into", "A=\n", "A", "a$b", "A='a$b'\n"],
    ["that is set twice is the last one", "A=1\nA=2\n", "A", "3", "A=1\nA=3\n"],
    ["is added at the end", "A=1\n", "B", "2", "A=1\nB=2\n"],
    ["is added without a last line end", "A=1", "B", "2", "A=1\nB=2"],
    ["is added in Windows lines", "A=1\r\n# c\r\n", "B", "2", "A=1\r\n# c\r\nB=2\r\n"],
    ["is replaced in Windows lines", "# c\r\nA='x\r\ny'\r\nB=2\r\n", "B", "3", "# c\r\nA='x\r\ny'\r\nB=3\r\n"],
    ["begins an empty file", "", "A", "1", "A=1\n"],
    ["that is only a comment is added", "# A=1\n", "A", "2", "# A=1\nA=2\n"],
    ["takes an empty value", "A=1\n", "A", "", 'A=""\n'],
    ["keeps a brace that would be filled in", "A=1\n", "A", "a${HOME}b", "A='a${:-$}{HOME}b'\n"],
    ["of the seed", example, "OPENROUTER_API_KEY", "sk-or-v1-real", example.replace("sk-or-v1-...", "sk-or-v1-real")],
  ])("%s", (_title, text, name, value, wanted) => {
    const result = edited(text, name, value);
    expect(result).toBe(wanted);
    expect(read(result, { HOME: "/home" })[name]).toBe(value);
  });

  it("that is there already is no change", () => {
    expect(planEnvEdit("A='1' # c\n", "A", "1")).toEqual([]);
  });

  it("is refused where a .env cannot hold it, and the value is never told", () => {
    for (const [name, value] of [
      ["A B", "secret"],
      ["1A", "secret"],
      ["A", "secret\0"],
      ["A", "secret\uD800"],
    ] as const) {
      expect(() => planEnvEdit("", name, value)).toThrow(
        expect.objectContaining({
          code: "config_edit_refused",
          message: expect.not.stringContaining("secret") as string,
        }),
      );
    }
  });

  it("is read back exactly, whatever it is and whatever stands around it, and nothing else changes", () => {
    const signs = fc.string({
      unit: fc.constantFrom(...Array.from(" \t\n\r#=:'\"\\$({}`-ab0한🚀\u2028\u0085")),
      maxLength: 12,
    });
    const line = fc.oneof(
      fc.constantFrom(
        "A=1",
        "export B = 'x y' # c",
        "# A=1",
        "",
        "C: 2",
        'D="a\\nb" # "',
        "E=a#b",
        "not a line",
        "F='two\nlines'",
        "G=${A}-x",
        "A='again'",
        " H = ",
        "I='open",
      ),
      signs.map((text) => `Z=${text}`),
    );
    const value = fc.oneof(
      signs,
      fc.string({ unit: "binary" }),
      fc.constantFrom("${A}", "$${:-$}{", "sk-or-v1-abc", "a b", "\\", "'", "''\"\""),
    );
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        fc.constantFrom("A", "B", "NEW"),
        value,
        (lines, eol, isClosed, name, wanted) => {
          fc.pre(!/\0|\p{Surrogate}/u.test(wanted));
          const text = lines.join(eol) + (isClosed && lines.length > 0 ? eol : "");
          let splices;
          try {
            splices = planEnvEdit(text, name, wanted);
          } catch (failure) {
            expect(failure).toMatchObject({ code: "config_edit_refused" });
            refused++;
            return;
          }
          const after = read(applySplices(text, splices), { A: "outer" });
          expect(after[name]).toBe(wanted);
          const before = read(text, { A: "outer" });
          for (const other of Object.keys(before).filter((one) => one !== name && one !== "G"))
            expect(after[other]).toBe(before[other]);
          expect(splices.length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 3000 },
    );
    expect(refused).toBeLessThan(600);
  });
});
