/** YAML on its own: what is refused, where, how soon, and that nothing a text holds makes the reader throw. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readYaml } from "./yaml-source.ts";

const findingsOf = (text: string): string[] =>
  readYaml("t.yaml", text).findings.map(
    ({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`,
  );

describe("a YAML text", () => {
  it.each([
    ["a control character", "a: 1\nb: x\u0000y\n", "error 2:5 YAML does not allow the character U+0000."],
    ["a bell", "\u0007: 1\n", "error 1:1 YAML does not allow the character U+0007."],
    ["half a surrogate pair", "a:\n  - \ud800\n", "error 2:5 YAML does not allow the character U+D800."],
    [
      "a tag that runs code",
      "a: 1\nb: !!python/object/apply:os.system [id]\n",
      "error 2:4 Unresolved tag: tag:yaml.org,2002:python/object/apply:os.system.",
    ],
    ["a tag of another tool", "a: !ENV x\n", "error 1:4 Unresolved tag: !ENV."],
    ["an alias without its anchor", "a:\n  b: *none\n", "error 2:6 There is no anchor &none above."],
    ["an alias before its anchor", "a: *late\nb: &late 1\n", "error 1:4 There is no anchor &late above."],
    ["an alias inside its own anchor", "a: &a [*a]\n", "error 1:7 The file is nested more than 64 levels deep."],
    ["a merge of what is no map", "a: &a [1]\nb: {<<: *a}\n", "error 2:9 `<<` takes a map, or a list of maps."],
    ["a list at the top", "# c\n- a\n", "error 2:1 The file must be a map of sections."],
    ["a second document", "a: 1\n---\nb: 1\n", "error 2:1 A second YAML document starts here."],
  ])("with %s is refused at its place", (_what, text, wanted) => {
    expect(findingsOf(text)).toEqual([wanted]);
    expect(readYaml("t.yaml", text).root).toBeNull();
  });

  it.each([
    ["a byte order mark", "\uFEFFa: 1\nb: 2\n"],
    ["a byte order mark before an indent", "\uFEFF  a: 1\n  b: 2\n"],
    ["a byte order mark before a directive", "\uFEFF%YAML 1.1\n---\na: 1\nb: 2\n"],
    ["Windows line ends", "a: 1\r\nb: 2\r\n"],
    ["old Mac line ends", "a: 1\rb: 2\r"],
    ["a document start and end", "%YAML 1.1\n---\na: 1\nb: 2\n...\n"],
  ])("with %s reads the same", (_what, text) => {
    expect(readYaml("t.yaml", text)).toMatchObject({ root: { a: 1, b: 2 }, findings: [] });
  });

  it("takes an anchor's latest value, merges below own keys, and keeps a quoted << as a key", () => {
    expect(readYaml("t.yaml", "a: &x 1\nb: *x\nc: &x 2\nd: *x\n").root).toEqual({ a: 1, b: 1, c: 2, d: 2 });
    expect(readYaml("t.yaml", "a: &a {x: 1, y: 1}\nb: {y: 2, <<: [*a, {x: 3, z: 3}]}\n").root?.["b"]).toEqual({
      x: 1,
      y: 2,
      z: 3,
    });
    expect(readYaml("t.yaml", 'a: {"<<": {x: 1}}\n').root?.["a"]).toEqual({ "<<": { x: 1 } });
  });

  it("places what an alias brings in where it is written", () => {
    const { root, keyPlace } = bound(readYaml("t.yaml", "a: &a\n  x: 1\nb: *a\nc:\n  <<: *a\n  y: 2\n"));
    expect(keyPlace(root["b"], "x")).toBe("2:3");
    expect(keyPlace(root["c"], "x")).toBe("2:3");
    expect(keyPlace(root["c"], "y")).toBe("6:3");
  });

  it("counts columns as an editor does, after characters of any width", () => {
    expect(findingsOf("a: {한글: 1, 한글: 2}\n")).toEqual([
      "warning 1:12 The key `한글` stands twice here; this last one wins.",
    ]);
  });
});

function bound(source: ReturnType<typeof readYaml>): {
  root: Record<string, unknown>;
  keyPlace: (container: unknown, key: string) => string;
} {
  return {
    root: source.root ?? {},
    keyPlace: (container, key) => {
      const { line, column } = source.keyPlace(container as object, key); // the test's own map
      return `${line}:${column}`;
    },
  };
}

/** Milliseconds of the best of three tries: a loaded machine slows single ones. */
function soonest(run: () => void): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const before = process.threadCpuUsage();
      run();
      const { user, system } = process.threadCpuUsage(before); // processor time: a busy machine is no fault of ours
      return (user + system) / 1000;
    }),
  );
}

