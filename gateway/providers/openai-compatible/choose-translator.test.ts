import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../contract/answer.ts";
import { noSampling, type Conversation } from "../../contract/conversation.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { testDeployment } from "./__fixtures__/test-deployment.ts";
import { openaiTranslator } from "./choose-translator.ts";
import { openaiCompatible } from "./openai-compatible.ts";

const thinking: Conversation = {
  messages: [{ role: "user", parts: [{ type: "text", text: "hi" }] }],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  sampling: noSampling,
  responseFormat: null,
  reasoning: { effort: null, budgetTokens: 2048, mode: "on", summary: null },
  user: null,
  isStream: false,
  family: "anthropic",
  extra: {},
};
const ownAddress = { apiBase: "https://api.openai.com/v1", upstreamModel: "gpt-5" };

function pathFor(own: Partial<Conversation>, deployment: Partial<Deployment>, prefix = "openai"): string {
  const { request } = openaiTranslator.toRequest({
    deployment: testDeployment(prefix, deployment),
    upstreamModel: "gpt-5",
    conversation: { ...thinking, ...own },
    dropParams: false,
    headers: {},
  });
  return request.path;
}

describe("the choice between chat completions and /responses", () => {
  it("is /responses for a deployment of that mode, whoever asks", () => {
    for (const family of ["openai", "anthropic", "ollama"] as const) {
      expect(pathFor({ family, reasoning: null }, { mode: "responses" })).toBe("/v1/responses");
    }
  });

  it("is /responses for a Messages client that thinks at the provider's own address, and nowhere else", () => {
    expect(pathFor({}, ownAddress)).toBe("/v1/responses");
    expect(pathFor({}, {})).toBe("/v1/chat/completions");
    expect(pathFor({ reasoning: null }, ownAddress)).toBe("/v1/chat/completions");
    expect(pathFor({ family: "ollama" }, ownAddress)).toBe("/v1/chat/completions");
    expect(pathFor({}, { apiBase: "https://api.groq.com/openai/v1" }, "groq")).toBe("/openai/v1/chat/completions");
  });

  it("keeps stop sequences, which only chat completions knows", () => {
    expect(pathFor({ sampling: { ...noSampling, stop: ["x"] } }, ownAddress)).toBe("/v1/chat/completions");
  });

  it("leaves a deployment of mode responses no untouched chat, and others their own", () => {
    const only = testDeployment("vllm", { mode: "responses" });
    expect(openaiCompatible.native("chat", only)).toBeNull();
    expect(openaiCompatible.native("responses", only)).not.toBeNull();
    expect(openaiCompatible.native("embedding", only)).not.toBeNull();
    const plain = testDeployment("vllm");
    expect(openaiCompatible.native("chat", plain)).not.toBeNull();
    expect(openaiCompatible.native("responses", plain)).toBeNull();
  });
});

describe("an answer of either API", () => {
  const read = (value: unknown) => openaiTranslator.readAnswer(Buffer.from(JSON.stringify(value)));
  const decode = (values: readonly unknown[]): { events: readonly AnswerEvent[]; error: unknown } => {
    const decoder = openaiTranslator.openDecoder();
    const events = values.flatMap((value) => decoder.decode(value, null));
    return { events: [...events, ...decoder.end()], error: decoder.error };
  };

  it("is read as what it says it is", () => {
    const message = { role: "assistant", content: "chat" };
    expect(read({ object: "chat.completion", choices: [{ index: 0, message, finish_reason: "stop" }] })).toMatchObject({
      answer: { choices: [{ parts: [{ text: "chat" }] }] },
    });
    const output = [{ type: "message", content: [{ type: "output_text", text: "response" }] }];
    // A tool's schema may hold a property called choices.
    const tools = [{ type: "function", parameters: { properties: { choices: {} } } }];
    expect(read({ object: "response", output, tools })).toMatchObject({
      answer: { choices: [{ parts: [{ text: "response" }] }] },
    });
    expect(read({ object: "response", status: "failed", output: [], error: { message: "no" } }).kind).toBe("error");
    expect(read({ error: { message: "no" } }).kind).toBe("error");
  });

  it("is decoded as what its first event is", () => {
    const chunk = { choices: [{ index: 0, delta: { content: "chat" } }] };
    expect(decode([chunk]).events).toContainEqual(expect.objectContaining({ type: "text", text: "chat" }));
    const delta = { type: "response.output_text.delta", output_index: 0, delta: "response" };
    expect(decode([delta]).events).toContainEqual(expect.objectContaining({ type: "text", text: "response" }));
    expect(decode([{ error: { message: "no" } }]).error).toMatchObject({ text: "no" });
  });

  it("never throws, whatever JSON it is", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), (values) => {
        decode(values);
        for (const value of values) expect(["invalid", "error"]).toContain(read(value).kind);
      }),
    );
  });
});
