import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { Ollama } from "ollama";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const recorded = readFileSync(new URL("../providers/ollama/__fixtures__/chat-plain.ndjson", import.meta.url), "utf8");
const lines = recorded.trimEnd().split("\n");

/** A loopback Ollama that says what a real one said; the question decides how it fails. */
let server: Server;
let base = "";
let received: { url: string; body: string }[] = [];
let gateway: RunningGateway;

beforeAll(async () => {
  server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server: just listened
  gateway = await runGateway(`
model_list:
  - {model_name: home, litellm_params: {model: ollama_chat/tiny-plain, api_base: "${base}", num_ctx: 4096}}
general_settings: {master_key: ${masterKey}}
portico: {ollama_api: true}
`);
});

afterEach(() => {
  received = [];
});

afterAll(async () => {
  await gateway.stop();
  server.closeAllConnections();
  server.close();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  received.push({ url: request.url ?? "", body });
  if (body.includes("missing")) {
    response.writeHead(404, { "content-type": "application/json" });
    response.end('{"error":"model \'tiny-plain\' not found"}');
    return;
  }
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  for (const line of body.includes("cut") || body.includes("boom") ? lines.slice(0, 2) : lines) {
    // Pieces that end in the middle of a line, as a socket gives them.
    response.write(line.slice(0, 30));
    response.write(`${line.slice(30)}\n`);
  }
  await setTimeout(50); // what came reaches the client before the end does
  if (body.includes("cut")) response.destroy();
  else response.end(body.includes("boom") ? '{"error":"llama runner process has terminated"}\n' : "");
}

function client(): Ollama {
  return new Ollama({ host: gateway.url, headers: { authorization: `Bearer ${masterKey}` } });
}

async function read(question: string): Promise<{ content: string; failure: string | null }> {
  let content = "";
  try {
    const messages = [{ role: "user", content: question }];
    for await (const part of await client().chat({ model: "home", messages, stream: true }))
      content += part.message.content;
    return { content, failure: null };
  } catch (failure) {
    return { content, failure: String(failure) };
  }
}

describe("an Ollama client before an Ollama", () => {
  it("gets the server's own lines under the alias's name, and the log the server's counts", async () => {
    const body = '{"model":"home","messages":[{"role":"user","content":"hi"}],"options":{"temperature":1.0}}';
    const reply = await gateway.call("/api/chat", { method: "POST", body });
    expect(reply.headers.get("content-type")).toContain("application/x-ndjson");
    expect(await reply.text()).toBe(recorded.trimEnd().replaceAll("tiny-plain", "home") + "\n");
    expect(received).toEqual([
      {
        url: "/api/chat",
        body: body.replace('"home"', '"tiny-plain"').replace('"temperature":1.0', '"temperature":1.0,"num_ctx":4096'),
      },
    ]);
    const [row] = await gateway.rows(1);
    expect(row).toMatchObject({ promptTokens: 13, completionTokens: 5 });
  });

  it("is served by the official client, tag and all", async () => {
    expect(await read("hi")).toEqual({ content: "Hello there.", failure: null });
    const models = (await client().list()).models.map(({ name }) => name);
    expect(models).toContain("home");
    const tagged = await gateway.call("/api/chat", {
      method: "POST",
      body: '{"model":"home:latest","messages":[{"role":"user","content":"hi"}]}',
    });
    expect(tagged.status).toBe(200);
  });

  it("sees the server's own error after what had come", async () => {
    expect(await read("boom")).toEqual({
      content: "Hello",
      failure: expect.stringContaining("llama runner process has terminated"),
    });
  });

  it("sees a cut stream as an error, never as an end", async () => {
    const { content, failure } = await read("cut");
    expect(content).toBe("Hello");
    expect(failure).toMatch(/Error/);
  });

  it("gets Ollama's error body with the server's words and status", async () => {
    const body = '{"model":"home","messages":[{"role":"user","content":"missing"}]}';
    const reply = await gateway.call("/api/chat", { method: "POST", body });
    expect(reply.status).toBe(404);
    expect(await reply.json()).toEqual({ error: expect.stringContaining("model 'tiny-plain' not found") });
  });
});
