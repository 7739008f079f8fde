import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import type { Answer, AnswerEvent } from "../../contract/answer.ts";
import type { Conversation } from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { RenderContext } from "../client-dialect.ts";
import { openaiChat } from "./openai-chat.ts";

const context: RenderContext = {
  requestId: "r1",
  model: "alias",
  createdAt: 1_700_000_000,
  wantsUsage: true,
  mergesReasoning: false,
  fields: {},
};

const messagesOf = (messages: readonly unknown[]): unknown => openaiChat.toConversation({ messages }).messages;

describe("messages", () => {
  it("keep roles, names and every kind of content", () => {
    const cache_control = { type: "ephemeral" };
    expect(
      messagesOf([
        { role: "system", content: [{ type: "text", text: "S", cache_control }] },
        { role: "developer", content: "D" },
        {
          role: "user",
          name: "ann",
          content: [
            { type: "text", text: "see" },
            { type: "image_url", image_url: { url: "data:image/png;base64,aGk=", detail: "low" } },
            { type: "image_url", image_url: "https://x.example/a.png" },
            { type: "input_audio", input_audio: { data: "aGk=", format: "mp3" } },
            { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERg==" } },
            { type: "file", file: { file_id: "file-1" } },
            { type: "video_url", video_url: { url: "https://x.example/v" } },
          ],
        },
      ]),
    ).toEqual([
      { role: "system", parts: [{ type: "text", text: "S", cacheControl: cache_control }] },
      { role: "developer", parts: [{ type: "text", text: "D" }] },
      {
        role: "user",
        name: "ann",
        parts: [
          { type: "text", text: "see" },
          { type: "image", source: { kind: "base64", mediaType: "image/png", data: "aGk=" }, detail: "low" },
          { type: "image", source: { kind: "url", url: "https://x.example/a.png" } },
          { type: "audio", data: "aGk=", format: "mp3" },
          {
            type: "document",
            source: { kind: "base64", mediaType: "application/pdf", data: "JVBERg==" },
            title: "a.pdf",
          },
          { type: "document", source: { kind: "file", id: "file-1" } },
          { type: "opaque", family: "openai", value: { type: "video_url", video_url: { url: "https://x.example/v" } } },
        ],
      },
    ]);
  });

  it("put an assistant's reasoning first, once, with its proof, and keep what they have no word for", () => {
    const thinking_blocks = [
      { type: "thinking", thinking: "hmm", signature: "sig" },
      { type: "redacted_thinking", data: "xyz" },
    ];
    expect(
      messagesOf([
        {
          role: "assistant",
          content: "ok",
          refusal: null,
          reasoning_content: "hmm",
          thinking_blocks,
          tool_calls: [
            {
              id: "c1",
              type: "function",
              function: { name: "f", arguments: "{" },
              provider_specific_fields: { thought_signature: "ts" },
            },
          ],
          audio: { id: "audio_1" },
          annotations: [],
        },
      ]),
    ).toEqual([
      {
        role: "assistant",
        parts: [
          { type: "reasoning", text: "hmm", signature: "sig" },
          { type: "reasoning", text: "", redacted: "xyz" },
          { type: "text", text: "ok" },
          { type: "tool_call", id: "c1", name: "f", arguments: "{", signature: "ts" },
          { type: "opaque", family: "openai", value: { audio: { id: "audio_1" } } },
        ],
      },
    ]);
  });

  it("gather the results of neighbouring tool messages, images too", () => {
    const image = { type: "image_url", image_url: { url: "https://x.example/a.png" } };
    expect(
      messagesOf([
        { role: "tool", tool_call_id: "c1", content: "42" },
        { role: "tool", tool_call_id: "c2", content: [image] },
        { role: "user", content: "and?" },
      ]),
    ).toEqual([
      {
        role: "user",
        parts: [
          { type: "tool_result", callId: "c1", parts: [{ type: "text", text: "42" }], isError: false },
          {
            type: "tool_result",
            callId: "c2",
            parts: [{ type: "image", source: { kind: "url", url: "https://x.example/a.png" } }],
            isError: false,
          },
        ],
      },
      { role: "user", parts: [{ type: "text", text: "and?" }] },
    ]);
  });

  it("tie a deprecated function's result to its call", () => {
    expect(
      messagesOf([
        { role: "assistant", content: null, function_call: { name: "f", arguments: "{}" } },
        { role: "function", name: "f", content: "42" },
      ]),
    ).toEqual([
      { role: "assistant", parts: [{ type: "tool_call", id: "call_0", name: "f", arguments: "{}" }] },
      {
        role: "user",
        parts: [
          { type: "tool_result", callId: "call_0", name: "f", parts: [{ type: "text", text: "42" }], isError: false },
        ],
      },
    ]);
  });
});

describe("fields", () => {
  const read = (fields: Record<string, unknown>): Conversation =>
    openaiChat.toConversation({ messages: [], ...fields });

  it("find their places, and unknown ones go on without the gateway's own", () => {
    const conversation = read({
      model: "alias",
      max_tokens: 5,
      max_completion_tokens: 7,
      stop: "x",
      logprobs: true,
      top_logprobs: 2,
      parallel_tool_calls: false,
      user: "u1",
      foo: 1,
      service_tier: "flex",
      metadata: { a: 1 },
      num_retries: 3,
      extra_body: { min_p: 0.1, metadata: { b: 1 } },
      stream: true,
      store: null,
    });
    expect(conversation).toMatchObject({
      sampling: { maxTokens: 7, stop: ["x"], logprobs: true, topLogprobs: 2, temperature: null },
      parallelToolCalls: false,
      user: "u1",
      isStream: true,
      family: "openai",
    });
    expect(conversation.extra).toEqual({ foo: 1, service_tier: "flex", min_p: 0.1, metadata: { b: 1 } });
  });

  it("say how much to think, in any of the words for it", () => {
    const blank = { effort: null, budgetTokens: null, mode: null, summary: null };
    expect(read({}).reasoning).toBeNull();
    expect(read({ reasoning_effort: "low" }).reasoning).toEqual({ ...blank, effort: "low" });
    expect(read({ thinking: { type: "enabled", budget_tokens: 1024 } }).reasoning).toEqual({
      ...blank,
      mode: "on",
      budgetTokens: 1024,
    });
    expect(read({ thinking: { type: "disabled" } }).reasoning).toEqual({ ...blank, mode: "off" });
    expect(read({ reasoning: { max_tokens: 9 } }).reasoning).toEqual({ ...blank, budgetTokens: 9 });
  });

  it("narrow the tools to the allowed ones, and know whose a server tool is", () => {
    const named = (name: string): unknown => ({ type: "function", function: { name } });
    const { tools, toolChoice } = read({
      tools: [named("a"), named("b"), { type: "web_search_20250305", name: "web_search" }],
      tool_choice: { type: "allowed_tools", allowed_tools: { mode: "required", tools: [named("b")] } },
    });
    expect(toolChoice).toEqual({ kind: "required" });
    expect(tools).toEqual([
      { kind: "function", name: "b" },
      { kind: "native", family: "anthropic", value: { type: "web_search_20250305", name: "web_search" } },
    ]);
  });

  it.each([
    ["max_tokens", "7"],
    ["stop", 3],
    ["logit_bias", []],
    ["tools", {}],
    ["tool_choice", 1],
    ["response_format", "json"],
    ["thinking", true],
    ["user", 5],
  ])("of a wrong type are a 400 that names them: %s", (name, value) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`'${name}' must be`));
  });
});