describe("a hostile text", () => {
  const levels = "bcdefgh".split("");
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${levels
    .map(
      (name, index) =>
        `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefg"[index] ?? "a"}`).join(",")}]`,
    )
    .join("\n")}\n`;
  const steps = (depth: number): string =>
    Array.from({ length: depth }, (_, level) => `${" ".repeat(level)}a:\n`).join("");

  it.each([
    ["an alias bomb", bomb],
    ["a hundred thousand brackets", `a: ${"[".repeat(100_000)}${"]".repeat(100_000)}\n`],
    ["a hundred thousand brackets left open", `a: ${"[".repeat(100_000)}\n`],
    ["fifty thousand braces", `a: ${"{a: ".repeat(50_000)}\n`],
    ["brackets a little too deep", `a: ${"[".repeat(65)}${"]".repeat(65)}\n`],
    ["blocks nested 500 deep", steps(500)],
    ["blocks nested 3,000 deep", steps(3000)],
    ["fifty thousand dashes", `a:\n  ${"- ".repeat(50_000)}x\n`],
    ["nine megabytes", `a: ${"x".repeat(9 * 1024 * 1024)}\n`],
    ["a key of a megabyte", `${"k".repeat(1024 * 1024)}: 1\n`],
    ["the key __proto__", 'a: {"__proto__": {polluted: 1}}\n'],
    ["the key constructor", "a: 1\nconstructor: {prototype: {polluted: 1}}\n"],
  ])("%s is refused with one place, in less than a second", (_what, text) => {
    let source = readYaml("t.yaml", "");
    expect(soonest(() => (source = readYaml("t.yaml", text)))).toBeLessThan(1000);
    expect(source.root).toBeNull();
    expect(source.findings).toHaveLength(1);
    expect(source.findings[0]).toMatchObject({ code: "syntax", severity: "error" });
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  it("of twenty thousand aliases is read, each found in one step", () => {
    const text = `d: &d {x: 1}\ny:\n${"  - *d\n".repeat(20_000)}`;
    expect(soonest(() => expect(readYaml("t.yaml", text).root?.["y"]).toHaveLength(20_000))).toBeLessThan(5000);
  });
});

describe("a syntax error", () => {
  it.each(["a: b\n}sk-CANARY: x\n", "a: |sk-CANARY\n  x", 'a: "b"\n@sk-CANARY'])(
    "never repeats what is written there, which may be half a secret: %j",
    (text) => {
      const { findings } = readYaml("t.yaml", text);
      expect(findings.length).toBeGreaterThan(0);
      expect(JSON.stringify(findings)).not.toContain("CANARY");
    },
  );
});

describe("whatever the text", () => {
  const scrap = fc.oneof(
    fc.constantFrom(
      "a",
      "b: ",
      "- ",
      "? ",
      ": ",
      "[",
      "]",
      "{",
      "}",
      ",",
      "&a ",
      "*a",
      "<<: ",
      "!!int ",
      "!x ",
      "|\n",
      ">-\n",
    ),
    fc.constantFrom(
      "\n",
      "\n  ",
      "\n    ",
      "\r\n",
      "\r",
      "\t",
      "#",
      "'",
      '"',
      "---\n",
      "...\n",
      "%TAG ! x\n",
      "0x",
      "1_0",
      "~",
    ),
    fc.string({ maxLength: 6, unit: "binary" }),
  );

  it("reading never throws, and every place lies in the text", () => {
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const lines = text.split(/\r\n|\n|\r/);
        for (const { line, column, endLine, endColumn } of readYaml("t.yaml", text).findings) {
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true);
          expect(endLine).toBeLessThanOrEqual(lines.length);
        }
      }),
      // An error whose place the parser gives in the middle of a CRLF.
      { numRuns: 2000, examples: [[["[", "[", "}", "\r\n"]]] },
    );
  });
});
