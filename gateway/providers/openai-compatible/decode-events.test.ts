import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../contract/answer.ts";
import type { AnswerDecoder } from "../provider.ts";
import { openDecoder } from "./decode-events.ts";

type Raw = Record<string, unknown>;

function chunk(delta: Raw, finish: string | null = null, more: Raw = {}): Raw {
  return { id: "c1", model: "m", choices: [{ index: 0, delta, finish_reason: finish, ...more }] };
}

function decode(chunks: readonly unknown[]): {
  readonly events: readonly AnswerEvent[];
  readonly decoder: AnswerDecoder;
} {
  const decoder = openDecoder();
  const events = chunks.flatMap((value) => decoder.decode(value, null));
  return { events: [...events, ...decoder.end()], decoder };
}

const start = { type: "start", id: "c1", model: "m" } as const;
const callChunk = (call: Raw): Raw => chunk({ tool_calls: [call] });

function callEvents(chunks: readonly Raw[]): unknown {
  return decode(chunks).events.filter(({ type }) => type === "tool_call" || type === "tool_arguments");
}

describe("text and endings", () => {
  it("become events once each, with usage in its own chunk or in the last", () => {
    const usage = { prompt_tokens: 11, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } };
    const head = [chunk({ role: "assistant", content: "" }), chunk({ content: "Hel" }), chunk({ content: "lo" })];
    const expected = [
      start,
      { type: "text", choice: 0, text: "Hel" },
      { type: "text", choice: 0, text: "lo" },
      { type: "finish", choice: 0, reason: "stop", stopSequence: null },
      { type: "usage", usage: expect.objectContaining({ promptTokens: 11, cachedTokens: 4, reasoningTokens: null }) },
    ];
    expect(decode([...head, chunk({}, "stop"), { id: "c1", choices: [], usage }]).events).toEqual(expected);
    expect(decode([...head, { ...chunk({}, "stop"), usage }]).events).toEqual(expected);
    expect(decode([...head, { ...chunk({}, "stop"), x_groq: { usage } }]).events).toEqual(expected);
  });

  it.each([
    ["length", "length"],
    ["function_call", "tool_calls"],
    ["content_filter", "content_filter"],
    ["eos_token", "stop"],
  ])("%s ends as %s", (word, reason) => {
    expect(decode([chunk({}, word)]).events.at(-1)).toMatchObject({ type: "finish", reason });
  });

  it("name vLLM's stop sequence, and a refusal that OpenAI ends with stop", () => {
    expect(decode([chunk({}, "stop", { stop_reason: "END" })]).events.at(-1)).toEqual({
      type: "finish",
      choice: 0,
      reason: "stop_sequence",
      stopSequence: "END",
    });
    expect(decode([chunk({ refusal: "No." }), chunk({}, "stop")]).events.slice(1)).toEqual([
      { type: "refusal", choice: 0, text: "No." },
      { type: "finish", choice: 0, reason: "refusal", stopSequence: null },
    ]);
  });

  it("say nothing of an end that never came, and nothing after one that did", () => {
    expect(decode([chunk({ content: "a" })]).events.some(({ type }) => type === "finish")).toBe(false);
    const twice = decode([chunk({ content: "a" }, "stop"), chunk({ content: "b" }, "stop")]).events;
    expect(twice.map(({ type }) => type)).toEqual(["start", "text", "finish"]);
  });

  it("keep several choices apart and carry log probabilities", () => {
    const logprobs = { content: [{ token: "x", logprob: -0.1, top_logprobs: [] }] };
    const { events } = decode([
      { choices: [{ index: 1, delta: { content: "x" }, logprobs }] },
      { choices: [{ index: 0, delta: { content: "y" } }] },
    ]);
    expect(events).toEqual([
      { type: "start", id: null, model: null },
      { type: "text", choice: 1, text: "x", logprobs },
      { type: "text", choice: 0, text: "y" },
    ]);
  });
});

describe("reasoning", () => {
  const reasoning = { type: "reasoning", choice: 0, text: "hmm" };

  it.each([
    ["DeepSeek, vLLM before 0.12", { reasoning_content: "hmm" }],
    ["vLLM, Groq", { reasoning: "hmm" }],
    ["LiteLLM, which writes both", { reasoning_content: "hmm", reasoning: "hmm" }],
    [
      "OpenRouter, which writes it twice",
      { reasoning: "hmm", reasoning_details: [{ type: "reasoning.text", text: "hmm" }] },
    ],
    ["OpenRouter's details alone", { reasoning_details: [{ type: "reasoning.summary", summary: "hmm" }] }],
    ["Mistral", { content: [{ type: "thinking", thinking: [{ type: "text", text: "hmm" }] }] }],
  ])("is read once from %s", (_server, delta) => {
    expect(decode([chunk(delta)]).events).toEqual([start, reasoning]);
  });

  it("ends with its proof, OpenRouter's or LiteLLM's", () => {
    const signed = { type: "reasoning_signature", choice: 0, signature: "sig" };
    const openrouter = [
      chunk({ reasoning: "hmm", reasoning_details: [{ type: "reasoning.text", text: "hmm" }] }),
      chunk({ reasoning_details: [{ type: "reasoning.text", signature: "sig" }] }),
      chunk({ reasoning_details: [{ type: "reasoning.encrypted", data: "xyz" }] }),
    ];
    const redacted = { type: "redacted_reasoning", choice: 0, data: "xyz" };
    expect(decode(openrouter).events).toEqual([start, reasoning, signed, redacted]);
    const litellm = [
      chunk({ reasoning_content: "hmm", thinking_blocks: [{ type: "thinking", thinking: "hmm" }] }),
      chunk({ reasoning_content: "", thinking_blocks: [{ type: "thinking", thinking: "hmm", signature: "sig" }] }),
      chunk({ thinking_blocks: [{ type: "redacted_thinking", data: "xyz" }] }),
    ];
    expect(decode(litellm).events).toEqual([start, reasoning, signed, redacted]);
  });
});

