/** Only the loop that still runs counts, and any thought that can go back saves it. */
import { describe, expect, it } from "vitest";
import type { Message, Part } from "../../contract/conversation.ts";
import { isThinkingLost } from "./thinking-lost.ts";

const user = (...parts: Part[]): Message => ({ role: "user", parts });
const assistant = (...parts: Part[]): Message => ({ role: "assistant", parts });
const text: Part = { type: "text", text: "t" };
const call: Part = { type: "tool_call", id: "c", name: "w", arguments: "{}" };
const result: Part = { type: "tool_result", callId: "c", parts: [text], isError: false };
const bare: Part = { type: "reasoning", text: "hm" };
const signed: Part = { type: "reasoning", text: "hm", signature: "s" };

describe("a tool loop lost its thoughts", () => {
  it.each<readonly [string, readonly Message[], boolean]>([
    ["when its call has none", [user(text), assistant(call), user(result)], true],
    ["when its thought has no proof", [user(text), assistant(bare, call), user(result)], true],
    ["not when the thought came along", [user(text), assistant(signed, call), user(result)], false],
    [
      "not when an earlier step of it brought one",
      [user(text), assistant(signed, call), user(result), assistant(call), user(result)],
      false,
    ],
    [
      "not when a new question was asked since",
      [user(text), assistant(call), user(result), assistant(text), user(text)],
      false,
    ],
    ["not when nothing was called", [user(text), assistant(text)], false],
    ["not before anything was said", [user(text)], false],
  ])("%s", (_when, messages, isLost) => {
    expect(isThinkingLost(messages, ({ signature }) => signature !== undefined)).toBe(isLost);
  });
});
