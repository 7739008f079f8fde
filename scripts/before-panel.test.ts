/** What stands in the page before the panel has to be what the panel then draws. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, "../renderer", file), "utf8");

it("the page's frame has the shell's columns and rows", () => {
  const [frame = ""] = /grid h-full grid-cols-[^"]+/.exec(textOf("shell.tsx")) ?? [];
  expect(frame).not.toBe("");
  expect(textOf("index.html")).toContain(`class="${frame}"`);
});

it.each([
  [null, false, "light"],
  [null, true, "dark"],
  ["system", true, "dark"],
  ["light", true, "light"],
  ["dark", false, "dark"],
  ["nonsense", false, "light"],
])("a choice of %s on a system that is dark: %s begins %s", (stored, isDark, expected) => {
  const dataset: Record<string, string> = {};
  const [, key] = /const storageKey = "([^"]+)"/.exec(textOf("ui/theme.ts")) ?? [];
  const page = {
    localStorage: { getItem: (name: string) => (name === key ? stored : null) },
    matchMedia: () => ({ matches: isDark }),
    document: { documentElement: { dataset } },
  };
  runInNewContext(textOf("public/before-panel.js"), page);
  expect(dataset["theme"]).toBe(expected);
});
