import { describe, expect, it } from "vitest";
import { addEvent, emptyAnswer, tokensPerSecond, type LiveAnswer } from "./answer-stream.ts";

const gather = (events: readonly unknown[]): LiveAnswer =>
  events.reduce<LiveAnswer>(
    (answer, event, index) =>
      addEvent(answer, typeof event === "string" ? event : JSON.stringify(event), (index + 1) * 100),
    emptyAnswer,
  );
const delta = (fields: object, finish: string | null = null): unknown => ({
  choices: [{ delta: fields, finish_reason: finish }],
});

describe("a streamed answer", () => {
  it("gathers text, reasoning, usage and the reason of its end", () => {
    const answer = gather([
      delta({ role: "assistant" }),
      delta({ reasoning_content: "hm" }),
      delta({ content: "한" }),
      delta({ content: "국" }, "stop"),
      {
        choices: [],
        usage: { prompt_tokens: 3, completion_tokens: 9, completion_tokens_details: { reasoning_tokens: 4 } },
      },
      "[DONE]",
    ]);
    expect(answer).toMatchObject({ text: "한국", reasoning: "hm" });
    expect(answer.facts).toMatchObject({
      firstTokenMs: 200,
      finishReason: "stop",
      promptTokens: 3,
      completionTokens: 9,
      reasoningTokens: 4,
    });
  });

  it("puts tool calls together by their index", () => {
    const answer = gather([
      delta({ tool_calls: [{ index: 0, id: "c1", function: { name: "weather", arguments: "" } }] }),
      delta({ tool_calls: [{ index: 1, id: "c2", function: { name: "time", arguments: "{" } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '{"q":1}' } }] }),
      delta({ tool_calls: [{ index: 1, function: { arguments: "}" } }] }, "tool_calls"),
    ]);
    expect(answer.toolCalls).toEqual([
      { id: "c1", name: "weather", arguments: '{"q":1}' },
      { id: "c2", name: "time", arguments: "{}" },
    ]);
  });

  it("keeps an error in the stream beside what was said before it", () => {
    const answer = gather([
      delta({ content: "half" }),
      { error: { message: "The provider went away.", code: "500", portico_code: "upstream_disconnected" } },
    ]);
    expect(answer.text).toBe("half");
    expect(answer.facts).toMatchObject({
      state: "failed",
      error: { status: 500, code: "upstream_disconnected", message: "The provider went away." },
    });
  });

  it("reads past what is no event of a chat", () => {
    expect(gather(["not json", "3", "null"])).toEqual(emptyAnswer);
  });

  it("counts a rate only where there is one", () => {
    const facts = { ...emptyAnswer.facts, completionTokens: 101, firstTokenMs: 500, totalMs: 1500 };
    expect(tokensPerSecond(facts)).toBe(100);
    expect(tokensPerSecond({ ...facts, completionTokens: 1 })).toBeNull();
    expect(tokensPerSecond({ ...facts, totalMs: 500 })).toBeNull();
    expect(tokensPerSecond({ ...facts, completionTokens: null })).toBeNull();
  });
});
