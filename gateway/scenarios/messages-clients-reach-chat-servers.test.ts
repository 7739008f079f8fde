/** Anthropic's own SDK against an alias whose server speaks OpenAI's chat: what Claude Code needs of a local model. */
import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
let client: Anthropic;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(
    `model_list:\n  - {model_name: local, litellm_params: {model: hosted_vllm/m, api_base: "${upstream.url}"}}\n` +
      `general_settings: {master_key: ${masterKey}}\n`,
  );
  client = new Anthropic({ apiKey: masterKey, baseURL: gateway.url, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const tools = [{ name: "weather", description: "d", input_schema: { type: "object" as const } }];
const ask = (content: string): Anthropic.MessageParam[] => [{ role: "user", content }];
const call = { type: "tool_use", id: "call_1", name: "weather", input: { city: "서울" } };

describe("a Messages client on a chat server", () => {
  it("gets text with the counts of both dialects", async () => {
    const answer = await client.messages.create({ model: "local", max_tokens: 50, messages: ask("hi") });
    expect(answer).toMatchObject({
      type: "message",
      model: "local",
      content: [{ type: "text", text: "Hello 안녕" }],
      stop_reason: "end_turn",
      usage: { input_tokens: 7, output_tokens: 3, cache_read_input_tokens: 4 },
    });
    expect(upstream.received.at(-1)).toMatchObject({
      path: "/v1/chat/completions",
      body: { model: "m", max_tokens: 50, messages: [{ role: "user", content: "hi" }] },
    });
  });

  it("brings what a search found as text", async () => {
    const found = {
      type: "search_result" as const,
      source: "https://a.test/",
      title: "A",
      content: [{ type: "text" as const, text: "found" }],
    };
    const messages: Anthropic.MessageParam[] = [{ role: "user", content: [found, { type: "text", text: "so?" }] }];
    await client.messages.create({ model: "local", max_tokens: 50, messages });
    expect(upstream.received.at(-1)?.body["messages"]).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "A (https://a.test/)\nfound" },
          { type: "text", text: "so?" },
        ],
      },
    ]);
  });

  it("gets a tool call, whole and streamed, and its result back to the model", async () => {
    const asked = { model: "local", max_tokens: 50, messages: ask("weather?"), tools };
    const whole = await client.messages.create(asked);
    expect(whole).toMatchObject({ content: [call], stop_reason: "tool_use" });
    const streamed = await client.messages.stream(asked).finalMessage();
    expect(streamed).toMatchObject({ content: [call], stop_reason: "tool_use", usage: { output_tokens: 3 } });
    const messages: Anthropic.MessageParam[] = [
      ...asked.messages,
      { role: "assistant", content: streamed.content },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "call_1", content: "sunny" }] },
    ];
    const last = await client.messages.stream({ ...asked, messages }).finalMessage();
    expect(last.content).toMatchObject([{ type: "text", text: "Hello 안녕" }]);
    expect(upstream.received.at(-1)?.body["messages"]).toEqual([
      { role: "user", content: "weather?" },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "call_1", type: "function", function: { name: "weather", arguments: '{"city":"서울"}' } }],
      },
      { role: "tool", tool_call_id: "call_1", content: "sunny" },
    ]);
  });

  it("gets the model's thought as a thinking block, and asks for it in effort", async () => {
    const asked = { model: "local", max_tokens: 4000, thinking: { type: "enabled" as const, budget_tokens: 2048 } };
    const content = [
      { type: "thinking", thinking: "hmm" },
      { type: "text", text: "Hel\u2028lo" },
    ];
    const whole = await client.messages.create({ ...asked, messages: ask("fault:reason") });
    expect(whole.content).toMatchObject(content);
    const streamed = await client.messages.stream({ ...asked, messages: ask("fault:reason") }).finalMessage();
    expect(streamed.content).toMatchObject(content);
    expect(upstream.received.at(-1)?.body).toMatchObject({ reasoning_effort: "medium", stream: true });
    expect(upstream.received.at(-1)?.body).not.toHaveProperty("thinking");
  });

  it("is told of a stream that broke, after what came", async () => {
    for (const fault of ["cut1", "err1", "fin"]) {
      const stream = client.messages.stream({ model: "local", max_tokens: 50, messages: ask(`fault:${fault}`) });
      let text = "";
      stream.on("text", (delta) => (text += delta));
      await expect(stream.finalMessage()).rejects.toThrow();
      expect(text).toBe("par");
    }
  });

  it("gets the provider's refusal in Anthropic's words", async () => {
    const refused = client.messages.create({ model: "local", max_tokens: 50, messages: ask("fault:429:7") });
    await expect(refused).rejects.toMatchObject({
      status: 429,
      error: { type: "error", error: { type: "rate_limit_error" } },
    });
  });
});
