/** Usage in answers that a pass-through relays unread, in each provider's own shape. */
import { describe, expect, it } from "vitest";
import { usageInRaw } from "./raw-usage.ts";

const events = (...values: readonly unknown[]): Buffer =>
  Buffer.from(values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join(""));
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe("usage in a raw answer", () => {
  it("is Anthropic's, whose prompt leaves the cache out", () => {
    const usage = {
      input_tokens: 4,
      cache_read_input_tokens: 2455,
      cache_creation_input_tokens: 10,
      output_tokens: 23,
    };
    expect(usageInRaw(json({ type: "message", usage }), "application/json")).toMatchObject({
      promptTokens: 2469,
      cachedTokens: 2455,
      cacheWriteTokens: 10,
      completionTokens: 23,
    });
  });

  it("is Anthropic's stream: the prompt first, the completion last, the placeholder between them never", () => {
    const start = {
      type: "message_start",
      message: { usage: { input_tokens: 4, cache_read_input_tokens: 6, output_tokens: 1 } },
    };
    const end = { type: "message_delta", delta: {}, usage: { output_tokens: 23 } };
    expect(usageInRaw(events(start, end), "text/event-stream")).toMatchObject({
      promptTokens: 10,
      completionTokens: 23,
    });
    expect(usageInRaw(events(start), "text/event-stream")).toMatchObject({ promptTokens: 10, completionTokens: null });
  });

  it("is Gemini's, as an object and as the last of a list", () => {
    const answer = {
      usageMetadata: {
        promptTokenCount: 10,
        candidatesTokenCount: 5,
        thoughtsTokenCount: 7,
        totalTokenCount: 22,
        cachedContentTokenCount: 4,
      },
    };
    const wanted = { promptTokens: 10, completionTokens: 12, cachedTokens: 4, reasoningTokens: 7 };
    expect(usageInRaw(json(answer), "application/json")).toMatchObject(wanted);
    expect(usageInRaw(json([{ usageMetadata: { promptTokenCount: 10 } }, answer]), "application/json")).toMatchObject(
      wanted,
    );
  });

  it("is OpenAI's chat and Responses", () => {
    const chat = { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 }, service_tier: "flex" };
    expect(usageInRaw(events(chat, { choices: [] }), "text/event-stream")).toMatchObject({
      promptTokens: 3,
      completionTokens: 4,
      serviceTier: "flex",
    });
    const done = {
      type: "response.completed",
      response: { usage: { input_tokens: 3, output_tokens: 4, input_tokens_details: { cached_tokens: 2 } } },
    };
    expect(usageInRaw(events(done), "text/event-stream")).toMatchObject({
      promptTokens: 3,
      completionTokens: 4,
      cachedTokens: 2,
    });
  });

  it("is unknown where there is none or it was cut", () => {
    for (const body of ['{"usage": {"prompt_tok', "no json", "[]", '{"usage": 7}'])
      expect(usageInRaw(Buffer.from(body), "application/json").promptTokens).toBeNull();
  });
});
