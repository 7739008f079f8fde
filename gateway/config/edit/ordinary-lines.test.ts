/** What counts as an ordinary item can be left out of a parse: it is readable alone and leaves nothing open. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readYaml } from "../yaml-source.ts";
import { isOrdinaryItem } from "./ordinary-lines.ts";

describe("a list item", () => {
  it.each([
    [
      "of a model",
      "  - model_name: a # c\n    litellm_params:\n      model: openai/gpt-4o\n      api_base: http://x:1/v1\n\n    # c\n    model_info: {mode: chat}",
    ],
    ["with flush dashes", "- a:\n  - b\n  - \"c d\"\n  k: [x, 'y', 1.5]"],
    ["of a fallback", '    - "a": ["b", c]'],
    ["in braces", '- {"a": ["b"]}'],
    ["of one word", "- qwen2.5:32b"],
    ["in lists of lists", "- - a\n  - b: 1\n    c: -1"],
  ])("%s is ordinary", (_title, text) => {
    expect(isOrdinaryItem(text.split("\n"))).toBe(true);
  });

  it.each([
    ["an anchor", "- &a b"],
    ["an alias", "- a: *b"],
    ["a merge key", "- <<: x"],
    ["a tag", "- !!str a"],
    ["block text", "- a: |\n    b"],
    ["a quote left open", '- a: "b\n    c"'],
    ["an escape", String.raw`- "a\u0062"`],
    ["a doubled quote", "- 'it''s'"],
    ["brackets left open", "- a: [b,\n    c]"],
    ["text over two lines", "- a: b\n    c"],
    ["text that looks like an item", "- a\n    - b"],
    ["a key below a value", "- a: b\n    c: d"],
    ["a column of its own", "- a:\n      b: 1\n     c: 2"],
    ["a tab", "- a:\tb"],
    ["a document's end", "- a\n---"],
    ["an explicit key", "- ? a\n  : b"],
    ["a key without a space", "- a:\n    b:c"],
  ])("with %s is not", (_title, text) => {
    expect(isOrdinaryItem(text.split("\n"))).toBe(false);
  });

  it("that is ordinary is readable alone, as one item", () => {
    const parts =
      "  ,    ,- ,a: ,b:,k: ,x,x y,-1,'q',\"q: r\",[a],[a; b],{a: 1}, # c,#,:,-,&a,*a,|,\",',[,},\t,http://x,~,>,? ".split(
        ",",
      );
    const part = fc.constantFrom(...parts.map((one) => one.replace(";", ",")));
    const line = fc
      .tuple(fc.constantFrom(0, 2, 4, 6), fc.array(part, { maxLength: 4 }))
      .map(([indent, parts]) => " ".repeat(indent) + parts.join(""));
    let ordinary = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (rest) => {
        const lines = ["- a: 1", ...rest];
        if (!isOrdinaryItem(lines)) return;
        ordinary++;
        const { root, findings } = readYaml("", `l:\n${lines.join("\n")}\nz: 1\n`);
        expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(root).toMatchObject({ l: expect.any(Array) as unknown, z: 1 });
      }),
      { numRuns: 20_000 },
    );
    expect(ordinary).toBeGreaterThan(500);
  });
});