describe("check", () => {
  it.each([
    [{}, "Missing required parameter: 'messages'"],
    [{ messages: "hi" }, "'messages' must be a list"],
    [{ messages: [3] }, "'messages[0]' must be an object"],
    [{ messages: [{ role: "boss" }] }, "'messages[0].role' must be one of"],
    [{ messages: [], stream: "yes" }, "'stream' must be a boolean"],
    [{ messages: [], temperature: "hot" }, "'temperature' must be a number"],
  ])("refuses %j", (fields, message) => {
    expect(() => openaiChat.check(fields)).toThrow(message);
  });

  it("passes everything else", () => {
    expect(() => openaiChat.check({ messages: [{ role: "user" }], top_p: "x", foo: {} })).not.toThrow();
  });
});

describe("a whole answer", () => {
  const answer = (parts: Answer["choices"][number]["parts"], finish: "stop" | "tool_calls" | "refusal"): Answer => ({
    id: null,
    model: "up",
    choices: [{ index: 0, parts, finish, stopSequence: null, logprobs: null }],
    usage: unknownUsage,
  });
  const call = { type: "tool_call", id: "c1", name: "f", arguments: "{}" } as const;
  const render = (value: Answer, more: Partial<RenderContext> = {}): unknown =>
    JSON.parse(openaiChat.renderAnswer(value, { ...context, ...more }));

  it("has no content beside a bare call, and no usage that nobody reported", () => {
    expect(render(answer([call], "tool_calls"))).toEqual({
      id: "chatcmpl-r1",
      created: 1_700_000_000,
      model: "alias",
      object: "chat.completion",
      choices: [
        {
          finish_reason: "tool_calls",
          index: 0,
          message: {
            content: null,
            role: "assistant",
            tool_calls: [{ function: { arguments: "{}", name: "f" }, id: "c1", type: "function" }],
          },
        },
      ],
    });
  });

  it("speaks in functions to a client that asked in functions", () => {
    expect(render(answer([call], "tool_calls"), { fields: { functions: [{ name: "f" }] } })).toMatchObject({
      choices: [{ finish_reason: "function_call", message: { function_call: { name: "f", arguments: "{}" } } }],
    });
  });

  it("merges reasoning into the text when told to, and writes a refusal as OpenAI does", () => {
    const thought = answer(
      [
        { type: "reasoning", text: "hmm" },
        { type: "text", text: "ok" },
      ],
      "stop",
    );
    expect(render(thought, { mergesReasoning: true })).toMatchObject({
      choices: [{ message: { content: "<think>hmm</think>ok" } }],
    });
    expect(render(answer([{ type: "refusal", text: "No." }], "refusal"))).toMatchObject({
      choices: [{ finish_reason: "stop", message: { content: null, refusal: "No." } }],
    });
    expect(render(answer([], "refusal"))).toMatchObject({ choices: [{ finish_reason: "content_filter" }] });
  });
});

