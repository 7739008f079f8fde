import { describe, expect, it } from "vitest";
import loop from "../../../../gateway/dialects/openai-responses/__fixtures__/codex/tool-loop.json?raw";
import { openaiResponses } from "./openai-responses.ts";
import { readDetail } from "./read-detail.ts";

const detail = {
  operation: "responses",
  path: "/v1/responses",
  requestBody: loop,
  requestCut: false,
  responseBody: null,
  responseCut: false,
  responseBytes: 0,
};

describe("Codex's request", () => {
  it("groups its items into who said them, with calls, patches, results and searches", () => {
    const { messages, toolsOffered } = readDetail(detail);
    expect(toolsOffered).toEqual(["shell_command", "apply_patch", "mcp__docs__search"]);
    expect(messages.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "tool",
      "assistant",
      "tool",
      "assistant",
    ]);
    expect(messages[2]?.parts).toMatchObject([
      { kind: "reasoning", text: "**Looking at the files**\n\nI list them and read the entry." },
      { kind: "text", text: "I look at the files first." },
      { kind: "tool_call", name: "shell_command", text: '{\n  "command": "ls -la",\n  "workdir": "/work/app"\n}' },
      { kind: "tool_call", name: "mcp__docs__search" },
    ]);
    expect(messages[3]?.parts).toMatchObject([
      { kind: "tool_result", name: "shell_command" },
      { kind: "tool_result", name: "mcp__docs__search", parts: [{ kind: "text" }, { kind: "media", media: "image" }] },
    ]);
    expect(messages[4]?.parts).toMatchObject([
      { kind: "tool_call", name: "apply_patch", text: expect.stringContaining("*** Update File: index.ts\n@@") },
    ]);
    expect(messages[6]?.parts).toMatchObject([{ kind: "tool_call", name: "web_search" }]);
  });

  it("may be a plain text", () => {
    expect(openaiResponses.readRequest({ input: "Hi" })).toEqual([
      { role: "user", parts: [{ kind: "text", text: "Hi" }] },
    ]);
  });
});

describe("an answer of Responses", () => {
  const output = [
    { type: "reasoning", summary: [], encrypted_content: "gAAA" },
    { type: "message", role: "assistant", content: [{ type: "output_text", text: "Hello" }] },
    { type: "function_call", call_id: "c", name: "f", arguments: '{"a":1}' },
  ];
  const parts = [
    { kind: "reasoning", text: "" },
    { kind: "text", text: "Hello" },
    { kind: "tool_call", id: "c", name: "f", text: '{\n  "a": 1\n}' },
  ];

  it("is the same whole, and in the last event of a stream", () => {
    expect(openaiResponses.readAnswer({ status: "completed", output }, false)).toEqual([
      { parts, finishReason: "completed" },
    ]);
    const events = [{ type: "response.completed", response: { status: "completed", output } }];
    expect(openaiResponses.readStream?.(events)).toEqual([{ parts, finishReason: "completed" }]);
  });

  it("is put together from what came when the stream has no end", () => {
    const events = [
      { type: "response.output_item.added", output_index: 0, item: { type: "reasoning", summary: [] } },
      { type: "response.reasoning_summary_text.delta", output_index: 0, delta: "Let " },
      { type: "response.reasoning_summary_text.delta", output_index: 0, delta: "me." },
      { type: "response.output_item.added", output_index: 1, item: { type: "message", content: [] } },
      { type: "response.output_text.delta", output_index: 1, delta: "Hel" },
      { type: "response.output_item.done", output_index: 1, item: output[1] },
      {
        type: "response.output_item.added",
        output_index: 2,
        item: { type: "function_call", call_id: "c", name: "f", arguments: "" },
      },
      { type: "response.function_call_arguments.delta", output_index: 2, delta: '{"a"' },
    ];
    expect(openaiResponses.readStream?.(events)).toEqual([
      {
        parts: [
          { kind: "reasoning", text: "Let me." },
          { kind: "text", text: "Hello" },
          { kind: "tool_call", id: "c", name: "f", text: '{"a"' },
        ],
        finishReason: null,
      },
    ]);
  });

  it("says why it is incomplete, and shows the error of one that failed", () => {
    const cut = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" }, output: [output[1]] };
    expect(openaiResponses.readAnswer(cut, false)[0]?.finishReason).toBe("max_output_tokens");
    const failed = {
      type: "response.failed",
      response: { status: "failed", output: [], error: { code: "server_error", message: "boom" } },
    };
    const { answers } = readDetail({
      ...detail,
      responseBody: `event: response.failed\ndata: ${JSON.stringify(failed)}\n\n`,
    });
    expect(answers).toEqual([{ parts: [{ kind: "error", code: "server_error", text: "boom" }], finishReason: null }]);
  });
});
