import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer } from "./read-answer.ts";

const read = (value: unknown): ReturnType<typeof readAnswer> => readAnswer(Buffer.from(JSON.stringify(value)));

function parts(message: Record<string, unknown>, finish = "stop"): unknown {
  const verdict = read({ choices: [{ index: 0, message, finish_reason: finish }] });
  return verdict.kind === "ok" ? verdict.answer.choices[0]?.parts : verdict;
}

describe("readAnswer", () => {
  it("reads text, reasoning, calls and usage", () => {
    const verdict = read({
      id: "c1",
      model: "up/model",
      choices: [
        {
          index: 0,
          finish_reason: "tool_calls",
          logprobs: { content: [] },
          message: {
            role: "assistant",
            content: "Let me",
            reasoning_content: "hmm",
            tool_calls: [{ id: "a", type: "function", function: { name: "w", arguments: '{"a":1}' } }],
          },
        },
      ],
      usage: {
        prompt_tokens: 17,
        completion_tokens: 3,
        prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
        completion_tokens_details: { reasoning_tokens: 1 },
        cost: 0.000123,
      },
    });
    expect(verdict).toEqual({
      kind: "ok",
      answer: {
        id: "c1",
        model: "up/model",
        choices: [
          {
            index: 0,
            parts: [
              { type: "reasoning", text: "hmm" },
              { type: "text", text: "Let me" },
              { type: "tool_call", id: "a", name: "w", arguments: '{"a":1}' },
            ],
            finish: "tool_calls",
            stopSequence: null,
            logprobs: { content: [] },
          },
        ],
        usage: {
          promptTokens: 17,
          completionTokens: 3,
          cachedTokens: 4,
          cacheWriteTokens: 2,
          reasoningTokens: 1,
          reportedCostUsd: "0.000123",
        },
      },
    });
  });

  it("keeps what proves reasoning, from OpenRouter's and LiteLLM's fields", () => {
    const expected = [
      { type: "reasoning", text: "hmm", signature: "sig" },
      { type: "reasoning", text: "", redacted: "xyz" },
      { type: "text", text: "ok" },
    ];
    const openrouter = {
      content: "ok",
      reasoning: "hmm",
      reasoning_details: [
        { type: "reasoning.text", text: "hmm", signature: "sig" },
        { type: "reasoning.encrypted", data: "xyz" },
      ],
    };
    const litellm = {
      content: "ok",
      reasoning_content: "hmm",
      thinking_blocks: [
        { type: "thinking", thinking: "hmm", signature: "sig" },
        { type: "redacted_thinking", data: "xyz" },
      ],
    };
    expect(parts(openrouter)).toEqual(expected);
    expect(parts(litellm)).toEqual(expected);
  });

  it("reads the deprecated call, a refusal, images, and keeps audio for its own family", () => {
    expect(parts({ content: null, function_call: { name: "w", arguments: "{}" } }, "function_call")).toEqual([
      { type: "tool_call", id: expect.stringMatching(/^call_/) as string, name: "w", arguments: "{}" },
    ]);
    expect(parts({ content: null, refusal: "No." })).toEqual([{ type: "refusal", text: "No." }]);
    expect(
      parts({ content: "", images: [{ type: "image_url", image_url: { url: "data:image/png;base64,aGk=" } }] }),
    ).toEqual([{ type: "image", source: { kind: "base64", mediaType: "image/png", data: "aGk=" } }]);
    expect(parts({ content: null, audio: { id: "audio_1", data: "aGk=" } })).toEqual([
      { type: "opaque", family: "openai", value: { audio: { id: "audio_1", data: "aGk=" } } },
    ]);
  });

  it("takes an error dressed as a 200 for what it is", () => {
    expect(read({ error: { code: 429, message: "slow down" } })).toMatchObject({
      kind: "error",
      error: { status: 429, code: "upstream_rate_limit", text: "slow down" },
    });
    expect(read({ choices: [{ finish_reason: "error", error: { code: 502, message: "boom" } }] })).toMatchObject({
      kind: "error",
      error: { status: 502, text: "boom" },
    });
  });

  it.each(["", "{", "[]", "null", "{}", '{"choices":[]}', '{"choices":[{"text":"x"}]}'])(
    "says why %j is no answer",
    (text) => {
      expect(readAnswer(Buffer.from(text))).toMatchObject({
        kind: "invalid",
        reason: expect.stringMatching(/./) as string,
      });
    },
  );

  it("never throws on any JSON", () => {
    const message = fc.dictionary(
      fc.constantFrom("content", "tool_calls", "function_call", "reasoning", "reasoning_details", "images", "refusal"),
      fc.jsonValue(),
    );
    const choice = fc.record({ message, finish_reason: fc.jsonValue(), index: fc.jsonValue() }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ choices: fc.array(choice), usage: fc.jsonValue() })),
        (value) => {
          expect(["ok", "invalid", "error"]).toContain(read(value).kind);
        },
      ),
    );
  });
});
