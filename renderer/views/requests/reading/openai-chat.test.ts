import { describe, expect, it } from "vitest";
import { openaiChat } from "./openai-chat.ts";
import { openaiCompletion } from "./openai-completion.ts";

describe("a chat request", () => {
  it("shows text, pictures, sound, files, tool calls and their results in their order", () => {
    const body = {
      tools: [
        { type: "function", function: { name: "f" } },
        { type: "custom", custom: { name: "patch" } },
      ],
      messages: [
        { role: "developer", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "Look" },
            { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
            { type: "image_url", image_url: { url: "https://example.com/cat.png" } },
            { type: "input_audio", input_audio: { data: "AAAAAA==", format: "wav" } },
            { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,AAAA" } },
            { type: "hologram" },
          ],
        },
        {
          role: "assistant",
          content: null,
          reasoning_content: "hmm",
          tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: '{"a":1}' } }],
        },
        { role: "tool", tool_call_id: "c1", content: "42" },
      ],
    };
    expect(openaiChat.toolsOffered?.(body)).toEqual(["f", "patch"]);
    expect(openaiChat.readRequest(body)).toEqual([
      { role: "developer", parts: [{ kind: "text", text: "Be brief." }] },
      {
        role: "user",
        parts: [
          { kind: "text", text: "Look" },
          { kind: "media", media: "image", name: "image/png", bytes: 3 },
          { kind: "media", media: "image", name: "https://example.com/cat.png", bytes: null },
          { kind: "media", media: "audio", name: "wav", bytes: 4 },
          { kind: "media", media: "document", name: "a.pdf", bytes: 3 },
          { kind: "other", type: "hologram" },
        ],
      },
      {
        role: "assistant",
        parts: [
          { kind: "reasoning", text: "hmm" },
          { kind: "tool_call", id: "c1", name: "f", text: '{\n  "a": 1\n}' },
        ],
      },
      {
        role: "tool",
        parts: [{ kind: "tool_result", id: "c1", name: "", isError: false, parts: [{ kind: "text", text: "42" }] }],
      },
    ]);
  });
});

describe("a chat answer", () => {
  it("is put together from a stream's pieces, each choice for itself", () => {
    const chunk = (index: number, delta: object, finish_reason: string | null = null): object => ({
      choices: [{ index, delta, finish_reason }],
    });
    const events = [
      chunk(0, { reasoning_content: "Let " }),
      chunk(0, { reasoning_content: "me." }),
      chunk(1, { content: "Other" }, "length"),
      chunk(0, { content: "Hel" }),
      chunk(0, { content: "lo" }),
      chunk(0, { tool_calls: [{ index: 0, id: "c1", function: { name: "f", arguments: '{"a"' } }] }),
      chunk(0, { tool_calls: [{ index: 1, id: "c2", function: { name: "g", arguments: "{" } }] }),
      chunk(0, { tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }, "tool_calls"),
      { choices: [], usage: {} },
    ];
    expect(openaiChat.readStream?.(events)).toEqual([
      {
        parts: [
          { kind: "reasoning", text: "Let me." },
          { kind: "text", text: "Hello" },
          { kind: "tool_call", id: "c1", name: "f", text: '{\n  "a": 1\n}' },
          { kind: "tool_call", id: "c2", name: "g", text: "{" },
        ],
        finishReason: "tool_calls",
      },
      { parts: [{ kind: "text", text: "Other" }], finishReason: "length" },
    ]);
  });

  it("shows a refusal, and a picture the model made", () => {
    const message = {
      refusal: "No.",
      images: [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }],
    };
    expect(openaiChat.readAnswer({ choices: [{ message, finish_reason: "stop" }] }, false)).toEqual([
      {
        parts: [
          { kind: "refusal", text: "No." },
          { kind: "media", media: "image", name: "image/png", bytes: 3 },
        ],
        finishReason: "stop",
      },
    ]);
  });
});

describe("a legacy completion", () => {
  it("shows a prompt of one text, of many, and of tokens", () => {
    const parts = (prompt: unknown): unknown => openaiCompletion.readRequest({ prompt })[0]?.parts;
    expect(parts("Once")).toEqual([{ kind: "text", text: "Once" }]);
    expect(parts(["a", [1, 2]])).toEqual([
      { kind: "item", label: "#0", text: "a" },
      { kind: "fact", name: "tokens", value: "2" },
    ]);
    expect(parts([1, 2, 3])).toEqual([{ kind: "fact", name: "tokens", value: "3" }]);
  });

  it("is the same whole and streamed", () => {
    const wanted = [{ parts: [{ kind: "text", text: "Hello" }], finishReason: "stop" }];
    const piece = (text: string, finish_reason: string | null): object => ({
      choices: [{ index: 0, text, finish_reason }],
    });
    expect(openaiCompletion.readStream?.([piece("Hel", null), piece("lo", null), piece("", "stop")])).toEqual(wanted);
    expect(openaiCompletion.readAnswer(piece("Hello", "stop"), false)).toEqual(wanted);
  });
});
