/** CSV, read and written: round trips of any text, and every broken rule refused at its line. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvError, delimiterOf, readCsv } from "./csv-reader.ts";
import { writeCsv } from "./csv-writer.ts";

const cells = (text: string): (readonly string[])[] => [...readCsv(text)].map((record) => record.cells);

describe("a CSV file", () => {
  it("gives back any cells that were written by the rules", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "1", ",", '"', "\n", "\r", "한", "'", " ", ";") });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1 }));
    fc.assert(
      fc.property(table, fc.constantFrom("\r\n", "\n", "\r"), fc.boolean(), (rows, lineEnd, hasMark) => {
        const quoted = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(","));
        const file = (hasMark ? "\u{FEFF}" : "") + quoted.join(lineEnd);
        expect([...readCsv(file, ",")].map((record) => record.cells)).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  it("is read with what its first line parts cells by", () => {
    expect(delimiterOf('a;"b,c,d";e\n1,2,3,4')).toBe(";");
    expect(cells("a\tb\n1\t2,5\n")).toEqual([
      ["a", "b"],
      ["1", "2,5"],
    ]);
  });

  it("knows the line of each record, through quoted line ends, empty lines and all kinds of ends", () => {
    const records = [...readCsv('a,b\r\n"1\n2",3\r\n\r\n4,\n5,6')];
    expect(records).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ["1\n2", "3"] },
      { line: 5, cells: ["4", ""] },
      { line: 6, cells: ["5", "6"] },
    ]);
  });

  it("is refused at its line where it breaks the rules", () => {
    for (const [text, fault, line] of [
      ['a,b\n1,"2', "open_quote", 2],
      ['a,b\n1,2\n3,4"5', "stray_quote", 3],
      ['a,b\n"1"x,2', "after_quote", 2],
      ['a\n"1\n2"x', "after_quote", 3],
    ] as const) {
      const read = (): unknown => cells(text);
      expect(read).toThrow(CsvError);
      expect(read).toThrow(`${fault} at line ${line}`);
    }
  });

  it("is written so that it is read again, and that no spreadsheet runs a cell", () => {
    const rows = [
      ['say "hi", 한국', "-12.5", "", "'=HYPERLINK(1)"],
      ["two\nlines", "0.000000001", "7", "plain"],
    ];
    const written = writeCsv(
      ["=head", "b", "c", "d"],
      [
        ['say "hi", 한국', "-12.5", null, "=HYPERLINK(1)"],
        ["two\nlines", "0.000000001", 7, "plain"],
      ],
    );
    expect(written.startsWith("\u{FEFF}")).toBe(true);
    expect(cells(written)).toEqual([["'=head", "b", "c", "d"], ...rows]);
  });
});
