/** Added and removed lines as `git diff --numstat` counts them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { lineChanges } from "./line-changes.ts";

it.each([
  ["", "", 0, 0],
  ["", "a\nb\n", 2, 0],
  ["a\nb\n", "", 0, 2],
  ["a\nb\nc\n", "a\nx\nc\n", 1, 1],
  ["a\nb\nc\nd\n", "d\na\nb\nc\n", 1, 1],
  ["a\r\nb\r\n", "a\nb\n", 0, 0],
  ["a\nb", "a\nb\n", 0, 0],
])("%j -> %j: +%i -%i", (before, after, added, removed) => {
  expect(lineChanges(before, after)).toEqual({ added, removed });
});

it("counts as git does with the same search for the shortest way", () => {
  const folder = mkdtempSync(join(tmpdir(), "portico-lines-"));
  const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });
  fc.assert(
    fc.property(lines, lines, (left, right) => {
      const [before = "", after = ""] = [left, right].map((all) => all.map((line) => `${line}\n`).join(""));
      writeFileSync(join(folder, "before"), before);
      writeFileSync(join(folder, "after"), after);
      const { stdout } = spawnSync("git", ["diff", "--no-index", "--minimal", "--numstat", "before", "after"], {
        cwd: folder,
        encoding: "utf8",
      });
      const [added = 0, removed = 0] = stdout.split("\t").map(Number);
      expect(lineChanges(before, after)).toEqual({ added: added || 0, removed: removed || 0 });
    }),
    { numRuns: 40 },
  );
  rmSync(folder, { recursive: true });
});

it("of two texts that have nothing in common is counted without a long search", () => {
  const text = (word: string): string => Array.from({ length: 100_000 }, (_, index) => `${word}${index}\n`).join("");
  const startedAt = performance.now();
  expect(lineChanges(text("a"), text("b"))).toEqual({ added: 100_000, removed: 100_000 });
  expect(performance.now() - startedAt).toBeLessThan(5000);
});
