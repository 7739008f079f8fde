/** Messages and embedding clients in front of Bedrock, Cohere and Azure: what reaches each, signed and worded, and what comes back. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claudeAnswer, claudeStream } from "../providers/bedrock/__fixtures__/answers.ts";
import { embedAnswer, rerankAnswer, toolStream } from "../providers/cohere/__fixtures__/answers.ts";
import { awsEvent, awsException } from "../upstream/__fixtures__/aws-message.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

interface Call {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, unknown>;
}

const calls: Call[] = [];
let server: Server;
let gateway: RunningGateway;

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  const base = `http://127.0.0.1:${port}`;
  gateway = await runGateway(
    `general_settings: {master_key: ${masterKey}}
model_list:
  - {model_name: claude, litellm_params: {model: "bedrock/anthropic.claude-v1:0", api_base: "${base}", aws_region_name: eu-west-1}}
  - {model_name: busy, litellm_params: {model: "bedrock/busy", api_base: "${base}", aws_region_name: eu-west-1}}
  - {model_name: command, litellm_params: {model: cohere/command-a, api_base: "${base}", api_key: cohere-key}}
  - {model_name: embed, litellm_params: {model: cohere/embed-v4.0, api_base: "${base}", api_key: cohere-key}}
  - {model_name: rank, litellm_params: {model: cohere/rerank-v3.5, api_base: "${base}", api_key: cohere-key}}
  - {model_name: gpt, litellm_params: {model: azure/my-gpt, api_base: "${base}", api_key: azure-key, api_version: "2024-10-21"}}
`,
    { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE0SCENARIO", AWS_SECRET_ACCESS_KEY: "the-secret-of-the-scenario" },
  );
});

afterAll(async () => {
  await gateway.stop();
  await new Promise((resolve) => server.close(resolve));
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // a request without encoding yields buffers
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>; // the gateway sends objects
  const path = request.url ?? "";
  calls.push({ path, headers: request.headers, body });
  if (path.endsWith("/converse-stream")) return answerEvents(path, response);
  if (path === "/v2/chat") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    return void response.end(toolStream.map((event) => `event: x\ndata: ${JSON.stringify(event)}\n\n`).join(""));
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(wholeAnswer(path)));
}

/** In pieces of seven bytes, so that every message is cut somewhere; a busy model fails after its first words went out. */
function answerEvents(path: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
  const isBusy = path.includes("/busy/");
  const events = claudeStream.slice(0, isBusy ? 9 : undefined).map(([name, value]) => awsEvent(name, value));
  const bytes = Buffer.concat(events);
  for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
  if (!isBusy) return void response.end();
  setTimeout(
    () => response.end(awsException("modelStreamErrorException", { message: "The model stream failed." })),
    150,
  );
}

function wholeAnswer(path: string): unknown {
  if (path.endsWith("/converse")) return claudeAnswer;
  if (path === "/v2/embed") return embedAnswer;
  if (path === "/v2/rerank") return rerankAnswer;
  const message = { role: "assistant", content: "hello from Azure" };
  return {
    id: "c1",
    model: "gpt-4o",
    choices: [{ index: 0, message, finish_reason: "stop" }],
    usage: { prompt_tokens: 3, completion_tokens: 4 },
  };
}

const post = async (path: string, body: unknown): Promise<Response> =>
  gateway.call(path, { method: "POST", body: JSON.stringify(body) });
const question = { max_tokens: 100, messages: [{ role: "user", content: "날씨?" }] };

