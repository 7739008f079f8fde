/** What Python prints, as `python3 -c 'print(...)'` printed it. */
import { expect, it } from "vitest";
import { pythonText } from "./python-text.ts";

it.each([
  [{ a: 1, b: null, c: true, d: [1, "x"], e: {} }, "{'a': 1, 'b': None, 'c': True, 'd': [1, 'x'], 'e': {}}"],
  ["it's", `"it's"`],
  [`both ' and "`, `'both \\' and "'`],
  ["line\nbreak\ttab\u0001 \\", "'line\\nbreak\\ttab\\x01 \\\\'"],
  ["안녕", "'안녕'"],
  [0.000123, "0.000123"],
  [1.5, "1.5"],
])("%o is %s", (value, text) => {
  expect(pythonText(value)).toBe(text);
});

it("writes small numbers out, because queries look for digits", () => {
  expect(pythonText({ cost: 0.0000012 })).toBe("{'cost': 0.0000012}");
});
