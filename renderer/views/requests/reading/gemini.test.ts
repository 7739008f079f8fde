import { describe, expect, it } from "vitest";
import calls from "../../../../gateway/providers/gemini/__fixtures__/calls-stream.sse?raw";
import code from "../../../../gateway/providers/gemini/__fixtures__/code.json?raw";
import quota from "../../../../gateway/providers/gemini/__fixtures__/quota-error.json?raw";
import thinking from "../../../../gateway/providers/gemini/__fixtures__/thinking-stream.sse?raw";
import { readDetail } from "./read-detail.ts";

const detail = {
  operation: "pass_through",
  path: "/gemini/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
  requestBody: null,
  requestCut: false,
  responseBody: null,
  responseCut: false,
  responseBytes: 0,
};

describe("a Gemini request passed through", () => {
  it("shows contents with files, calls and their responses", () => {
    const body = {
      systemInstruction: { parts: [{ text: "Be brief." }] },
      tools: [{ functionDeclarations: [{ name: "f" }] }, { googleSearch: {} }],
      contents: [
        { role: "user", parts: [{ text: "Look" }, { inlineData: { mimeType: "image/png", data: "AAAA" } }] },
        { role: "model", parts: [{ functionCall: { name: "f", args: { a: 1 } } }] },
        { role: "user", parts: [{ functionResponse: { name: "f", response: { b: 2 } } }] },
      ],
    };
    const { messages, toolsOffered } = readDetail({ ...detail, requestBody: JSON.stringify(body) });
    expect(toolsOffered).toEqual(["f", "googleSearch"]);
    expect(messages.map(({ role }) => role)).toEqual(["system", "user", "model", "user"]);
    expect(messages[1]?.parts[1]).toEqual({ kind: "media", media: "image", name: "image/png", bytes: 3 });
    expect(messages[2]?.parts).toEqual([{ kind: "tool_call", id: "", name: "f", text: '{\n  "a": 1\n}' }]);
    expect(messages[3]?.parts).toMatchObject([{ kind: "tool_result", name: "f" }]);
  });

  it("joins a stream's thoughts and texts, and shows its calls, its code and its errors", () => {
    const kinds = (responseBody: string): unknown =>
      readDetail({ ...detail, responseBody }).answers.map(({ parts }) => parts.map(({ kind }) => kind));
    expect(kinds(thinking)).toEqual([["reasoning", "text"]]);
    expect(JSON.stringify(kinds(calls))).toContain("tool_call");
    expect(JSON.stringify(kinds(code))).toContain("tool_result");
    expect(kinds(quota)).toEqual([["error"]]);
  });
});
