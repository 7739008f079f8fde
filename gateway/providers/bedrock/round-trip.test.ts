import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message, Part } from "../../contract/conversation.ts";
import { cloudDeployment } from "../shared/__fixtures__/cloud-deployment.ts";
import { conversationOf } from "../shared/__fixtures__/conversation-of.ts";
import { claudeAnswer } from "./__fixtures__/answers.ts";
import { readAnswer } from "./from-response.ts";
import { toRequest } from "./to-request.ts";

const deployment = cloudDeployment("bedrock/anthropic.claude-v1:0");
const text = (value: string): Part => ({ type: "text", text: value });
const question: Message = { role: "user", parts: [text("q")] };

/** @returns Converse's messages for a question and this answer to it */
function messagesFor(parts: readonly Part[]): unknown[] {
  const conversation = conversationOf({ messages: [question, { role: "assistant", parts }] });
  const { upstreamModel } = deployment;
  const { request } = toRequest({ deployment, upstreamModel, conversation, dropParams: false, headers: {} });
  return (JSON.parse(String(request.body)) as { messages: unknown[] }).messages; // our own object
}

/** What a model wrote, as the form holds it, so that it must come back. */
const word = fc.string({ minLength: 1, maxLength: 12 }).filter((value) => value.trim() !== "");
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
const written = fc.oneof(
  word.map(text),
  fc.record({ type: fc.constant("reasoning" as const), text: fc.string(), signature: word }),
  fc.record({ type: fc.constant("reasoning" as const), text: fc.constant(""), redacted: word }),
  fc.record({
    type: fc.constant("tool_call" as const),
    id,
    name: id,
    arguments: fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value)),
  }),
  fc.record({
    type: fc.constant("opaque" as const),
    family: fc.constant("bedrock" as const),
    value: fc.record({ guardContent: fc.record({ text: word }) }),
  }),
);

describe("there and back", () => {
  it("gives the model its own answer word for word, whatever it was made of", () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 6 }), (parts) => {
        const [, message] = messagesFor(parts);
        const verdict = readAnswer(Buffer.from(JSON.stringify({ output: { message } })));
        expect(verdict.kind === "ok" ? verdict.answer.choices[0]?.parts : verdict).toEqual(parts);
      }),
      { numRuns: 300 },
    );
  });

  it("gives a recorded answer back block by block", () => {
    const verdict = readAnswer(Buffer.from(JSON.stringify(claudeAnswer)));
    if (verdict.kind !== "ok") throw new Error(JSON.stringify(verdict));
    const parts = verdict.answer.choices[0]?.parts ?? [];
    expect(messagesFor(parts)).toEqual([{ role: "user", content: [{ text: "q" }] }, claudeAnswer.output.message]);
  });
});
