/** Codex's requests through a whole gateway: over chat completions, and untouched to a provider of its own dialect. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import OpenAI from "openai";
import type { ResponseCreateParamsStreaming, ResponseInputItem } from "openai/resources/responses/responses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codexRequest } from "../dialects/openai-responses/__fixtures__/codex-request.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const usage = {
  input_tokens: 11,
  input_tokens_details: { cached_tokens: 4 },
  output_tokens: 3,
  output_tokens_details: { reasoning_tokens: 1 },
  total_tokens: 14,
};

/** A provider that speaks Responses, and fails in the stream when it is asked to. */
class ResponsesUpstream {
  readonly bodies: Record<string, unknown>[] = [];
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`; // a TCP server has one
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // a request without encoding yields buffers
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>; // the tests send objects
    this.bodies.push(body);
    const message = { id: "m1", type: "message", role: "assistant", status: "completed" };
    const content = [{ type: "output_text", text: "Hello 안녕", annotations: [] }];
    const base = { id: "resp_up", object: "response", created_at: 1, model: body["model"], tools: [] };
    const whole = { ...base, status: "completed", error: null, output: [{ ...message, content }], usage };
    if (body["stream"] !== true) {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(whole));
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    let number = 0;
    const send = (type: string, fields: Record<string, unknown>): void => {
      response.write(`event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number++, ...fields })}\n\n`);
    };
    const place = { item_id: "m1", output_index: 0, content_index: 0 };
    send("response.created", { response: { ...base, status: "in_progress", output: [] } });
    send("response.output_item.added", { output_index: 0, item: { ...message, status: "in_progress", content: [] } });
    send("response.content_part.added", { ...place, part: { ...content[0], text: "" } });
    send("response.output_text.delta", { ...place, delta: "Hello", logprobs: [] });
    if (JSON.stringify(body["input"]).includes("fault:failed")) {
      const error = { code: "rate_limit_exceeded", message: "Rate limit reached. Please try again in 2s." };
      send("response.failed", { response: { ...base, status: "failed", output: [], error } });
      response.end();
      return;
    }
    send("response.output_text.delta", { ...place, delta: " 안녕", logprobs: [] });
    send("response.output_text.done", { ...place, text: "Hello 안녕", logprobs: [] });
    send("response.output_item.done", { output_index: 0, item: { ...message, content } });
    send("response.completed", { response: whole });
    response.end();
  }
}

let upstream: FakeUpstream;
const responses = new ResponsesUpstream();
let gateway: RunningGateway;
let client: OpenAI;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const url = await responses.start();
  gateway = await runGateway(`
model_list:
  - model_name: over-chat
    litellm_params: {model: openrouter/up-model, api_base: "${upstream.url}", api_key: sk-upstream-secret-1}
  - model_name: own-dialect
    litellm_params: {model: openai/gpt-5, api_base: "${url}", api_key: sk-upstream-secret-2}
  - model_name: responses-only
    litellm_params: {model: openai/gpt-5-codex, api_base: "${url}", api_key: sk-upstream-secret-3}
    model_info: {mode: responses}
  - model_name: demo
    litellm_params: {model: openai/none, mock_response: "Hello from the demo"}
