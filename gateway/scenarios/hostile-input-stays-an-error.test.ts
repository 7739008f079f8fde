/**
 * What a hostile client or provider sends that no schema forbids: each ends as an answer or an error the client can
 * read, and no header, error or page repeats a secret.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const secrets = ["sk-hostile-0123456789abcdef", "password-of-the-address", "key-in-the-query"];
let answer: Answer;
let upstream: Server;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = createServer((request, response) => {
    request.resume().on("end", () => answer(response, request));
  });
  await new Promise<void>((listening) => void upstream.listen(0, "127.0.0.1", listening));
  const { port } = upstream.address() as AddressInfo; // a TCP server has one
  const [key, password, inQuery] = secrets;
  gateway = await runGateway(`
model_list:
  - {model_name: m, litellm_params: {model: openai/up, api_base: "http://127.0.0.1:${port}/v1", api_key: ${key}, use_in_pass_through: true}}
  - {model_name: "any/*", litellm_params: {model: "openai/*", api_base: "http://127.0.0.1:${port}/v1", api_key: ${key}}}
  - {model_name: in-address, litellm_params: {model: openai/up, api_base: "http://me:${password}@127.0.0.1:${port}/v1?api_key=${inQuery}", api_key: ${key}}}
  - {model_name: llama, litellm_params: {model: ollama_chat/up, api_base: "http://127.0.0.1:${port}"}}
general_settings: {master_key: ${masterKey}}
router_settings: {num_retries: 0, timeout: 5}
portico: {ollama_api: true, stream_idle_timeout: 1}
`);
});
afterAll(async () => {
  await gateway.stop();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});

const json =
  (text: string, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(200, { "content-type": "application/json", ...headers });
    response.end(text);
  };
const stream =
  (text: string): Answer =>
  (response) => {
    response.writeHead(200, {
      "content-type": text.startsWith("data:") ? "text/event-stream" : "application/x-ndjson",
    });
    response.end(text);
  };
const post = (path: string, body: string): Promise<Response> => gateway.call(path, { method: "POST", body });
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const messages = '"messages":[{"role":"user","content":"hi"}]';
const hello = '{"choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}';
const chunk = (delta: string, finish = "null"): string =>
  `data: {"choices":[{"index":0,"delta":${delta},"finish_reason":${finish}}]}\n\n`;

describe("values nested too deep", () => {
  it.each([
    ["/v1/chat/completions", `"metadata":${nested(20_000)}`],
    ["/v1/messages", `"max_tokens":9,"tools":[{"name":"f","input_schema":${nested(20_000)}}]`],
    ["/v1/responses", `"input":"hi","tools":[{"type":"function","name":"f","parameters":${nested(20_000)}}]`],
  ])("are a 400 at %s, not a bug of ours", async (path, member) => {
    const reply = await post(path, `{"model":"m",${messages},${member}}`);
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain("nests more than 256");
  });

  it("reach Ollama as text where they stand in a call's arguments", async () => {
    answer = json('{"model":"up","message":{"role":"assistant","content":"hi"},"done":true,"done_reason":"stop"}');
    const call = { id: "c", type: "function", function: { name: "f", arguments: nested(20_000) } };
    const asked = {
      model: "llama",
      messages: [
        { role: "user", content: "x" },
        { role: "assistant", tool_calls: [call] },
      ],
    };
    expect((await gateway.chat(asked)).status).toBe(200);
  });

  it("in a provider's answer are its fault, told at once", async () => {
    const args = `[{"id":"c","function":{"name":"f","arguments":${nested(20_000)}}}]`;
    answer = json(`{"choices":[{"message":{"role":"assistant","tool_calls":${args}},"finish_reason":"tool_calls"}]}`);
    const startedAt = performance.now();
    const reply = await post("/v1/messages", `{"model":"m","max_tokens":9,${messages}}`);
    expect(reply.status).toBe(502);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});

describe("a model's name", () => {
  it.each(["any/\\ud800", `any/${"x".repeat(20_000)}`, "any/\\r\\nx-evil: 1"])(
    "may be anything without breaking the answer's headers",
    async (model) => {
      answer = json(hello);
      const reply = await post("/v1/chat/completions", `{"model":"${model}",${messages}}`);
      expect(reply.status).toBe(200);
      expect(reply.headers.get("x-evil")).toBeNull();
    },
  );
});

describe("a stream", () => {
  it("whose call writes its arguments over several lines stays one line for Ollama's clients", async () => {
    const call = { index: 0, id: "c", type: "function", function: { name: "f", arguments: '{\n  "a": 1\r\n}' } };
    answer = stream(`${chunk(JSON.stringify({ tool_calls: [call] }))}${chunk("{}", '"tool_calls"')}data: [DONE]\n\n`);
    const text = await (await post("/api/chat", `{"model":"m",${messages}}`)).text();
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown); // any broken line throws
    expect(lines[0]).toMatchObject({ message: { tool_calls: [{ function: { arguments: { a: 1 } } }] } });
  });

  it.each([
    ["/v1/chat/completions", "m", `${chunk('{"content":"a"}')}data: {"choices":[{"index":0,"delta":{"content":"b"}`],
    ["/api/chat", "llama", '{"message":{"content":"a"},"done":false}\n{"message":{"content":"b"}'],
  ])("cut inside its last event passes no half event on at %s", async (path, model, text) => {
    answer = stream(text);
    const reply = await (await post(path, `{"model":"${model}","stream":true,${messages}}`)).text();
    const events = reply
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line.replace(/^data: /, "")) as unknown);
    expect(events).toHaveLength(2);
    expect(events[1]).toHaveProperty("error");
  });

  it("that passes through and falls silent is ended", async () => {
    answer = (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(chunk('{"content":"a"}'));
    };
    const reply = await post("/openai/v1/chat/completions", `{"model":"m",${messages}}`);
    await expect(reply.text()).rejects.toThrow();
    expect((await gateway.rows(1))[0]).toMatchObject({ state: "partial", errorCode: "upstream_timeout" });
  });
});

describe("a secret", () => {
  const leaks = (text: string): string[] => secrets.filter((secret) => text.includes(secret));
  const headersOf = (reply: Response): string => JSON.stringify([...reply.headers]);

  it.each(["m", "in-address"])("that a provider repeats in a header stays here (%s)", async (model) => {
    answer = (response, request) => json(hello, { "x-echo": JSON.stringify(request.headers) })(response, request);
    const reply = await post("/v1/chat/completions", `{"model":"${model}",${messages}}`);
    expect(reply.headers.get("llm_provider-x-echo")).toContain("[redacted]");
    expect(leaks(headersOf(reply))).toEqual([]);
  });

  it("that a provider repeats in an error or a header stays here on a pass-through route", async () => {
    answer = (response, request) => {
      response.writeHead(401, { "x-echo": String(request.headers.authorization) });
      response.end(`wrong key: ${request.headers.authorization} ÿ`);
    };
    const reply = await post("/openai/v1/chat/completions", `{"model":"m",${messages}}`);
    expect(reply.status).toBe(401);
    expect(leaks(headersOf(reply))).toEqual([]);
    expect(await reply.text()).toBe("wrong key: Bearer [redacted] ÿ");
  });

  it("in an address is not shown by the panel", async () => {
    const text = await (await gateway.panel("/aliases")).text();
    expect(text).toContain("in-address");
    expect(leaks(text)).toEqual([]);
  });
});
