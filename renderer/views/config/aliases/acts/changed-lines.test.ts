import { describe, expect, it } from "vitest";
import { changedLines } from "./changed-lines.ts";

describe("changed lines", () => {
  it("say what went and what came, with the numbers of the text each stands in", () => {
    expect(changedLines("a\nb\nc\nd", "a\nB\nc\nx\nd").lines).toEqual([
      { sign: "-", line: 2, text: "b" },
      { sign: "+", line: 2, text: "B" },
      { sign: "+", line: 4, text: "x" },
    ]);
  });

  it("lead to the first changed line, which stands even when lines only went", () => {
    expect(changedLines("a\nb", "a\nb\nc").firstLine).toBe(3);
    expect(changedLines("a\nb\nc", "a").firstLine).toBe(1);
    expect(changedLines("same", "same")).toEqual({ lines: [], more: 0, firstLine: 1 });
  });

  it("list a few and count the rest", () => {
    const many = Array.from({ length: 100 }, (_one, at) => `line ${at}`);
    const { lines, more } = changedLines("", many.join("\n"), 10);
    expect(lines).toHaveLength(10);
    expect(more).toBe(91);
  });

  it("find one line among eighty thousand, and two far apart, within a frame or two", () => {
    const old = Array.from({ length: 80_000 }, (_one, at) => `key-${at}: value`);
    const now = old.with(5, "key-5: other").with(79_000, "key-79000: other");
    const [before, after] = [old.join("\n"), now.join("\n")];
    const startedAt = performance.now();
    expect(changedLines(before, after).lines.map(({ line }) => line)).toEqual([6, 6, 79_001, 79_001]);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it("show a rewritten text as a whole instead of searching for the smallest change", () => {
    const old = Array.from({ length: 3000 }, (_one, at) => `old ${at}`).join("\n");
    const now = Array.from({ length: 3000 }, (_one, at) => `new ${at}`).join("\n");
    const { lines, more } = changedLines(old, now, 2);
    expect(lines.map(({ text }) => text)).toEqual(["old 0", "old 1"]);
    expect(more).toBe(5998);
  });
});
