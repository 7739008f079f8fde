/** Anthropic's official SDK as the client, an upstream that speaks Messages behind the gateway, real sockets between. */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import Anthropic, { APIError } from "@anthropic-ai/sdk";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isRecord } from "../base/json-shape.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const wire = readFileSync(join(import.meta.dirname, "../providers/anthropic/__fixtures__/messages-stream.txt"), "utf8");
const claudeCode: unknown = JSON.parse(
  readFileSync(
    join(import.meta.dirname, "../dialects/anthropic-messages/__fixtures__/claude-code/first-turn.json"),
    "utf8",
  ),
);

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, unknown>;
}

const received: Received[] = [];
let upstream: Server;
let gateway: RunningGateway;
let client: Anthropic;

/** The text of the last message chooses what happens. */
function answer(request: IncomingMessage, response: ServerResponse, body: Record<string, unknown>): void {
  const asked = JSON.stringify(body["messages"]);
  const json = (status: number, value: unknown): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };
  if (request.url === "/v1/messages/count_tokens") return json(200, { input_tokens: 2095 });
  if (asked.includes("fault:529"))
    return json(529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } });
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (asked.includes("fault:err")) {
    const failure = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    response.write(wire.slice(0, wire.indexOf("event: content_block_stop")));
    // Later than the first events: the client has them by then.
    setTimeout(() => response.end(`event: error\ndata: ${JSON.stringify(failure)}\n\n`), 100);
    return;
  }
  const bytes = Buffer.from(wire);
  for (let at = 0; at < bytes.length; at += 97) response.write(bytes.subarray(at, at + 97));
  response.end();
}

beforeAll(async () => {
  upstream = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (piece: string) => (text += piece));
    request.on("end", () => {
      const body: unknown = JSON.parse(text);
      if (!isRecord(body)) return;
      received.push({ path: request.url ?? "", headers: request.headers, body });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const { port } = upstream.address() as AddressInfo; // a TCP server has one
  gateway = await runGateway(`
model_list:
  - {model_name: claude, litellm_params: {model: anthropic/claude-sonnet-4-5, api_base: "http://127.0.0.1:${port}", api_key: sk-ant-real-key-0123456789}}
  - {model_name: local, litellm_params: {model: openai/tiny, api_base: "http://127.0.0.1:${port}/v1", api_key: sk-up}}
  - {model_name: demo, litellm_params: {model: openai/demo, api_key: none, mock_response: "Hello there"}}
router_settings: {num_retries: 0}
general_settings: {master_key: ${masterKey}}
`);
  client = new Anthropic({ baseURL: gateway.url, apiKey: masterKey, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.stop();
  upstream.closeAllConnections();
  upstream.close();
});
beforeEach(() => {
  received.length = 0;
});

function asking(text: string, model = "claude"): Anthropic.MessageCreateParamsNonStreaming {
  return { model, max_tokens: 100, messages: [{ role: "user", content: text }] };
}

describe("Anthropic's SDK against a claude alias", () => {
  it("streams an answer whole, under the alias's name, and the log knows its tokens", async () => {
    const message = await client.messages.stream(asking("hi")).finalMessage();
    expect(message.model).toBe("claude");
    expect(message.stop_reason).toBe("tool_use");
    expect(message.content.map(({ type }) => type)).toEqual([
      "thinking",
      "redacted_thinking",
      "text",
      "server_tool_use",
      "web_search_tool_result",
      "tool_use",
      "tool_use",
    ]);
    const [row] = await gateway.rows(1);
    expect(row).toMatchObject({ promptTokens: 4779, completionTokens: 89, cachedTokens: 2000 });
  });

  it("Claude Code's request arrives with its beta features, its user and every field", async () => {
    const fixture = isRecord(claudeCode) ? claudeCode : {};
    const body = isRecord(fixture["body"]) ? fixture["body"] : {};
    const headers = fixture["headers"] as Record<string, string>; // the fixture's own
    const response = await gateway.call("/v1/messages?beta=true", {
      method: "POST",
      headers,
      body: JSON.stringify({ ...body, model: "claude" }),
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("event: message_stop");
    expect(received[0]?.body).toEqual({ ...body, model: "claude-sonnet-4-5" });
    expect(received[0]?.headers).toMatchObject({
      "anthropic-beta": headers["anthropic-beta"],
      "anthropic-version": "2023-06-01",
      "x-api-key": "sk-ant-real-key-0123456789",
    });
    expect(JSON.stringify(received[0]?.headers)).not.toContain(masterKey);
  });

  it("counts tokens at the provider, and by estimate where there is no counter", async () => {
    const { messages } = asking("hi");
    expect(await client.messages.countTokens({ model: "claude", messages })).toMatchObject({ input_tokens: 2095 });
    expect(received[0]?.path).toBe("/v1/messages/count_tokens");
    const estimated = await client.messages.countTokens({
      model: "local",
      messages: [{ role: "user", content: "가나다라마바사아자차" }],
    });
    expect(estimated).toMatchObject({ input_tokens: 14, estimated: true });
  });

  it("is told of an overloaded provider by 529, before the answer and in its middle", async () => {
    const before: unknown = await client.messages.create(asking("fault:529")).catch((error: unknown) => error);
    expect(before).toBeInstanceOf(APIError);
    expect(before).toMatchObject({ status: 529, type: "overloaded_error" });
    const stream = client.messages.stream(asking("fault:err"));
    const thought: string[] = [];
    stream.on("thinking", (text) => thought.push(text));
    const within: unknown = await stream.finalMessage().catch((error: unknown) => error);
    expect(thought.join("")).toBe("두 번 look.");
    expect(within).toMatchObject({ type: "overloaded_error" });
  });

  it("hears what is wrong with its request in Anthropic's words", async () => {
    const { messages } = asking("hi");
    const missing = await gateway.call("/v1/messages", {
      method: "POST",
      body: JSON.stringify({ model: "claude", messages }),
    });
    expect(missing.status).toBe(400);
    expect(await missing.json()).toMatchObject({
      type: "error",
      error: {
        type: "invalid_request_error",
        message: expect.stringContaining("max_tokens: Field required") as unknown,
      },
    });
    const stranger = new Anthropic({ baseURL: gateway.url, apiKey: "sk-wrong", maxRetries: 0 });
    const refused: unknown = await stranger.messages.create(asking("hi")).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 401, type: "authentication_error" });
  });

  it("finds its request's id in an error, and which deployment failed", async () => {
    const reply = await gateway.call("/v1/messages", {
      method: "POST",
      body: JSON.stringify({ model: "nobody", max_tokens: 5, messages: [{ role: "user", content: "hi" }] }),
    });
    expect(await reply.json()).toMatchObject({ type: "error", request_id: reply.headers.get("x-request-id") });
    expect(reply.headers.get("x-litellm-model-id")).toBeNull();
  });

  it("streams the built-in answer of an alias without a provider", async () => {
    const message = await client.messages.stream(asking("hi", "demo")).finalMessage();
    expect(message).toMatchObject({
      model: "demo",
      content: [{ type: "text", text: "Hello there" }],
      stop_reason: "end_turn",
    });
  });
});
