import { describe, expect, it } from "vitest";
import { askedText } from "./asked-text.ts";

const of = (body: object): string | null => askedText(JSON.stringify(body));

describe("what a request asked", () => {
  it("is its newest question in every dialect, on one line", () => {
    const messages = [
      { role: "user", content: "first" },
      { role: "assistant", content: "answer" },
      { role: "user", content: [{ type: "text", text: "둘째\n질문" }, { type: "image_url" }] },
      { role: "assistant", content: "half" },
    ];
    expect(of({ messages })).toBe("둘째 질문");
    expect(of({ input: [{ role: "user", content: [{ type: "input_text", text: "hi" }] }] })).toBe("hi");
    expect(of({ input: ["embed", "this"] })).toBe("embed this");
    expect(of({ prompt: "draw" })).toBe("draw");
    expect(of({ query: "find", documents: ["a"] })).toBe("find");
  });

  it("is cut between characters, and nothing where no text is", () => {
    expect(of({ prompt: `a${"🙂".repeat(500)}` })).toBe(`a${"🙂".repeat(79)}`);
    expect(of({ input: [1, 2, 3] })).toBeNull();
    expect(askedText("{cut")).toBeNull();
    expect(askedText(null)).toBeNull();
  });
});
