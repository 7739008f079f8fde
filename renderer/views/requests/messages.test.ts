import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerOf, requestMessages } from "./messages.ts";

describe("requestMessages", () => {
  it("shows text, images, tool calls and tool results in their order", () => {
    const body = JSON.stringify({
      messages: [
        { role: "system", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "Look" },
            { type: "image_url", image_url: { url: "data:x" } },
          ],
        },
        { role: "assistant", content: null, tool_calls: [{ function: { name: "f", arguments: "{}" } }] },
        { role: "tool", content: "42" },
      ],
    });
    expect(requestMessages(body)).toEqual([
      { role: "system", parts: [{ kind: "text", text: "Be brief." }] },
      { role: "user", parts: [{ kind: "text", text: "Look" }, { kind: "image" }] },
      { role: "assistant", parts: [{ kind: "tool_call", name: "f", text: "{}" }] },
      { role: "tool", parts: [{ kind: "tool_result", text: "42" }] },
    ]);
  });

  it("gives nothing, and throws nothing, for any text at all", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.boolean(), (body, isStream) => {
        requestMessages(body);
        answerOf(body, isStream);
      }),
    );
  });
});

describe("answerOf", () => {
  it("puts a stream together: reasoning, text and tool calls from their pieces", () => {
    const chunk = (delta: object, finish_reason: string | null = null): string =>
      `data: ${JSON.stringify({ choices: [{ delta, finish_reason }] })}\n\n`;
    const body =
      chunk({ reasoning_content: "Let " }) +
      chunk({ reasoning_content: "me." }) +
      chunk({ content: "Hel" }) +
      chunk({ content: "lo" }) +
      chunk({ tool_calls: [{ index: 0, function: { name: "f", arguments: '{"a"' } }] }) +
      chunk({ tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }, "tool_calls") +
      "data: [DONE]\n\n";
    expect(answerOf(body, true)).toEqual({
      parts: [
        { kind: "reasoning", text: "Let me." },
        { kind: "text", text: "Hello" },
        { kind: "tool_call", name: "f", text: '{"a":1}' },
      ],
      finishReason: "tool_calls",
    });
  });

  it("shows as much of a cut stream as was kept", () => {
    const body = `data: {"choices":[{"delta":{"content":"Hel"}}]}\n\ndata: {"choices":[{"del`;
    expect(answerOf(body, true)?.parts).toEqual([{ kind: "text", text: "Hel" }]);
  });

  it("reads a whole answer, and is null for an error", () => {
    const body = JSON.stringify({
      choices: [{ message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
    });
    expect(answerOf(body, false)).toEqual({ parts: [{ kind: "text", text: "Hi" }], finishReason: "stop" });
    expect(answerOf('{"error":{"message":"no"}}', false)).toBeNull();
  });
});
