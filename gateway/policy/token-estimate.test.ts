import { describe, expect, it } from "vitest";
import { noSampling, type Conversation, type Part } from "../contract/conversation.ts";
import { estimateTokens } from "./token-estimate.ts";

function saying(parts: readonly Part[], tools: Conversation["tools"] = []): Conversation {
  return {
    messages: [{ role: "user", parts }],
    tools,
    toolChoice: null,
    parallelToolCalls: null,
    sampling: noSampling,
    responseFormat: null,
    reasoning: null,
    user: null,
    isStream: false,
    family: "anthropic",
    extra: {},
  };
}

const text = (value: string): Part => ({ type: "text", text: value });

describe("estimateTokens", () => {
  it("counts a Korean character as a token, and a word of English by its letters", () => {
    expect(estimateTokens(saying([text("가나다라마바사아자차")]))).toBe(14);
    expect(estimateTokens(saying([text("abcdefghijklmnopqrstu")]))).toBe(10);
    expect(estimateTokens(saying([text("漢字かな")]))).toBe(8);
  });

  it("counts an image by the largest one, whatever its bytes", () => {
    const image: Part = {
      type: "image",
      source: { kind: "base64", mediaType: "image/png", data: "A".repeat(100_000) },
    };
    expect(estimateTokens(saying([image]))).toBe(1604);
    const result: Part = { type: "tool_result", callId: "toolu_1", isError: false, parts: [image, text("abcdefg")] };
    expect(estimateTokens(saying([result]))).toBe(1610);
  });

  it("adds the hidden prompt once however many tools there are", () => {
    const tool = { kind: "function", name: "read", parameters: { type: "object" } } as const;
    const one = estimateTokens(saying([text("hi")], [tool]));
    const two = estimateTokens(saying([text("hi")], [tool, tool]));
    expect(one).toBeGreaterThan(346);
    expect(two - one).toBeLessThan(20);
  });

  it("is never 0, so that no client divides by it", () => {
    expect(estimateTokens({ ...saying([]), messages: [] })).toBe(1);
  });
});
