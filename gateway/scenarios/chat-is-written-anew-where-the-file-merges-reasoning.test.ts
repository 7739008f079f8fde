/** `merge_reasoning_content_in_choices` makes a chat answer go through the form; and which parameters get that far. */
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
let client: OpenAI;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  const entry = (alias: string, model: string, more = ""): string =>
    `  - {model_name: ${alias}, litellm_params: {model: ${model}, api_base: "${upstream.url}", api_key: sk-provider-key-0001${more}}}\n`;
  gateway = await runGateway(
    `model_list:\n${entry("merged", "hosted_vllm/m", ", merge_reasoning_content_in_choices: true")}` +
      `${entry("plain", "hosted_vllm/m")}${entry("gpt", "openai/gpt-4")}${entry("lenient", "openai/gpt-4", ", drop_params: true")}` +
      `general_settings: {master_key: ${masterKey}}\n`,
  );
  client = new OpenAI({ apiKey: masterKey, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const thinks = [{ role: "user" as const, content: "fault:reason" }];
const merged = "<think>hmm</think>Hel\u2028lo";
const tools = [{ type: "function" as const, function: { name: "weather", parameters: { type: "object" } } }];

describe("an alias that merges reasoning", () => {
  it("answers with the thought in the text, whole and streamed", async () => {
    const whole = await client.chat.completions.create({ model: "merged", messages: thinks });
    expect(whole).toMatchObject({
      model: "merged",
      choices: [{ message: { content: merged }, finish_reason: "stop" }],
    });
    const stream = client.chat.completions.stream({ model: "merged", messages: thinks });
    expect(await stream.finalContent()).toBe(merged);
  });

  it("leaves another alias's reasoning where it stands", async () => {
    const whole = await client.chat.completions.create({ model: "plain", messages: thinks });
    expect(whole.choices[0]?.message).toMatchObject({ content: "Hel\u2028lo", reasoning_content: "hmm" });
  });

  it("keeps tool calls, usage and the client's own parameters", async () => {
    const asked = { model: "merged", messages: [{ role: "user" as const, content: "hi" }], tools, temperature: 0.25 };
    const stream = client.chat.completions.stream({ ...asked, stream_options: { include_usage: true } });
    expect(await stream.finalChatCompletion()).toMatchObject({
      choices: [
        {
          finish_reason: "tool_calls",
          message: { tool_calls: [{ id: "call_1", function: { name: "weather", arguments: '{"city":"서울"}' } }] },
        },
      ],
      usage: { prompt_tokens: 11, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } },
    });
    expect(upstream.received.at(-1)?.body).toMatchObject({ model: "m", tools, temperature: 0.25, stream: true });
    const [row] = await gateway.rows(1);
    expect(row).toMatchObject({ promptTokens: 11, completionTokens: 3, cachedTokens: 4 });
  });

  it.each(["cut1", "err1", "fin", "garbage4"])("ends a broken stream in an error the client sees: %s", async (name) => {
    const messages = [{ role: "user", content: `fault:${name}` }];
    const text = await (await gateway.chat({ model: "merged", messages, stream: true })).text();
    expect(text).toContain('"content":"par"');
    expect(text).toMatch(/data: \{"error":\{.*\}\n\n$/);
    expect(text).not.toContain("[DONE]");
  });
});

describe("a parameter that the model certainly refuses", () => {
  const fields = { messages: [{ role: "user", content: "hi" }], reasoning_effort: "low", seed: 1 };

  it("is a 400 that names it, before the provider is asked", async () => {
    const before = upstream.received.length;
    const response = await gateway.chat({ model: "gpt", ...fields });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: {
        message: expect.stringContaining(
          "litellm.UnsupportedParamsError: openai does not support parameters: ['reasoning_effort'], for model=gpt-4.",
        ) as string,
        type: "invalid_request_error",
        param: "reasoning_effort",
        code: "400",
      },
    });
    expect(upstream.received).toHaveLength(before);
  });

  it("is left out where drop_params says so, in the file or in the request", async () => {
    for (const body of [
      { model: "lenient", ...fields },
      { model: "gpt", ...fields, drop_params: true },
    ]) {
      expect((await gateway.chat(body)).status).toBe(200);
      const received = upstream.received.at(-1)?.body ?? {};
      expect(Object.keys(received).toSorted()).toEqual(["messages", "model", "seed"]);
    }
  });
});