general_settings: {master_key: ${masterKey}}
`);
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: masterKey, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
  await responses.stop();
});

/** Codex's body for one of our aliases. */
function codexBody(model: string, own: Record<string, unknown> = {}): ResponseCreateParamsStreaming {
  return { ...codexRequest("first-turn"), model, ...own } as ResponseCreateParamsStreaming; // written from Codex's source
}

describe("Codex on an alias whose provider speaks chat completions", () => {
  it("runs a tool loop: the call comes back as an item, its output goes on as a tool message", async () => {
    const first = await client.responses.stream(codexBody("over-chat")).finalResponse();
    expect(first).toMatchObject({ status: "completed", model: "over-chat", store: false });
    const call = first.output.find((item) => item.type === "function_call");
    expect(call).toMatchObject({ name: "shell_command", arguments: '{"city":"서울"}', call_id: "call_1" });
    expect(first.usage).toMatchObject({
      input_tokens: 11,
      input_tokens_details: { cached_tokens: 4 },
      output_tokens: 3,
    });

    const asked = upstream.received.at(-1)?.body ?? {};
    expect(asked).toMatchObject({ model: "up-model", stream: true, parallel_tool_calls: true, tool_choice: "auto" });
    const roles = (asked["messages"] as { role: string }[]).map(({ role }) => role); // the gateway's own request
    expect(roles).toEqual(["system", expect.stringMatching(/developer|system/), "user", "user", "user"]);
    const names = (asked["tools"] as { function?: { name?: string } }[]).map((tool) => tool.function?.name); // as above
    expect(names).toEqual(["shell_command", "update_plan", "apply_patch", "view_image", "mcp__docs__search"]);

    const output: ResponseInputItem = { type: "function_call_output", call_id: "call_1", output: "맑음" };
    const input = [...(codexBody("over-chat").input as ResponseInputItem[]), call as ResponseInputItem, output]; // lists both
    const second = await client.responses.stream(codexBody("over-chat", { input })).finalResponse();
    expect(second.output_text).toBe("Hello 안녕");
    const messages = upstream.received.at(-1)?.body["messages"] as Record<string, unknown>[]; // as above
    expect(messages.slice(-2)).toMatchObject([
      { role: "assistant", tool_calls: [{ id: "call_1", function: { name: "shell_command" } }] },
      { role: "tool", tool_call_id: "call_1", content: "맑음" },
    ]);
  });

  it("gets what came and then an error it can read when the provider breaks off", async () => {
    const types: string[] = [];
    const read = async (): Promise<void> => {
      const input = "fault:cut1";
      for await (const event of await client.responses.create({ model: "over-chat", input, stream: true })) {
        types.push(event.type);
      }
    };
    await expect(read()).rejects.toThrow(/Connection error|ended the stream/);
    expect(types).toContain("response.output_text.delta");
    expect(types.at(-1)).toBe("response.failed");
  });

  it("is told by name what that provider cannot keep", async () => {
    const ask = client.responses.create({ model: "over-chat", input: "hi", previous_response_id: "resp_0" });
    await expect(ask).rejects.toMatchObject({ status: 400, param: "previous_response_id" });
  });

  it("gets a whole answer as a response object", async () => {
    const answer = await client.responses.create({ model: "over-chat", input: "hi", instructions: "Be short." });
    expect(answer).toMatchObject({ object: "response", status: "completed", instructions: "Be short." });
    expect(answer.output_text).toBe("Hello 안녕");
  });
});

describe("Codex on an alias whose provider speaks Responses", () => {
  it("reaches it untouched, and the answer carries the alias", async () => {
    const response = await client.responses.stream(codexBody("own-dialect")).finalResponse();
    expect(response).toMatchObject({ id: "resp_up", model: "own-dialect", output_text: "Hello 안녕", usage });
    expect(responses.bodies.at(-1)).toEqual({ ...codexRequest("first-turn"), model: "gpt-5" });
    const [row] = await gateway.rows(1);
    expect(row).toMatchObject({ promptTokens: 11, completionTokens: 3, cachedTokens: 4, status: 200 });
  });

  it("reads the provider's own words when the response fails in the stream", async () => {
    const read = client.responses.stream({ model: "own-dialect", input: "fault:failed" }).finalResponse();
    await expect(read).rejects.toThrow(/Rate limit reached/);
  });
});

describe("Codex on the demo alias", () => {
  it("is answered without any network, whole and streamed", async () => {
    const whole = await client.responses.create({ model: "demo", input: "hi" });
    expect(whole.output_text).toBe("Hello from the demo");
    const streamed = await client.responses.stream(codexBody("demo")).finalResponse();
    expect(streamed.output_text).toBe("Hello from the demo");
  });
});

describe("a chat client on a deployment of mode responses", () => {
  it("is answered over /responses, whole and streamed", async () => {
    const messages = [
      { role: "system" as const, content: "Be short." },
      { role: "user" as const, content: "hi" },
    ];
    const whole = await client.chat.completions.create({ model: "responses-only", messages, max_tokens: 50 });
    expect(whole.choices[0]?.message.content).toBe("Hello 안녕");
    expect(whole.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 3 });
    expect(responses.bodies.at(-1)).toEqual({
      model: "gpt-5-codex",
      instructions: "Be short.",
      input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] }],
      max_output_tokens: 50,
      store: false,
    });
    let text = "";
    for await (const chunk of await client.chat.completions.create({
      model: "responses-only",
      messages,
      stream: true,
    })) {
      text += chunk.choices[0]?.delta.content ?? "";
    }
    expect(text).toBe("Hello 안녕");
  });
});