describe("tool calls", () => {
  const told = (call: number, id: string): unknown => ({ type: "tool_call", choice: 0, call, id, name: "w" });
  const args = (call: number, text: string): unknown => ({ type: "tool_arguments", choice: 0, call, text });

  it("are told with id and name, their arguments as fragments, interleaved by index", () => {
    const calls = [
      callChunk({ index: 0, id: "a", type: "function", function: { name: "w", arguments: "" } }),
      callChunk({ index: 1, id: "b", type: "function", function: { name: "w", arguments: "" } }),
      callChunk({ index: 0, function: { arguments: "{1" } }),
      callChunk({ index: 1, function: { arguments: "{2" } }),
      callChunk({ index: 0, function: { arguments: "}" } }),
    ];
    expect(callEvents(calls)).toEqual([told(0, "a"), told(1, "b"), args(0, "{1"), args(1, "{2"), args(0, "}")]);
  });

  it("of a server without indexes belong to their id, else to the last call", () => {
    const calls = [
      callChunk({ id: "a", function: { name: "w", arguments: "{" } }),
      callChunk({ function: { arguments: "}" } }),
      callChunk({ id: "b", function: { name: "w", arguments: "{}" } }),
    ];
    expect(callEvents(calls)).toEqual([told(0, "a"), args(0, "{"), args(0, "}"), told(1, "b"), args(1, "{}")]);
  });

  it("of a server that writes index 0 for all are told apart by their ids", () => {
    const calls = ["a", "b"].map((id) => callChunk({ index: 0, id, function: { name: "w", arguments: "{}" } }));
    expect(callEvents(calls)).toEqual([told(0, "a"), args(0, "{}"), told(1, "b"), args(1, "{}")]);
  });

  it("get an id where the server gives none, and wait for a name that comes late", () => {
    const calls = [
      callChunk({ index: 0, function: { arguments: "{" } }),
      callChunk({ index: 0, function: { name: "w" } }),
    ];
    expect(callEvents(calls)).toEqual([told(0, expect.stringMatching(/^call_[0-9a-f]{24}$/) as string), args(0, "{")]);
  });

  it("end the choice as tool_calls even where the server says stop, and carry Gemini's proof", () => {
    const call = { index: 0, id: "a", function: { name: "w" }, extra_content: { google: { thought_signature: "s" } } };
    const { events } = decode([callChunk(call), chunk({}, "stop")]);
    expect(events.slice(1)).toEqual([
      { type: "tool_call", choice: 0, call: 0, id: "a", name: "w", signature: "s" },
      { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
    ]);
  });

  it("of the deprecated kind are one call", () => {
    const { events } = decode([
      chunk({ function_call: { name: "w", arguments: "" } }),
      chunk({ function_call: { arguments: "{}" } }, "function_call"),
    ]);
    expect(events.slice(1)).toEqual([
      told(0, expect.stringMatching(/^call_/) as string),
      args(0, "{}"),
      { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
    ]);
  });

  it("cut in the middle leave no finish", () => {
    const { events } = decode([callChunk({ index: 0, id: "a", function: { name: "w", arguments: '{"a' } })]);
    expect(events.map(({ type }) => type)).toEqual(["start", "tool_call", "tool_arguments"]);
  });
});

describe("a failure inside the stream", () => {
  it.each([
    ["OpenRouter's error object", { error: { code: 502, message: "boom" } }, 502],
    ["an error beside a choice", { ...chunk({}, "error"), error: { code: 429, message: "boom" } }, 429],
    ["vLLM's older error", { object: "error", message: "boom", code: 400 }, 400],
    ["a finish reason that is none", chunk({}, "error", { error: { code: 503, message: "boom" } }), 503],
  ])("is kept with its status, and nothing is decoded after it: %s", (_kind, value, status) => {
    const { events, decoder } = decode([chunk({ content: "par" }), value, chunk({ content: "never" }, "stop")]);
    expect(decoder.error).toMatchObject({ status, text: "boom" });
    expect(events).toEqual([start, { type: "text", choice: 0, text: "par" }]);
  });

  it("is known by the event's name alone", () => {
    const decoder = openDecoder();
    expect(decoder.decode({ message: "boom" }, "error")).toEqual([]);
    expect(decoder.error).toMatchObject({ text: "boom" });
  });
});

describe("any JSON", () => {
  const field = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        id: fc.jsonValue(),
        choices: fc.array(
          fc.record(
            {
              index: fc.jsonValue(),
              finish_reason: fc.jsonValue(),
              delta: fc.record(
                {
                  content: fc.jsonValue(),
                  reasoning_details: fc.jsonValue(),
                  thinking_blocks: fc.jsonValue(),
                  function_call: fc.jsonValue(),
                  tool_calls: fc.array(
                    fc.record(
                      { index: fc.jsonValue(), id: fc.jsonValue(), function: fc.jsonValue() },
                      { requiredKeys: [] },
                    ),
                  ),
                },
                { requiredKeys: [] },
              ),
            },
            { requiredKeys: [] },
          ),
        ),
        usage: fc.jsonValue(),
        error: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );

  it("never throws, and never ends a choice after an error", () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 6 }), (values) => {
        const { events, decoder } = decode(values);
        const finished = events.filter(({ type }) => type === "finish").length;
        if (decoder.error !== null) expect(decode([...values, chunk({}, "stop")]).events).toHaveLength(events.length);
        expect(finished).toBeLessThanOrEqual(1024);
      }),
    );
  });
});
