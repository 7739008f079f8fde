import { describe, expect, it } from "vitest";
import thinkingLines from "../../../../gateway/providers/ollama/__fixtures__/chat-thinking.ndjson?raw";
import thinkingWhole from "../../../../gateway/providers/ollama/__fixtures__/chat-thinking.json?raw";
import toolLines from "../../../../gateway/providers/ollama/__fixtures__/chat-tools.ndjson?raw";
import generateLines from "../../../../gateway/providers/ollama/__fixtures__/generate-plain.ndjson?raw";
import { ollama } from "./ollama.ts";
import { readDetail } from "./read-detail.ts";

const detail = {
  operation: "ollama_chat",
  path: "/api/chat",
  requestBody: null,
  requestCut: false,
  responseBody: null,
  responseCut: false,
  responseBytes: 0,
};
const answers = (responseBody: string, operation = "ollama_chat"): unknown =>
  readDetail({ ...detail, operation, responseBody }).answers;
/** The lines' own texts, added up by hand. */
const summed = (
  lines: string,
  pick: (line: { message?: Record<string, string>; response?: string }) => string | undefined,
): string =>
  lines
    .trim()
    .split("\n")
    .map((line) => pick(JSON.parse(line) as { message?: Record<string, string>; response?: string }) ?? "") // true to Ollama's wire
    .join("");

describe("an Ollama client's request", () => {
  it("shows messages with pictures, thinking, calls and named results", () => {
    const body = {
      tools: [{ type: "function", function: { name: "f" } }],
      messages: [
        { role: "user", content: "Look", images: ["AAAA"] },
        {
          role: "assistant",
          content: "",
          thinking: "hm",
          tool_calls: [{ function: { name: "f", arguments: { a: 1 } } }],
        },
        { role: "tool", tool_name: "f", content: "42" },
      ],
    };
    expect(ollama.toolsOffered?.(body)).toEqual(["f"]);
    expect(ollama.readRequest(body)).toEqual([
      {
        role: "user",
        parts: [
          { kind: "text", text: "Look" },
          { kind: "media", media: "image", name: null, bytes: 3 },
        ],
      },
      {
        role: "assistant",
        parts: [
          { kind: "reasoning", text: "hm" },
          { kind: "tool_call", id: "", name: "f", text: '{\n  "a": 1\n}' },
        ],
      },
      {
        role: "tool",
        parts: [{ kind: "tool_result", id: "", name: "f", isError: false, parts: [{ kind: "text", text: "42" }] }],
      },
    ]);
    expect(ollama.readRequest({ system: "Be brief", prompt: "Hi" }).map(({ role }) => role)).toEqual([
      "system",
      "user",
    ]);
  });
});

describe("an answer of Ollama", () => {
  it("adds up the lines of a real server: thinking, text, calls, the plain generate", () => {
    expect(answers(thinkingLines)).toEqual([
      {
        parts: [
          { kind: "reasoning", text: summed(thinkingLines, ({ message }) => message?.["thinking"]) },
          { kind: "text", text: summed(thinkingLines, ({ message }) => message?.["content"]) },
        ],
        finishReason: "stop",
      },
    ]);
    expect(answers(thinkingWhole)).toMatchObject([{ parts: [{ kind: "reasoning" }, { kind: "text" }] }]);
    expect(JSON.stringify(answers(toolLines))).toContain('"kind":"tool_call"');
    expect(answers(generateLines, "ollama_generate")).toEqual([
      { parts: [{ kind: "text", text: summed(generateLines, ({ response }) => response) }], finishReason: "stop" },
    ]);
  });

  it("shows a refusal's text, and an error after the first lines beside what came", () => {
    expect(answers('{"error":"model not found"}')).toEqual([
      { parts: [{ kind: "error", code: "", text: "model not found" }], finishReason: null },
    ]);
    expect(answers('{"message":{"content":"Hel"},"done":false}\n{"error":"boom"}\n')).toEqual([
      { parts: [{ kind: "text", text: "Hel" }], finishReason: null },
      { parts: [{ kind: "error", code: "", text: "boom" }], finishReason: null },
    ]);
  });
});
