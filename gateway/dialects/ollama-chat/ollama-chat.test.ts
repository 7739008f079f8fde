import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer, AnswerEvent } from "../../contract/answer.ts";
import { GatewayError } from "../../contract/errors.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { RenderContext } from "../client-dialect.ts";
import { ollamaGenerate } from "../ollama-generate/ollama-generate.ts";
import { ollamaChat } from "./ollama-chat.ts";

const context: RenderContext = {
  requestId: "r1",
  model: "oll",
  createdAt: 1_790_000_000,
  wantsUsage: false,
  mergesReasoning: false,
  fields: {},
};
const createdAt = new Date(1_790_000_000_000).toISOString();

function lines(text: string): Record<string, unknown>[] {
  expect(text === "" || text.endsWith("\n")).toBe(true);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>); // our own lines are objects
}

const usage = { ...unknownUsage, promptTokens: 11, completionTokens: 3 };
const call: readonly AnswerEvent[] = [
  { type: "tool_call", choice: 0, call: 0, id: "c1", name: "w" },
  { type: "tool_arguments", choice: 0, call: 0, text: '{"a"' },
  { type: "tool_arguments", choice: 0, call: 0, text: ": 1}" },
];
const finish: AnswerEvent = { type: "finish", choice: 0, reason: "stop", stopSequence: null };