describe("Bedrock", () => {
  it("gets a signed Converse call from a Messages client, who gets thinking, text and tools back", async () => {
    const reply = await post("/v1/messages", { model: "claude", ...question, top_k: 5 });
    expect(await reply.json()).toMatchObject({
      type: "message",
      stop_reason: "tool_use",
      content: [
        { type: "thinking", thinking: "Both are needed.", signature: "RXNNQ21jSUVSQUJHQUlx" },
        { type: "redacted_thinking", data: "cmVkYWN0ZWQgYnl0ZXM=" },
        { type: "text", text: "I look both up." },
        { type: "tool_use", id: "tooluse_K1lsjyEk", name: "get_weather", input: { city: "서울", days: 2 } },
        { type: "tool_use", id: "tooluse_Zq8", name: "now", input: {} },
      ],
      usage: {
        input_tokens: 515,
        output_tokens: 100,
        cache_read_input_tokens: 2048,
        cache_creation_input_tokens: 1000,
      },
    });
    const call = calls.at(-1);
    expect(call?.path).toBe("/model/anthropic.claude-v1%3A0/converse");
    expect(call?.headers["authorization"]).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE0SCENARIO\/\d{8}\/eu-west-1\/bedrock\/aws4_request, SignedHeaders=.*host.*, Signature=[0-9a-f]{64}$/,
    );
    expect(call?.body).toEqual({
      messages: [{ role: "user", content: [{ text: "날씨?" }] }],
      inferenceConfig: { maxTokens: 100 },
      additionalModelRequestFields: { top_k: 5 },
    });
  });

  it("streams binary events, cut anywhere, as the client's own events", async () => {
    const text = await (await post("/v1/messages", { model: "claude", stream: true, ...question })).text();
    expect(calls.at(-1)?.path).toBe("/model/anthropic.claude-v1%3A0/converse-stream");
    for (const piece of [
      '"thinking":"needed."',
      '"RXNNQ21jSUVSQUJHQUlx"',
      "both up 🙂.",
      '"tooluse_K1"',
      '"stop_reason":"tool_use"',
      "message_stop",
    ])
      expect(text).toContain(piece);
    const [row] = await gateway.rows(1);
    expect(row).toMatchObject({ promptTokens: 51, completionTokens: 94 });
  });

  it("ends a stream that fails in the middle with the client's own error event", async () => {
    const text = await (await post("/v1/messages", { model: "busy", stream: true, ...question })).text();
    expect(text).toContain("I look ");
    expect(text).toContain("event: error");
    expect(text).toContain("The model stream failed.");
    expect(text).not.toContain("message_stop");
  });

  it("never shows a key in the log", async () => {
    await gateway.rows(1);
    expect(gateway.logText()).not.toContain("the-secret-of-the-scenario");
  });
});

describe("Cohere", () => {
  it("streams its plan as thinking and its calls as tools", async () => {
    const text = await (await post("/v1/messages", { model: "command", stream: true, ...question })).text();
    for (const piece of ['"thinking":"I will"', '"get_weather_x1"', "서울", '"stop_reason":"tool_use"', "message_stop"])
      expect(text).toContain(piece);
    expect(calls.at(-1)).toMatchObject({
      path: "/v2/chat",
      headers: { authorization: "Bearer cohere-key" },
      body: { model: "command-a", stream: true, max_tokens: 100, messages: [{ role: "user", content: "날씨?" }] },
    });
  });

  it("answers OpenAI's embeddings and its own rerank", async () => {
    const embedded = await (await post("/v1/embeddings", { model: "embed", input: ["hello", "goodbye"] })).json();
    expect(embedded).toMatchObject({ object: "list", data: [{ index: 0 }, { index: 1 }], usage: { prompt_tokens: 2 } });
    const ranked = await post("/v1/rerank", { model: "rank", query: "q", documents: ["a", "b"] });
    expect(await ranked.json()).toEqual(rerankAnswer);
    expect(calls.at(-1)).toMatchObject({
      path: "/v2/rerank",
      body: { model: "rerank-v3.5", query: "q", documents: ["a", "b"] },
    });
  });
});

describe("Azure", () => {
  it("is asked at the deployment's path with its own key header", async () => {
    const reply = await gateway.chat({ model: "gpt", messages: [{ role: "user", content: "hi" }] });
    expect(await reply.json()).toMatchObject({ model: "gpt", choices: [{ message: { content: "hello from Azure" } }] });
    const call = calls.at(-1);
    expect(call?.path).toBe("/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21");
    expect(call?.headers["api-key"]).toBe("azure-key");
    expect(call?.headers).not.toHaveProperty("authorization");
  });
});
