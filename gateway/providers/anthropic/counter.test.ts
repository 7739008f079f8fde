import { describe, expect, it } from "vitest";
import { noSampling } from "../../contract/conversation.ts";
import { goldenConversation } from "./__fixtures__/golden-conversation.ts";
import { sampleDeployment } from "./__fixtures__/sample-deployment.ts";
import { counter } from "./counter.ts";

describe("counting a translated conversation at Anthropic", () => {
  it("asks with what is counted and nothing the counter refuses", () => {
    const tools = [{ kind: "function", name: "w" }] as const;
    const conversation = {
      ...goldenConversation({ messages: [{ role: "user", content: "hi" }], user: "u1" }),
      sampling: { ...noSampling, temperature: 0.5, maxTokens: 9000, stop: ["x"] },
      reasoning: { effort: "low", budgetTokens: null, mode: null, summary: null },
      isStream: true,
      tools,
    };
    const deployment = sampleDeployment();
    const input = { deployment, upstreamModel: "claude-sonnet-4-5", conversation, dropParams: false, headers: {} };
    const { request } = counter.toRequest(input);
    expect(request.path).toBe("/v1/messages/count_tokens");
    expect(JSON.parse(String(request.body))).toEqual({
      model: "claude-sonnet-4-5",
      messages: [{ role: "user", content: [{ type: "text", text: "hi" }] }],
      tools: [{ name: "w", type: "custom", input_schema: { type: "object", properties: {} } }],
      thinking: { type: "enabled", budget_tokens: 1024 },
    });
  });

  it("reads the count, and null from anything else", () => {
    expect(counter.readAnswer(Buffer.from('{"input_tokens":7}'))).toBe(7);
    expect(counter.readAnswer(Buffer.from('{"input_tokens":-1}'))).toBeNull();
    expect(counter.readAnswer(Buffer.from("nothing"))).toBeNull();
  });
});