describe("requests to /api/chat", () => {
  it("become a conversation: options, format, think, images, calls and results", () => {
    const conversation = ollamaChat.toConversation({
      model: "oll",
      messages: [
        { role: "system", content: "S" },
        { role: "user", content: "see", images: ["/9j/AAAA"] },
        {
          role: "assistant",
          content: "",
          thinking: "hmm",
          tool_calls: [{ function: { name: "w", arguments: { a: 1 } } }],
        },
        { role: "tool", content: "42", tool_name: "w" },
      ],
      tools: [{ type: "function", function: { name: "w", description: "d", parameters: { type: "object" } } }],
      options: { temperature: 0.5, num_predict: 7, stop: "x", num_ctx: 4096, seed: "no number" },
      format: { type: "object" },
      think: "high",
      keep_alive: "5m",
      tags: ["gateway's own"],
    });
    expect(conversation).toMatchObject({
      family: "ollama",
      isStream: true,
      sampling: { temperature: 0.5, maxTokens: 7, stop: ["x"], seed: null },
      responseFormat: { kind: "schema", schema: { type: "object" } },
      reasoning: { effort: "high" },
      tools: [{ kind: "function", name: "w", description: "d", parameters: { type: "object" } }],
      extra: { keep_alive: "5m", options: { num_ctx: 4096, seed: "no number" } },
    });
    expect(conversation.extra).not.toHaveProperty("tags");
    expect(conversation.messages.slice(1)).toEqual([
      {
        role: "user",
        parts: [
          { type: "text", text: "see" },
          { type: "image", source: { kind: "base64", mediaType: "image/jpeg", data: "/9j/AAAA" } },
        ],
      },
      {
        role: "assistant",
        parts: [
          { type: "reasoning", text: "hmm" },
          { type: "tool_call", id: "call_0", name: "w", arguments: '{"a":1}' },
        ],
      },
      {
        role: "user",
        parts: [
          { type: "tool_result", callId: "call_0", name: "w", parts: [{ type: "text", text: "42" }], isError: false },
        ],
      },
    ]);
  });

  it("pair results with calls by id, by name, else by order, and gather them in one message", () => {
    const called = (name: string, id?: string) => ({
      ...(id === undefined ? {} : { id }),
      function: { name, arguments: {} },
    });
    const { messages } = ollamaChat.toConversation({
      model: "oll",
      messages: [
        { role: "assistant", content: "", tool_calls: [called("a"), called("b"), called("c", "mine"), called("d")] },
        { role: "tool", content: "1", tool_name: "b" },
        { role: "tool", content: "2", tool_call_id: "mine" },
        { role: "tool", content: "3" },
        { role: "tool", content: "4", tool_name: "d" },
        { role: "tool", content: "5" },
        { role: "user", content: "and?" },
      ],
    });
    const ids = messages[1]?.parts.map((part) => (part.type === "tool_result" ? part.callId : ""));
    expect(ids).toEqual(["call_1", "mine", "call_0", "call_3", "call_4"]);
    expect(messages).toHaveLength(3);
  });

  it("stream unless told not to", () => {
    expect(ollamaChat.isStream({})).toBe(true);
    expect(ollamaChat.isStream({ stream: null })).toBe(true);
    expect(ollamaChat.isStream({ stream: false })).toBe(false);
  });

  it.each([
    [{}, "model"],
    [{ model: "m", messages: "x" }, "messages"],
    [{ model: "m", options: [] }, "options"],
    [{ model: "m", stream: "yes" }, "stream"],
    [{ model: "m", think: 3 }, "think"],
    [{ model: "m", messages: [{ role: "robot" }] }, "messages[0].role"],
    [{ model: "m", messages: [{ role: "user", content: [] }] }, "messages[0].content"],
    [{ model: "m", messages: [{ role: "user", images: [1] }] }, "messages[0].images"],
  ])("are refused by the field's name: %j", (fields, param) => {
    const attempt = (): void => {
      ollamaChat.check(fields);
      ollamaChat.toConversation(fields);
    };
    expect(attempt).toThrow(expect.objectContaining({ code: "invalid_request", param }));
  });

  it("never fail in another way than by a GatewayError (P3)", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom("model", "messages", "tools", "options", "format", "think", "prompt", "images", "x"),
          fc.jsonValue(),
        ),
        (fields) => {
          for (const dialect of [ollamaChat, ollamaGenerate]) {
            try {
              dialect.check(fields);
              dialect.toConversation(fields);
            } catch (failure) {
              expect(failure).toBeInstanceOf(GatewayError);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("answers of /api/chat", () => {
  it("stream as lines, calls whole, the end with reason and counts", () => {
    const encoder = ollamaChat.openEncoder(context);
    const text = encoder.encode([
      { type: "start", id: "x", model: "other" },
      { type: "reasoning", choice: 0, text: "hmm" },
      { type: "text", choice: 0, text: 'He"l' },
      ...call,
    ]);
    expect(lines(text)).toEqual([
      {
        model: "oll",
        created_at: createdAt,
        message: { role: "assistant", content: "", thinking: "hmm" },
        done: false,
      },
      { model: "oll", created_at: createdAt, message: { role: "assistant", content: 'He"l' }, done: false },
    ]);
    const rest =
      encoder.encode([
        { type: "usage", usage },
        { ...finish, reason: "tool_calls" },
      ]) + encoder.end();
    expect(lines(rest)).toEqual([
      {
        model: "oll",
        created_at: createdAt,
        message: {
          role: "assistant",
          content: "",
          tool_calls: [{ id: "c1", function: { index: 0, name: "w", arguments: { a: 1 } } }],
        },
        done: false,
      },
      {
        model: "oll",
        created_at: createdAt,
        message: { role: "assistant", content: "" },
        done: true,
        done_reason: "stop",
        prompt_eval_count: 11,
        eval_count: 3,
      },
    ]);
  });

  it("give durations in nanoseconds when they are measured, and leave them out when not", () => {
    let now = 0;
    const encoder = ollamaChat.openEncoder({ ...context, elapsedMs: () => now });
    now = 20;
    encoder.encode([{ type: "text", choice: 0, text: "x" }]);
    now = 50.5;
    expect(lines(encoder.end())[0]).toMatchObject({
      total_duration: 50_500_000,
      prompt_eval_duration: 20_000_000,
      eval_duration: 30_500_000,
    });
    expect(lines(ollamaChat.openEncoder(context).end())[0]).not.toHaveProperty("total_duration");
  });

  it("say length for a cut answer", () => {
    const encoder = ollamaChat.openEncoder(context);
    encoder.encode([{ ...finish, reason: "length" }]);
    expect(lines(encoder.end())[0]).toMatchObject({ done: true, done_reason: "length" });
  });

  it("give no half call and no end when the stream breaks", () => {
    const encoder = ollamaChat.openEncoder(context);
    const text =
      encoder.encode(call.slice(0, 2)) + encoder.fail(new GatewayError("upstream_disconnected", { message: "cut" }));
    expect(text).toBe('{"error":"cut"}\n');
  });

  it("put merged thinking into the text between its tags", () => {
    const encoder = ollamaChat.openEncoder({ ...context, mergesReasoning: true });
    const text = encoder.encode([
      { type: "reasoning", choice: 0, text: "h" },
      { type: "reasoning", choice: 0, text: "m" },
      { type: "text", choice: 0, text: "x" },
      finish,
    ]);
    const contents = lines(text).map(({ message }) => (message as { content: string }).content); // shape tested above
    expect(contents.join("")).toBe("<think>hm</think>x");
  });

  it("are one object when whole", () => {
    const answer: Answer = {
      id: null,
      model: "other",
      choices: [
        {
          index: 0,
          parts: [
            { type: "reasoning", text: "hmm" },
            { type: "text", text: "Hi" },
            { type: "tool_call", id: "c1", name: "w", arguments: "" },
          ],
          finish: "tool_calls",
          stopSequence: null,
          logprobs: { content: [{ token: "Hi", logprob: -1 }] },
        },
      ],
      usage,
    };
    expect(JSON.parse(ollamaChat.renderAnswer(answer, context))).toEqual({
      model: "oll",
      created_at: createdAt,
      message: {
        role: "assistant",
        content: "Hi",
        thinking: "hmm",
        tool_calls: [{ id: "c1", function: { index: 0, name: "w", arguments: {} } }],
      },
      done: true,
      done_reason: "stop",
      prompt_eval_count: 11,
      eval_count: 3,
      logprobs: [{ token: "Hi", logprob: -1 }],
    });
    expect(JSON.parse(ollamaGenerate.renderAnswer(answer, context))).toMatchObject({
      response: "Hi",
      thinking: "hmm",
      done: true,
    });
  });

  it("word errors as Ollama does", () => {
    expect(ollamaChat.errorBody(new GatewayError("unknown_model", { message: "no" }), null)).toBe('{"error":"no"}');
  });

  it("are valid lines whatever events come, and lose no text (P2)", () => {
    const event = fc.oneof(
      fc.record({ type: fc.constant("text" as const), choice: fc.constant(0), text: fc.string({ unit: "binary" }) }),
      fc.record({ type: fc.constant("reasoning" as const), choice: fc.constant(0), text: fc.string() }),
      fc.record({
        type: fc.constant("tool_call" as const),
        choice: fc.nat(1),
        call: fc.nat(2),
        id: fc.string(),
        name: fc.string(),
      }),
      fc.record({
        type: fc.constant("tool_arguments" as const),
        choice: fc.constant(0),
        call: fc.nat(2),
        text: fc.oneof(fc.string(), fc.json()),
      }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        for (const dialect of [ollamaChat, ollamaGenerate]) {
          const encoder = dialect.openEncoder(context);
          const read = lines(encoder.encode(events) + encoder.end());
          const contents = read.map(
            (line) => (line["message"] as { content: string } | undefined)?.content ?? line["response"],
          ); // shape tested above
          expect(contents.join("")).toBe(events.map((item) => (item.type === "text" ? item.text : "")).join(""));
          expect(read.filter(({ done }) => done === true)).toHaveLength(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("cost little an event", () => {
    const encoder = ollamaChat.openEncoder(context);
    const events: readonly AnswerEvent[] = [{ type: "text", choice: 0, text: "word " }];
    const startedAt = performance.now();
    for (let i = 0; i < 100_000; i++) encoder.encode(events);
    expect((performance.now() - startedAt) / 100_000).toBeLessThan(0.013); // ms an event
  });
});

describe("/api/generate", () => {
  it("takes prompt, system and images, and keeps what only an Ollama knows", () => {
    expect(
      ollamaGenerate.toConversation({
        model: "m",
        prompt: "p",
        system: "s",
        images: ["AAAA"],
        suffix: "z",
        raw: true,
        context: [1],
      }),
    ).toMatchObject({
      messages: [
        { role: "system", parts: [{ type: "text", text: "s" }] },
        { role: "user", parts: [{ type: "text", text: "p" }, { type: "image" }] },
      ],
      extra: { suffix: "z", raw: true, context: [1] },
    });
  });

  it("streams its own lines", () => {
    const encoder = ollamaGenerate.openEncoder(context);
    const read = lines(
      encoder.encode([{ type: "reasoning", choice: 0, text: "h" }, { type: "text", choice: 0, text: "x" }, ...call]) +
        encoder.end(),
    );
    expect(read).toMatchObject([
      { response: "", thinking: "h", done: false },
      { response: "x", done: false },
      { response: "", tool_calls: [{ function: { name: "w", arguments: { a: 1 } } }], done: false },
      { response: "", done: true, done_reason: "stop" },
    ]);
    expect(read[0]).not.toHaveProperty("message");
  });
});
