import { expect, it } from "vitest";
import { splicePreview, spliced } from "./splice-preview.ts";

const text = "model_list:\n  - model_name: a\n    litellm_params: {model: openai/a}\n# the end\nx: 1\ny: 2\nz: 3\n";
const added = "  - model_name: b\n    litellm_params: {model: openai/b}\n";
const splice = { offset: text.indexOf("# the end"), length: 0, text: added };

it("applies splices in order, all against the old text", () => {
  expect(
    spliced("abcdef", [
      { offset: 1, length: 2, text: "X" },
      { offset: 5, length: 0, text: "Y" },
    ]),
  ).toBe("aXdeYf");
});

it("shows what is added with two lines around it, and where the rest is left out", () => {
  expect(splicePreview(text, [splice]).map(({ kind, text: line, line: number }) => [kind, number, line])).toEqual([
    ["gap", null, ""],
    ["same", 2, "  - model_name: a"],
    ["same", 3, "    litellm_params: {model: openai/a}"],
    ["added", 4, "  - model_name: b"],
    ["added", 5, "    litellm_params: {model: openai/b}"],
    ["same", 6, "# the end"],
    ["same", 7, "x: 1"],
    ["gap", null, ""],
  ]);
});

it("shows a line that goes, where a list was written in one line", () => {
  const empty = "model_list: []\n";
  const preview = splicePreview(empty, [{ offset: 12, length: 2, text: "\n  - model_name: b" }]);
  expect(preview.map(({ kind }) => kind)).toEqual(["removed", "added", "added", "same"]);
});
