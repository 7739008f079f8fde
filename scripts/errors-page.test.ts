/** docs/errors.md and the code list the same codes, in both directions, with the same facts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorBody, errorTable, GatewayError, type ErrorCode } from "../gateway/contract/errors.ts";
import { findingCodes } from "../gateway/contract/findings.ts";

const page = readFileSync(join(import.meta.dirname, "../docs/errors.md"), "utf8");
const [wire = "", config = ""] = page.split("## In a config file");
const rowsOf = (text: string): string[][] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim().replaceAll("`", ""))
        .slice(1, -1),
    );

describe("docs/errors.md", () => {
  it("lists each code of the wire with its status, type and whether to try again", () => {
    const documented = rowsOf(wire).map(([code = "", ...facts]) => [code, facts.slice(0, 3)] as const);
    const coded = Object.entries(errorTable).map(
      ([code, row]) => [code, [String(row.status), row.type, row.retryable ? "yes" : "no"]] as const,
    );
    expect(documented).toHaveLength(coded.length);
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(coded));
  });

  it("lists each code of a config's findings", () => {
    const documented = rowsOf(config).map(([code]) => code);
    expect(documented).toHaveLength(findingCodes.length);
    expect(new Set(documented)).toEqual(new Set(findingCodes));
  });

  it("says something of each", () => {
    for (const row of [...rowsOf(wire), ...rowsOf(config)]) expect(row.at(-1)?.length).toBeGreaterThan(15);
  });
});

describe("an error on the wire", () => {
  it.each(Object.keys(errorTable) as ErrorCode[])("%s is OpenAI's envelope with its own code beside", (code) => {
    const error = new GatewayError(code, { message: "m" });
    expect(errorBody(error)).toEqual({
      error: {
        message: "m",
        type: errorTable[code].type,
        param: null,
        code: String(errorTable[code].status),
        portico_code: code,
      },
    });
  });
});
