import { describe, expect, it } from "vitest";
import { formatConfig } from "./format.ts";
import { hoverAt } from "./hover.ts";
import { outlineOf } from "./outline.ts";

const text = `model_list:
  - model_name: qwen # main
    litellm_params: {model: openrouter/qwen, api_key: os.environ/OPENROUTER_API_KEY}
  - litellm_params:
      model: ollama_chat/llama
      my_own: 1
router_settings:
  num_retries: 3
  redis_host: here
`;
const over = (part: string): ReturnType<typeof hoverAt> => hoverAt(text, text.indexOf(part) + 1);

describe("hovering", () => {
  it("finds a key's documentation, default and status by its section", () => {
    expect(over("num_retries")).toMatchObject({ kind: "key", section: "router_settings", doc: { default: "2" } });
    expect(over("redis_host")).toMatchObject({ kind: "key", entry: { status: "never" } });
    expect(over("api_key")).toMatchObject({ kind: "key", section: "litellm_params" });
  });

  it("finds the variable that a value names", () => {
    expect(over("os.environ")).toMatchObject({ kind: "variable", name: "OPENROUTER_API_KEY" });
  });

  it("says nothing of the user's own keys, comments and values", () => {
    for (const part of ["my_own", "# main", "openrouter/qwen"]) expect(over(part)).toBeNull();
  });
});

describe("the outline", () => {
  it("lists sections, aliases with their models, and the keys of the settings", () => {
    const [models, router] = outlineOf(text);
    expect(models?.children.map(({ name, detail }) => [name, detail])).toEqual([
      ["qwen", "openrouter/qwen"],
      ["-", "ollama_chat/llama"],
    ]);
    expect(router?.children.map(({ name, detail }) => [name, detail])).toEqual([
      ["num_retries", "3"],
      ["redis_host", "here"],
    ]);
    expect(text.slice(models?.end, router?.from)).toBe("\n");
  });
});

describe("formatting", () => {
  it("takes spaces from the ends of lines and ends the file with one newline", () => {
    expect(formatConfig("a: 1  \n\nb:\t\n  - x \n\n\n")).toBe("a: 1\n\nb:\n  - x\n");
    expect(formatConfig("a: 1")).toBe("a: 1\n");
    expect(formatConfig("a: 1 \r\nb: 2")).toBe("a: 1\r\nb: 2\r\n");
  });

  it("keeps comments, indentation, quotes and their columns", () => {
    const styled = "# 머리말\na:   'x'     # far\n    \nb: {c: 1,   d: 2}\n";
    expect(formatConfig(styled)).toBe("# 머리말\na:   'x'     # far\n\nb: {c: 1,   d: 2}\n");
  });

  it("keeps the spaces of blocks of text and of texts over several lines, which are part of the value", () => {
    const block = "a: |\n  two spaces  \n  end  \nb: 1 \n";
    expect(formatConfig(block)).toBe("a: |\n  two spaces  \n  end  \nb: 1\n");
    const quoted = 'a: "one  \n  two"\n';
    expect(formatConfig(quoted)).toBe(quoted);
    expect(formatConfig("b: 1 \na: |+\n  x\n\n\n")).toBe("b: 1\na: |+\n  x\n\n\n");
  });
});