describe("a stream", () => {
  const finish = { type: "finish", choice: 0, reason: "stop", stopSequence: null } as const;
  const write = (events: readonly AnswerEvent[], more: Partial<RenderContext> = {}): string => {
    const encoder = openaiChat.openEncoder({ ...context, ...more });
    return encoder.encode(events) + encoder.end();
  };

  it("closes merged reasoning before the text, before a call and at the end", () => {
    const merged = (events: readonly AnswerEvent[]): string =>
      [...write(events, { mergesReasoning: true }).matchAll(/"content":"([^"]*)"/g)].map(([, text]) => text).join("|");
    const thought = { type: "reasoning", choice: 0, text: "a" } as const;
    expect(merged([thought, thought, { type: "text", choice: 0, text: "b" }, finish])).toBe("<think>a|a|</think>b");
    expect(merged([thought, { type: "tool_call", choice: 0, call: 0, id: "c", name: "f" }])).toBe("<think>a|</think>");
    expect(merged([thought, finish])).toBe("<think>a|</think>");
  });

  it("tells usage only to a client that wants it, and never as 0 when unknown", () => {
    const usage = { type: "usage", usage: { ...unknownUsage, promptTokens: 7, completionTokens: 3 } } as const;
    expect(write([finish, usage])).toContain('"usage":{"completion_tokens":3,"prompt_tokens":7,"total_tokens":10}');
    expect(write([finish, usage], { wantsUsage: false })).not.toContain("usage");
    expect(write([finish])).not.toContain("usage");
  });

  it("ends in an error without [DONE] when it breaks", () => {
    const error = new GatewayError("upstream_error", { message: "cut" });
    const text = openaiChat.openEncoder(context).fail(error);
    expect(text).toMatch(/^data: \{"error":\{"message":"cut","type":"internal_server_error".*\}\n\n$/);
    expect(text).toBe(openaiChat.errorEvent(error, null));
    expect(JSON.parse(openaiChat.errorBody(error, null))).toMatchObject({ error: { message: "cut", code: "500" } });
  });

  it("is put together by OpenAI's own SDK", async () => {
    const body = write([
      { type: "start", id: "c1", model: "up" },
      { type: "reasoning", choice: 0, text: "hmm" },
      { type: "text", choice: 0, text: "안녕" },
      { type: "tool_call", choice: 0, call: 0, id: "a", name: "w" },
      { type: "tool_arguments", choice: 0, call: 0, text: '{"a":' },
      { type: "tool_call", choice: 0, call: 1, id: "b", name: "w" },
      { type: "tool_arguments", choice: 0, call: 0, text: "1}" },
      { type: "tool_arguments", choice: 0, call: 1, text: "{}" },
      { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
      { type: "usage", usage: { ...unknownUsage, promptTokens: 7, completionTokens: 3, cachedTokens: 4 } },
    ]);
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": openaiChat.streamContentType }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // a TCP server has one
    const client = new OpenAI({ apiKey: "k", baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0 });
    const whole = await client.chat.completions.stream({ model: "alias", messages: [] }).finalChatCompletion();
    server.close();
    expect(whole).toMatchObject({
      id: "c1",
      model: "alias",
      choices: [
        {
          finish_reason: "tool_calls",
          message: {
            content: "안녕",
            tool_calls: [
              { id: "a", function: { name: "w", arguments: '{"a":1}' } },
              { id: "b", function: { name: "w", arguments: "{}" } },
            ],
          },
        },
      ],
      usage: { total_tokens: 10, prompt_tokens_details: { cached_tokens: 4 } },
    });
  });
});

describe("any JSON body", () => {
  const names = ["messages", "tools", "functions", "tool_choice", "stop", "thinking", "response_format", "extra_body"];
  const message = fc.dictionary(
    fc.constantFrom("role", "content", "tool_calls", "thinking_blocks", "reasoning_details", "function_call", "name"),
    fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom("assistant", "tool", "user"),
      fc.array(fc.dictionary(fc.constantFrom("type", "text", "id", "function"), fc.jsonValue({ maxDepth: 1 })), {
        maxLength: 3,
      }),
    ),
  );

  it("becomes a conversation or a 400, never a crash", () => {
    const fields = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.array(message, { maxLength: 3 })),
    );
    fc.assert(
      fc.property(fields, (body) => {
        try {
          openaiChat.toConversation(body);
        } catch (error) {
          expect(error).toBeInstanceOf(GatewayError);
        }
      }),
    );
  });
});
