/** The terminal's view of a finding, sign by sign. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../contract/findings.ts";
import { exitCodeFor, findingsToJson, formatFindings } from "./report.ts";
import { readYaml } from "./yaml-source.ts";

const colors = new RegExp(String.raw`\x1B\[\d+m`, "g");
const finding: Finding = {
  code: "unknown_key",
  severity: "warning",
  file: "conf/config.yaml",
  line: 2,
  column: 3,
  endLine: 2,
  endColumn: 13,
  path: "router_settings.num_retrys",
  message: "`num_retrys` is not a key that anything reads.",
  hint: "Did you mean `num_retries`?",
};
const text = "router_settings:\n  num_retrys: 1\n";

function show(over: Partial<Finding> = {}, source = text, color = false): string {
  return formatFindings([{ ...finding, ...over }], new Map([["conf/config.yaml", source]]), {
    color,
    file: "config.yaml",
  });
}
/** The excerpt's line and its mark. */
const rows = (over: Partial<Finding>, source: string): string[] => show(over, source).split("\n").slice(1, 3);

describe("a finding in a terminal", () => {
  it("is its place, its words, the line with a mark under the fault, and the way to mend it", () => {
    expect(show()).toBe(
      [
        "conf/config.yaml:2:3 warning unknown_key `num_retrys` is not a key that anything reads.",
        "    2 |   num_retrys: 1",
        "      |   ^^^^^^^^^^",
        "        Did you mean `num_retries`?",
        "",
        "0 errors, 1 warning, 0 notes in config.yaml",
        "",
      ].join("\n"),
    );
  });

  it("is the same in colour, with nothing but colours added", () => {
    const colored = show({}, text, true);
    expect(colored).toContain("\u001B[33mwarning\u001B[0m");
    expect(colored).toContain("\u001B[33m^^^^^^^^^^\u001B[0m");
    expect(colored.replaceAll(colors, "")).toBe(show());
  });

  it("shows a secret as stars of its length, and a reference as it is", () => {
    expect(rows({ line: 1, column: 1, endLine: 1, endColumn: 8 }, "api_key: sk-very-secret-key # c")[0]).toBe(
      "    1 | api_key: ****************** # c",
    );
    expect(rows({ line: 1 }, 'x: {"api_key": "sk-secret", model: m}')[0]).toBe(
      '    1 | x: {"api_key": ***********, model: m}',
    );
    expect(rows({ line: 1 }, "master_key: os.environ/LOCK")[0]).toBe("    1 | master_key: os.environ/LOCK");
    expect(rows({ line: 1 }, "api_base: https://user:hunter22@h/v1")[0]).not.toContain("hunter22");
  });

  it.each([
    'database_url: "postgres://user:hunter22@host/db"',
    "database_url: postgresql+asyncpg://user:hunter22@host/db",
    "redis_url: redis://:hunter22@host:6379",
    "api_base: https://user:p@hunter22@host/v1",
  ])("shows no password of an address, whatever its scheme: %s", (line) => {
    const [shown] = rows({ line: 1 }, line);
    expect(shown).not.toContain("hunter22");
    expect(shown).toContain("****@host");
    expect(shown).toHaveLength(`    1 | ${line}`.length);
  });

  it("sends no control character of a file to the terminal", () => {
    const hostile = show(
      { message: "\u001B[2Jgone", hint: "\u0007\u202Exyz" },
      "a: 1\n\u001B]0;title\u0007: \u009B1m\n",
    );
    expect(hostile).not.toMatch(/[\p{Cc}--[\n\t]]|\u202E/v);
  });

  it("marks the right cell after wide characters and tabs", () => {
    expect(rows({ line: 1, column: 6, endLine: 1, endColumn: 7 }, "한글, x: 1")[1]).toBe(`      | ${" ".repeat(7)}^`);
    expect(rows({ line: 1, column: 3, endLine: 1, endColumn: 5 }, "😀가나")[1]).toBe(`      | ${" ".repeat(2)}^^^^`);
    expect(rows({ line: 1, column: 2, endLine: 1, endColumn: 3 }, "\tx")[1]).toBe("      | \t^");
  });

  it("cuts a long line to the part around the fault", () => {
    const [line, mark] = rows(
      { line: 1, column: 1001, endLine: 1, endColumn: 1004 },
      `${"x".repeat(1000)}BAD${"y".repeat(1000)}`,
    );
    expect(line).toContain("BAD");
    expect(line?.length).toBeLessThan(180);
    expect(mark?.indexOf("^^^")).toBe(line?.indexOf("BAD"));
  });

  it("has no excerpt when the line is empty or the file unknown", () => {
    expect(show({ line: 9 }).split("\n")[1]).toBe("        Did you mean `num_retries`?");
    expect(show({ file: "other" }).split("\n")[1]).toBe("        Did you mean `num_retries`?");
  });

  it("stands in the order of the file, whatever the order found", () => {
    const several = [3, 1, 2].map((line) => ({ ...finding, line, endLine: line }));
    const shown = formatFindings(several, new Map(), { color: false, file: "c" });
    expect([...shown.matchAll(/config\.yaml:(\d)/g)].map(([, line]) => line)).toEqual(["1", "2", "3"]);
  });

  it("can be shown for whatever the reader finds in whatever text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.boolean(), (source, color) => {
        const { findings } = readYaml("t", source);
        const shown = formatFindings(findings, new Map([["t", source]]), { color, file: "t" });
        expect(shown.replaceAll(colors, "")).not.toMatch(/[\p{Cc}--[\n\t]]/v);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the exit code", () => {
  const error = { ...finding, severity: "error" as const };
  it.each([
    [0, []],
    [0, [finding, { ...finding, severity: "info" as const }]],
    [1, [finding, error]],
    [2, [error, { ...error, code: "syntax" as const }]],
  ])("is %i for what was found", (code, findings) => {
    expect(exitCodeFor(findings)).toBe(code);
  });

  it("comes with the same findings as JSON", () => {
    expect(JSON.parse(findingsToJson([finding]))).toEqual({ findings: [finding] });
  });
});
