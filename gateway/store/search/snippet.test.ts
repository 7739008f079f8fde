import { describe, expect, it } from "vitest";
import { findSnippet } from "./snippet.ts";

const of = (request: string, response = "", row = ""): Parameters<typeof findSnippet>[0] => ({
  row,
  request,
  response,
});
const marked = (text: Parameters<typeof findSnippet>[0], ...pieces: string[]): string | null => {
  const snippet = findSnippet(text, pieces);
  if (snippet === null) return null;
  let shown = "";
  let at = 0;
  for (const [from, to] of snippet.hits) {
    shown += `${snippet.text.slice(at, from)}[${snippet.text.slice(from, to)}]`;
    at = to;
  }
  return shown + snippet.text.slice(at);
};

describe("a snippet", () => {
  it("marks every hit, whatever its case", () => {
    expect(marked(of("The Log and the LOGS"), "log")).toBe("The [Log] and the [LOG]S");
  });

  it("marks a Korean word within its particle", () => {
    expect(marked(of("어제의 로그를 보여 줘"), "로그")).toBe("어제의 [로그]를 보여 줘");
  });

  it("is null when one of the words is nowhere", () => {
    expect(marked(of("one two"), "one", "three")).toBeNull();
  });

  it("shows the side that holds most of the words, and needs not all on one side", () => {
    const snippet = findSnippet(of("alpha", "beta gamma"), ["alpha", "beta", "gamma"]);
    expect(snippet?.place).toBe("response");
  });

  it("begins near the first place where a word begins with it", () => {
    const text = `catalog ${"x ".repeat(200)}the log is here`;
    expect(marked(of(text), "log")).toContain("the [log] is here");
  });

  it("cuts a long text and says so", () => {
    const shown = marked(of(`${"가 ".repeat(300)}로그를${" 나".repeat(300)}`), "로그");
    expect(shown?.startsWith("…")).toBe(true);
    expect(shown?.endsWith("…")).toBe(true);
    expect(shown).toContain("[로그]를");
  });

  it("keeps hits in place where lower case is longer than upper case", () => {
    expect(marked(of("İİİ log"), "log")).toContain("[log]");
  });

  it("joins hits that overlap", () => {
    expect(marked(of("aaaa"), "aaa")).toBe("[aaaa]");
  });
});
