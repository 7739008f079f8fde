import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "../contract/answer.ts";
import { noSampling, type Conversation } from "../contract/conversation.ts";
import { unknownUsage } from "../contract/usage.ts";
import type { AnswerEncoder } from "../dialects/client-dialect.ts";
import type { AnswerDecoder } from "../providers/provider.ts";
import { ResumableAnswer } from "./resumable-answer.ts";

const encoder = (): AnswerEncoder => ({ encode: () => "", end: () => "", fail: () => "" });
/** A decoder whose events are what it is given. */
const decoder: AnswerDecoder = {
  error: null,
  decode: (value) => value as AnswerEvent[], // the tests give events
  end: () => [],
};
const asked: Conversation = {
  messages: [{ role: "user", parts: [{ type: "text", text: "hi" }] }],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  sampling: noSampling,
  responseFormat: null,
  reasoning: null,
  user: null,
  isStream: true,
  family: "openai",
  extra: {},
};
const start: AnswerEvent = { type: "start", id: "1", model: "m" };
const said = (text: string, choice = 0): AnswerEvent => ({ type: "text", choice, text });
const used = (promptTokens: number, completionTokens: number): AnswerEvent => ({
  type: "usage",
  usage: { ...unknownUsage, promptTokens, completionTokens },
});

describe("ResumableAnswer", () => {
  it("asks the first model what the client asked, and the next one to go on where the text ends", () => {
    const answer = new ResumableAnswer();
    answer.encoder(encoder);
    expect(answer.conversation(asked)).toBe(asked);
    answer.decoder(decoder).decode([start, said("one "), said("two")], null);
    answer.resume(unknownUsage);
    expect(answer.conversation(asked).messages.slice(1)).toMatchObject([
      { role: "assistant", parts: [{ text: "one two" }] },
      { role: "user" },
    ]);
  });

  it("keeps one encoder from the first byte on, drops a second beginning and adds up what was used", () => {
    const answer = new ResumableAnswer();
    const first = answer.encoder(encoder);
    answer.decoder(decoder).decode([start, said("a"), used(10, 1)], null);
    answer.resume({ ...unknownUsage, promptTokens: 10, completionTokens: 1 });
    expect(answer.encoder(encoder)).toBe(first);
    expect(answer.decoder(decoder).decode([start, said("b"), used(12, 3)], null)).toEqual([said("b"), used(22, 4)]);
    expect(answer.characters).toBe(2);
  });

  it("forgets an attempt that nobody saw", () => {
    const answer = new ResumableAnswer();
    const first = answer.encoder(encoder);
    answer.decoder(decoder).decode([said("unseen")], null);
    expect(answer.encoder(encoder)).not.toBe(first);
    expect(answer.characters).toBe(0);
  });

  it.each<[string, AnswerEvent]>([
    ["a tool call", { type: "tool_call", choice: 0, call: 0, id: "c", name: "f" }],
    ["its arguments", { type: "tool_arguments", choice: 0, call: 0, text: "{" }],
    ["a refusal", { type: "refusal", choice: 0, text: "no" }],
    ["a second choice", said("x", 1)],
    ["its end", { type: "finish", choice: 0, reason: "stop", stopSequence: null }],
  ])("is not gone on with after %s", (_name, event) => {
    const answer = new ResumableAnswer();
    answer.encoder(encoder);
    answer.decoder(decoder).decode([start, said("a")], null);
    expect(answer.canResume).toBe(true);
    answer.decoder(decoder).decode([event], null);
    expect(answer.canResume).toBe(false);
  });
});
