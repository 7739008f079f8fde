import { describe, expect, it } from "vitest";
import { conflictsIn, mergedText, mergeTexts } from "./merge.ts";

const base = "a: 1\nb: 2\nc: 3\nd: 4\n";

describe("a merge of a draft with what another program saved", () => {
  it("takes what only one side changed, from both sides", () => {
    const parts = mergeTexts(base, "a: 1\nb: 2\nc: 30\nd: 4\n", "a: 10\nb: 2\nc: 3\nd: 4\n");
    expect(conflictsIn(parts)).toEqual([]);
    expect(mergedText(parts, []).text).toBe("a: 10\nb: 2\nc: 30\nd: 4\n");
  });

  it("asks about a line that both changed, and only about that one", () => {
    const parts = mergeTexts(base, "a: 1\nb: mine\nc: 3\nd: 4\n", "a: 1\nb: theirs\nc: 3\nd: 5\n");
    expect(conflictsIn(parts)).toEqual([
      { kind: "conflict", mine: ["b: mine"], base: ["b: 2"], theirs: ["b: theirs"] },
    ]);
    expect(mergedText(parts, [undefined])).toEqual({
      text: "a: 1\nb: mine\nc: 3\nd: 5\n",
      places: [{ line: 1, count: 1 }],
    });
    expect(mergedText(parts, ["theirs"]).text).toBe("a: 1\nb: theirs\nc: 3\nd: 5\n");
    expect(mergedText(parts, ["both"])).toEqual({
      text: "a: 1\nb: theirs\nb: mine\nc: 3\nd: 5\n",
      places: [{ line: 1, count: 2 }],
    });
  });

  it("does not ask about a change that both made alike", () => {
    const same = "a: 1\nb: 7\nc: 3\nd: 4\n";
    expect(conflictsIn(mergeTexts(base, same, same))).toEqual([]);
  });

  it("asks about a line that one side changed and the other took out", () => {
    const parts = mergeTexts(base, "a: 1\nc: 3\nd: 4\n", "a: 1\nb: 9\nc: 3\nd: 4\n");
    expect(conflictsIn(parts)).toHaveLength(1);
    expect(mergedText(parts, ["mine"]).text).toBe("a: 1\nc: 3\nd: 4\n");
    expect(mergedText(parts, ["theirs"]).text).toBe("a: 1\nb: 9\nc: 3\nd: 4\n");
  });

  it("chooses nothing by itself when the common text is not known", () => {
    const parts = mergeTexts(null, "a: 1\nx: 1\n", "a: 1\ny: 1\n");
    expect(conflictsIn(parts)).toEqual([{ kind: "conflict", mine: ["x: 1"], base: [], theirs: ["y: 1"] }]);
  });

  it("compares lines, whatever ends them", () => {
    expect(conflictsIn(mergeTexts(base, base.replaceAll("\n", "\r\n"), base))).toEqual([]);
  });
});
