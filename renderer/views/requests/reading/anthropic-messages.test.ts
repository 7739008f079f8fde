import { describe, expect, it } from "vitest";
import stream from "../../../../gateway/providers/anthropic/__fixtures__/messages-stream.txt?raw";
import loop from "../../../../gateway/dialects/anthropic-messages/__fixtures__/claude-code/tool-loop.json?raw";
import { anthropicMessages } from "./anthropic-messages.ts";
import { readDetail } from "./read-detail.ts";

const detail = {
  operation: "messages",
  path: "/v1/messages",
  requestBody: null,
  requestCut: false,
  responseBody: null,
  responseCut: false,
  responseBytes: 0,
};
const claudeCode = JSON.stringify((JSON.parse(loop) as { body: unknown }).body); // a fixture of ours

describe("Claude Code's request", () => {
  it("shows the system text, the thinking, each call, and each result with its tool's name", () => {
    const { messages, toolsOffered } = readDetail({ ...detail, requestBody: claudeCode });
    expect(toolsOffered).toEqual(["Bash", "Read", "TodoWrite"]);
    expect(messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user", "assistant", "user"]);
    expect(messages[2]?.parts).toEqual([
      { kind: "reasoning", text: "I should read both, at once." },
      { kind: "text", text: "I read both." },
      { kind: "tool_call", id: "toolu_01A", name: "Read", text: '{\n  "file_path": "/home/dev/shop/shot.png"\n}' },
      {
        kind: "tool_call",
        id: "toolu_01B",
        name: "Bash",
        text: '{\n  "command": "npm test 2>&1 | tail -5",\n  "timeout": 120000\n}',
      },
    ]);
    expect(messages[3]?.parts.map(({ kind }) => kind)).toEqual(["tool_result", "tool_result", "text"]);
    expect(messages[3]?.parts[0]).toMatchObject({ name: "Read", parts: [{ media: "image", name: "image/png" }] });
    expect(messages[3]?.parts[1]).toMatchObject({ name: "Bash", isError: true });
    expect(messages[4]?.parts[0]).toEqual({ kind: "reasoning", text: "" });
  });

  it("shows as much of it as the log kept, and says that the end is missing", () => {
    const kept = claudeCode.slice(0, claudeCode.indexOf("I read both") + 6);
    const { messages, isRequestCut } = readDetail({ ...detail, requestBody: kept, requestCut: true });
    expect(isRequestCut).toBe(true);
    expect(messages.at(-1)?.parts).toEqual([
      { kind: "reasoning", text: "I should read both, at once." },
      { kind: "text", text: "I read" },
    ]);
  });
});

describe("an answer of Messages", () => {
  it("is put together from its events: thinking, text, server tools with their results, calls", () => {
    const { answers } = readDetail({ ...detail, responseBody: stream });
    expect(answers).toEqual([
      {
        finishReason: "tool_use",
        parts: [
          { kind: "reasoning", text: "두 번 look." },
          { kind: "reasoning", text: "" },
          { kind: "text", text: 'I search; "message_stop" "error" 😀.' },
          { kind: "tool_call", id: "srvtoolu_1", name: "web_search", text: '{\n  "query": "weather"\n}' },
          {
            kind: "tool_result",
            id: "srvtoolu_1",
            name: "web_search",
            isError: false,
            parts: [{ kind: "item", label: "t", text: "https://example.com" }],
          },
          { kind: "tool_call", id: "toolu_1", name: "get_weather", text: '{\n  "city": "서울"\n}' },
          { kind: "tool_call", id: "toolu_2", name: "now", text: "{}" },
        ],
      },
    ]);
  });

  it("ends where a cut stream ends, in the middle of a call's arguments too", () => {
    const kept = stream.slice(0, stream.indexOf("ather"));
    const { answers, isAnswerCut } = readDetail({ ...detail, responseBody: kept, responseCut: true });
    expect(isAnswerCut).toBe(true);
    expect(answers[0]?.parts.at(-1)).toMatchObject({ kind: "tool_call", name: "web_search", text: '{"query": "we' });
    expect(answers[0]?.finishReason).toBeNull();
  });

  it("shows documents by their title, and a text document by its text", () => {
    const content = [
      { type: "document", title: "Report", source: { type: "base64", media_type: "application/pdf", data: "AAAA" } },
      { type: "document", title: "Notes", source: { type: "text", media_type: "text/plain", data: "Buy milk" } },
      { type: "image", source: { type: "url", url: "https://example.com/x.png" } },
      { type: "search_result", title: "Found", source: "s", content: [{ type: "text", text: "it" }] },
    ];
    expect(anthropicMessages.readRequest({ messages: [{ role: "user", content }] })[0]?.parts).toEqual([
      { kind: "media", media: "document", name: "Report", bytes: 3 },
      { kind: "item", label: "Notes", text: "Buy milk" },
      { kind: "media", media: "image", name: "https://example.com/x.png", bytes: null },
      { kind: "item", label: "Found", text: "it" },
    ]);
  });
});
