import { describe, expect, it } from "vitest";
import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { readEntries } from "./yaml-entries.ts";
import { entriesIn, pathOf } from "./yaml-entry.ts";

/** Path -> text of every scalar, as a YAML parser sees them. */
function parsed(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (node: unknown, path: readonly (string | number)[]): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) walk(value, [...path, isScalar(key) ? String(key.value) : "?"]);
    } else if (isSeq(node)) for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
    else if (
      isScalar(node) &&
      node.source !== undefined &&
      node.source !== "" &&
      !String(node.type).startsWith("BLOCK")
    )
      found.set(JSON.stringify(path), node.source);
    else if (isAlias(node)) found.set(JSON.stringify(path), `*${node.source}`);
  };
  walk(parseDocument(text).contents, []);
  return found;
}

function scanned(text: string): Map<string, string> {
  const scalars = [...entriesIn(readEntries(text))].filter(
    ({ shape, text: value }) => shape === "text" && value !== "",
  );
  return new Map(scalars.map((entry) => [JSON.stringify(pathOf(entry)), entry.text]));
}

/** File -> text: the seed's config, the default one, and the large ones of the conformance runs. */
const files = import.meta.glob<string>(
  ["../../../resources/**/*.yaml", "../../../scripts/**/*.yaml", "../../../*.yml"],
  { query: "?raw", import: "default", eager: true },
);

describe("the entries of a text", () => {
  it("have files to be tried on", () => {
    expect(Object.keys(files).length).toBeGreaterThan(4);
  });

  it.each(Object.entries(files))("are in %s the same keys and values that a YAML parser reads", (file, text) => {
    const expected = parsed(text);
    const found = scanned(text);
    // Blocks of text and texts over several lines only have to be there.
    for (const [path, value] of expected) {
      expect(found.has(path), `${file} ${path}`).toBe(true);
      if (!value.includes("\n") && !value.includes("\\")) expect([path, found.get(path)]).toEqual([path, value]);
    }
  });

  it("stand at the offsets of their words", () => {
    const text = `a: "x y" # c\nb:\n  - {k: v, 'q r': [1, "2"]}\n`;
    const words = [...entriesIn(readEntries(text))].map((entry) => [
      text.slice(entry.from, entry.to),
      text.slice(entry.valueFrom, entry.valueTo),
    ]);
    expect(words).toEqual([
      ["a", '"x y"'],
      ["b", ""],
      ["-", `{k: v, 'q r': [1, "2"]}`],
      ["k", "v"],
      ["'q r'", `[1, "2"]`],
      ["", "1"],
      ["", '"2"'],
    ]);
  });

  it("are read of any text without an end or an error, however broken", () => {
    for (const text of [
      "{",
      "a: {b: [",
      "- - -",
      ": :",
      '"',
      "a: 'x",
      "|",
      "a: |",
      "\t",
      "a:\n\t b: 1",
      "[}]{",
      "? a\n: b",
    ])
      expect(() => readEntries(text)).not.toThrow();
  });
});
