import { describe, expect, it } from "vitest";
import { readableText } from "./readable-text.ts";

const sse = (...events: object[]): string => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");

describe("the readable text of a body", () => {
  it.each([
    ["chat", { messages: [{ role: "user", content: "로그를 보여 줘" }] }, "로그를 보여 줘"],
    ["chat in parts", { messages: [{ content: [{ type: "text", text: "in\nparts" }] }] }, "in\nparts"],
    ["Messages", { system: "be kind", messages: [{ content: [{ type: "text", text: "hello" }] }] }, "be kind\nhello"],
    ["Responses", { input: "what is it", instructions: "short" }, "what is it\nshort"],
    ["Gemini", { contents: [{ parts: [{ text: "question" }] }] }, "question"],
    ["embeddings of a list", { input: ["one", 'two \\ "quoted"'] }, 'one\ntwo \\ "quoted"'],
    [
      "tool calls",
      { tool_calls: [{ function: { name: "read", arguments: '{"path":"a b"}' } }] },
      'read\n{"path":"a b"}',
    ],
  ])("of %s is what a person would read", (_what, body, text) => {
    expect(readableText(JSON.stringify(body))).toBe(text);
    expect(readableText(JSON.stringify(body, null, 2))).toBe(text);
  });

  it.each([
    ["OpenAI", sse({ choices: [{ delta: { content: "로" } }] }, { choices: [{ delta: { content: "그를" } }] })],
    ["Anthropic", sse({ delta: { type: "text_delta", text: "로" } }, { delta: { type: "text_delta", text: "그를" } })],
    ["Responses", sse({ type: "response.output_text.delta", delta: "로" }, { delta: "그를" })],
    ["Ollama", '{"response":"로","done":false}\n{"response":"그를","done":true}\n'],
  ])("joins a word that %s's stream split", (_what, body) => {
    expect(readableText(body)).toBe("로그를");
  });

  it("survives a body that was cut anywhere", () => {
    const whole = JSON.stringify({ messages: [{ content: 'a "b" \\ c \u00e9\n가나다' }] });
    for (let length = 0; length <= whole.length; length++)
      expect(() => readableText(whole.slice(0, length))).not.toThrow();
    expect(readableText(whole.slice(0, -5))).toContain("가나");
  });

  it("leaves out images and other encoded data", () => {
    const body = { messages: [{ content: [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }] }] };
    expect(readableText(JSON.stringify(body))).toBe("");
  });

  it("of bytes that are no text is empty, and of plain text the text", () => {
    expect(readableText("\uFFFD\0\u0001ID3")).toBe("");
    expect(readableText("a transcript")).toBe("a transcript");
  });

  it("is bounded, and keeps the newest message, which stands at the end", () => {
    const messages = Array.from({ length: 400 }, (_, index) => ({
      role: "user",
      content: `message ${index} ${"x".repeat(100)}`,
    }));
    const text = readableText(JSON.stringify({ messages }));
    expect(text.length).toBeLessThan(17_000);
    expect(text).toContain("message 0 ");
    expect(text).toContain("message 399 ");
  });

  it("is found in time in a body made to be slow", () => {
    const startedMs = performance.now();
    readableText(`{"content":"${'\\"'.repeat(130_000)}`);
    readableText(`{"input":[${'"a",'.repeat(60_000)}`);
    readableText(`{"a":${'"content":'.repeat(26_000)}`);
    expect(performance.now() - startedMs).toBeLessThan(2000);
  });
});
