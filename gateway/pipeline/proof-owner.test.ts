import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "../contract/answer.ts";
import { noSampling, type Conversation, type Part, type WireFamily } from "../contract/conversation.ts";
import { unknownUsage } from "../contract/usage.ts";
import { keepOwnProofs, ProofNamer } from "./proof-owner.ts";

const signed = (signature: string): Part => ({ type: "reasoning", text: "hm", signature });
const redacted = (data: string): Part => ({ type: "reasoning", text: "", redacted: data });

function conversation(family: WireFamily, ...parts: Part[]): Conversation {
  return {
    messages: [
      { role: "user", parts: [{ type: "text", text: "hi" }] },
      { role: "assistant", parts },
    ],
    tools: [],
    toolChoice: null,
    parallelToolCalls: null,
    sampling: noSampling,
    responseFormat: null,
    reasoning: null,
    user: null,
    isStream: false,
    family,
    extra: {},
  };
}

/** What goes to one provider's client and comes back for another. */
function travel(from: string, to: string, family: WireFamily): readonly Part[] {
  const answer = {
    id: null,
    model: null,
    usage: unknownUsage,
    choices: [
      {
        index: 0,
        parts: [signed("c2ln"), redacted("cmVk")],
        finish: "stop",
        stopSequence: null,
        logprobs: null,
      } as const,
    ],
  };
  const shown = ProofNamer.between(from, family)?.answer(answer) ?? answer;
  return keepOwnProofs(conversation(family, ...(shown.choices[0]?.parts ?? [])), to).conversation.messages[1]!.parts;
}

describe("a proof of thinking", () => {
  const owners = ["anthropic", "gemini", "openai", "azure", "bedrock", "openrouter"];
  const families: WireFamily[] = ["anthropic", "openai", "responses", "ollama"];
  const ways = families.flatMap((family) => owners.flatMap((from) => owners.map((to) => [from, to, family] as const)));

  it.each(ways)(
    "made by %s and brought to %s by a client of %s gets there only if both are one",
    (from, to, family) => {
      expect(travel(from, to, family)).toEqual(
        from === to ? [signed("c2ln"), redacted("cmVk")] : [{ type: "reasoning", text: "hm" }],
      );
    },
  );

  it("goes as it is to a client of its maker's own dialect, in the same events", () => {
    expect(ProofNamer.between("anthropic", "anthropic")).toBeNull();
    expect(ProofNamer.between("openai", "responses")).toBeNull();
    const plain: AnswerEvent[] = [{ type: "text", choice: 0, text: "a" }];
    const namer = ProofNamer.between("gemini", "anthropic");
    expect(namer?.events(plain)).toBe(plain);
    expect(
      namer?.events([
        { type: "reasoning_signature", choice: 0, signature: "s" },
        { type: "redacted_reasoning", choice: 0, data: "d" },
      ]),
    ).toEqual([
      { type: "reasoning_signature", choice: 0, signature: "gemini:s" },
      { type: "redacted_reasoning", choice: 0, data: "gemini:d" },
    ]);
  });

  it("that is somebody else's is noted where it stood, and the id of its item goes with it", () => {
    const foreign: Part = { type: "reasoning", text: "hm", signature: "gemini:c2ln", id: "rs_1" };
    expect(keepOwnProofs(conversation("responses", foreign), "anthropic")).toMatchObject({
      dropped: ["messages[1].reasoning.signature"],
      conversation: { messages: [{}, { parts: [{ type: "reasoning", text: "hm" }] }] },
    });
    const own = keepOwnProofs(conversation("responses", foreign), "gemini").conversation.messages[1];
    expect(own?.parts).toEqual([{ ...signed("c2ln"), id: "rs_1" }]);
    const openai: Part = { type: "reasoning", text: "", signature: "gAAA", id: "rs_1" };
    expect(keepOwnProofs(conversation("responses", openai), "openai").conversation.messages[1]?.parts).toEqual([
      openai,
    ]);
  });
});
