import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../contract/answer.ts";
import { GatewayError } from "../../contract/errors.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { RenderContext } from "../client-dialect.ts";
import { openaiCompletion } from "./openai-completion.ts";

const usage = { ...unknownUsage, promptTokens: 11, completionTokens: 3, cachedTokens: 4, reasoningTokens: 1 };
const logprobs = {
  content: [
    {
      token: "Hel",
      logprob: -0.1,
      top_logprobs: [
        { token: "Hel", logprob: -0.1 },
        { token: "Yo", logprob: -2 },
      ],
    },
    { token: "lo", logprob: -0.2, top_logprobs: [] },
  ],
};

function contextOf(fields: Record<string, unknown>, more: Partial<RenderContext> = {}): RenderContext {
  return { requestId: "r", model: "alias", createdAt: 1, wantsUsage: true, mergesReasoning: false, fields, ...more };
}

describe("a prompt", () => {
  it("is the one user message, with the parameters legacy clients know", () => {
    const conversation = openaiCompletion.toConversation({
      model: "alias",
      prompt: ["Say hi"],
      max_tokens: 5,
      logprobs: 2,
      n: 2,
      best_of: 2,
      echo: false,
      suffix: null,
      user: "u1",
      stream: true,
      foo: 1,
      metadata: {},
    });
    expect(conversation).toMatchObject({
      messages: [{ role: "user", parts: [{ type: "text", text: "Say hi" }] }],
      sampling: { maxTokens: 5, logprobs: true, topLogprobs: 2, n: 2 },
      user: "u1",
      isStream: true,
      family: "openai",
    });
    expect(conversation.extra).toEqual({ foo: 1 });
  });

  it.each([
    [{ prompt: ["a", "b"] }, "prompt", "holds 2 prompts"],
    [{ prompt: [1, 2, 3] }, "prompt", "token ids"],
    [{ prompt: [[1], [2]] }, "prompt", "token ids"],
    [{ prompt: "a", suffix: "b" }, "suffix", "between two texts"],
    [{ prompt: "a", best_of: 3 }, "best_of", "more drafts than answers"],
  ])("that a chat target cannot answer is a 400 that says why: %j", (fields, param, reason) => {
    const run = (): unknown => openaiCompletion.toConversation(fields);
    expect(run).toThrow(expect.objectContaining({ code: "invalid_request", status: 400, param }) as Error);
    expect(run).toThrow(reason);
  });

  it("must be there, and be text or a list, before anybody is asked", () => {
    expect(() => openaiCompletion.check({})).toThrow("/completions: Missing required parameter: 'prompt'.");
    expect(() => openaiCompletion.check({ prompt: 3 })).toThrow("'prompt' must be a string or a list.");
    expect(() => openaiCompletion.check({ prompt: [1, 2], stream: true })).not.toThrow();
  });
});

describe("a whole answer", () => {
  const choice = { index: 0, finish: "stop", stopSequence: null, logprobs } as const;
  const answer = {
    id: "chatcmpl-up1",
    model: "up",
    choices: [
      {
        ...choice,
        parts: [
          { type: "reasoning", text: "hmm" },
          { type: "text", text: "Hello" },
        ] as const,
      },
    ],
    usage,
  };

  it("is a text_completion with its log probabilities in lists, and what echo repeats", () => {
    const render = (fields: Record<string, unknown>): unknown =>
      JSON.parse(openaiCompletion.renderAnswer(answer, contextOf(fields)));
    expect(render({ prompt: "x" })).toEqual({
      id: "chatcmpl-up1",
      object: "text_completion",
      created: 1,
      model: "alias",
      choices: [
        {
          finish_reason: "stop",
          index: 0,
          text: "Hello",
          logprobs: {
            tokens: ["Hel", "lo"],
            token_logprobs: [-0.1, -0.2],
            top_logprobs: [{ Hel: -0.1, Yo: -2 }, {}],
            text_offset: [0, 3],
          },
        },
      ],
      usage: {
        completion_tokens: 3,
        prompt_tokens: 11,
        total_tokens: 14,
        completion_tokens_details: { reasoning_tokens: 1, text_tokens: 2 },
        prompt_tokens_details: { cached_tokens: 4 },
        cache_read_input_tokens: 4,
      },
    });
    expect(render({ prompt: ["Say: "], echo: true })).toMatchObject({
      choices: [{ text: "Say: Hello", logprobs: { text_offset: [5, 8] } }],
    });
  });
});

describe("a stream", () => {
  const events: readonly AnswerEvent[] = [
    { type: "start", id: null, model: "up" },
    { type: "reasoning", choice: 0, text: "hmm" },
    { type: "text", choice: 0, text: "Hel", logprobs: { content: logprobs.content.slice(0, 1) } },
    { type: "text", choice: 0, text: "lo" },
    { type: "finish", choice: 0, reason: "length", stopSequence: null },
    { type: "usage", usage },
  ];

  function write(context: RenderContext): readonly string[] {
    const encoder = openaiCompletion.openEncoder(context);
    const text = encoder.encode(events) + encoder.end();
    return text
      .split("\n\n")
      .filter((block) => block !== "")
      .map((block) => block.replace("data: ", ""));
  }

  it("is text_completion events that end with usage and [DONE]", () => {
    const blocks = write(contextOf({ prompt: "Say: ", echo: true }));
    expect(blocks.at(-1)).toBe("[DONE]");
    const chunks = blocks.slice(0, -1).map((block) => JSON.parse(block) as Record<string, unknown>); // ours
    expect(chunks[0]).toEqual({
      id: "cmpl-r",
      object: "text_completion",
      created: 1,
      model: "alias",
      choices: [{ index: 0, text: "Say: ", logprobs: null, finish_reason: null }],
    });
    expect(chunks[1]).toMatchObject({ choices: [{ text: "Hel", logprobs: { tokens: ["Hel"], text_offset: [5] } }] });
    expect(chunks[3]).toMatchObject({ choices: [{ text: "", finish_reason: "length" }] });
    expect(chunks[4]).toMatchObject({ choices: [], usage: { total_tokens: 14 } });
    expect(chunks).toHaveLength(5);
  });

  it("shows reasoning only merged into the text, and no usage that was not asked for", () => {
    const blocks = write(contextOf({ prompt: "x" }, { mergesReasoning: true, wantsUsage: false }));
    const texts = blocks
      .slice(0, -1)
      .map((block) => (JSON.parse(block) as { choices: { text: string }[] }).choices[0]?.text);
    expect(texts.join("")).toBe("<think>hmm</think>Hello");
    expect(blocks.join("")).not.toContain("usage");
  });

  it("breaks with an error event and no [DONE]", () => {
    const error = new GatewayError("upstream_error", { message: "cut" });
    const encoder = openaiCompletion.openEncoder(contextOf({ prompt: "x" }));
    expect(encoder.fail(error)).toBe(openaiCompletion.errorEvent(error, null));
    expect(encoder.fail(error)).not.toContain("[DONE]");
  });
});

describe("any JSON body", () => {
  it("becomes a conversation or a 400, never a crash", () => {
    const fields = fc.dictionary(
      fc.constantFrom("prompt", "suffix", "best_of", "logprobs", "n", "stop"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fields, (body) => {
        try {
          openaiCompletion.toConversation(body);
        } catch (error) {
          expect(error).toBeInstanceOf(GatewayError);
        }
      }),
    );
  });
});
