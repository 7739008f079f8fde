/**
 * Gemini and Vertex AI behind a whole gateway: a loopback Google with a token server, both publishers' models, and a
 * refusal; clients that know nothing of Google.
 */
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

interface Call {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const fixtures = join(import.meta.dirname, "../providers/gemini/__fixtures__");
const fixture = (name: string): Buffer => readFileSync(join(fixtures, name));
const claudeAnswer = JSON.stringify({
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5",
  content: [{ type: "text", text: "Bonjour" }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 9, output_tokens: 4 },
});

let google: Server;
let received: Call[] = [];
let gateway: RunningGateway;

/** By what stands in the address: [content type, body, status]. */
function answerFor(path: string): readonly [type: string, body: Buffer | string, status: number] {
  const json = "application/json; charset=UTF-8";
  if (path === "/token") return [json, '{"access_token":"ya29.minted","expires_in":3599,"token_type":"Bearer"}', 200];
  if (path.includes("quota")) return [json, fixture("quota-error.json"), 429];
  if (path.includes(":countTokens")) return [json, '{"totalTokens":31}', 200];
  if (path.includes(":batchEmbedContents")) return [json, fixture("embeddings.json"), 200];
  if (path.includes(":rawPredict")) return [json, claudeAnswer, 200];
  if (path.includes(":generateContent")) return [json, fixture("text.json"), 200];
  return ["text/event-stream", fixture(path.includes("gemini-3") ? "calls-stream.sse" : "thinking-stream.sse"), 200];
}

beforeAll(async () => {
  google = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const [type, body, status] = answerFor(path);
      response.writeHead(status, { "content-type": type });
      response.end(body);
    });
  });
  await new Promise<void>((listening) => void google.listen(0, "127.0.0.1", listening));
  const base = `http://127.0.0.1:${(google.address() as AddressInfo).port}`; // listening on a port
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const account = {
    type: "service_account",
    project_id: "p1",
    client_email: "robot@p1.iam.gserviceaccount.com",
    private_key: privateKey,
    token_uri: `${base}/token`,
  };
  const gemini = (alias: string, model: string): string =>
    `  - {model_name: ${alias}, litellm_params: {model: gemini/${model}, api_base: "${base}/gem", api_key: AIza-secret-of-google}}\n`;
  const vertex = (alias: string, model: string): string =>
    `  - {model_name: ${alias}, litellm_params: {model: vertex_ai/${model}, api_base: "${base}", vertex_credentials: os.environ/SA_JSON}}\n`;
  gateway = await runGateway(
    `model_list:\n${gemini("g3", "gemini-3-pro-preview")}${gemini("g25", "gemini-2.5-flash")}${gemini("emb", "gemini-embedding-001")}` +
      `${gemini("full", "gemini-quota")}${vertex("vg", "gemini-2.5-flash")}${vertex("vc", "claude-sonnet-4-5")}` +
      `router_settings: {num_retries: 0}\ngeneral_settings: {master_key: ${masterKey}}\n`,
    { SA_JSON: JSON.stringify(account) },
  );
});

beforeEach(() => {
  received = [];
});

afterAll(async () => {
  await gateway.stop();
  google.closeAllConnections();
  await new Promise((closed) => void google.close(closed));
});

function messages(body: Record<string, unknown>): Promise<Response> {
  const headers = { "anthropic-version": "2023-06-01" };
  return gateway.call("/v1/messages", { method: "POST", headers, body: JSON.stringify({ max_tokens: 100, ...body }) });
}

type Block = Record<string, string>;

/** A Messages client's own reading of a stream: blocks with their deltas joined. */
async function blocksOf(response: Response): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const line of (await response.text()).split("\n")) {
    if (!line.startsWith("data: ")) continue;
    const event = JSON.parse(line.slice(6)) as { type: string; index: number; content_block: Block; delta: Block }; // the dialect's
    if (event.type === "content_block_start") blocks[event.index] = { ...event.content_block };
    const block = blocks[event.index];
    if (event.type !== "content_block_delta" || block === undefined) continue;
    for (const [from, to] of [
      ["thinking", "thinking"],
      ["signature", "signature"],
      ["text", "text"],
      ["partial_json", "json"],
    ] as const) {
      const more = event.delta[from];
      if (more !== undefined) block[to] = (block[to] ?? "") + more;
    }
  }
  return blocks;
}

describe("a Messages client with Gemini behind its alias", () => {
  it("counts with the model's own counter", async () => {
    const counted = await gateway.call("/v1/messages/count_tokens", {
      method: "POST",
      body: JSON.stringify({ model: "g25", messages: [{ role: "user", content: "hi" }] }),
    });
    expect(await counted.json()).toEqual({ input_tokens: 31 });
    expect(received.map(({ path }) => path)).toEqual(["/gem/models/gemini-2.5-flash:countTokens"]);
  });

  it("keeps the model's thought signature through a tool loop", async () => {
    const question = { role: "user", content: "weather?" };
    const first = await messages({ model: "g3", stream: true, messages: [question] });
    const blocks = await blocksOf(first);
    expect(blocks.map(({ type }) => type)).toEqual(["thinking", "tool_use", "tool_use"]);
    const calls = blocks.filter(({ type }) => type === "tool_use");
    const answer = blocks.map(({ json, ...block }) =>
      json === undefined ? block : { ...block, input: JSON.parse(json) as unknown },
    );
    const results = calls.map(({ id }) => ({ type: "tool_result", tool_use_id: id, content: "sunny" }));
    await (
      await messages({
        model: "g3",
        stream: true,
        messages: [question, { role: "assistant", content: answer }, { role: "user", content: results }],
      })
    ).text();
    expect(JSON.parse(received[1]?.body ?? "").contents).toEqual([
      { role: "user", parts: [{ text: "weather?" }] },
      {
        role: "model",
        parts: [
          {
            function_call: { name: "get_weather", args: { city: "서울", days: 2 } },
            thoughtSignature: "EpcECpQEAdHtim8+Tz/kQ9g==",
          },
          { function_call: { name: "get_weather", args: { city: "Paris" } } },
        ],
      },
      {
        role: "user",
        parts: [
          { function_response: { name: "get_weather", response: { content: "sunny" } } },
          { function_response: { name: "get_weather", response: { content: "sunny" } } },
        ],
      },
    ]);
  });

  it("sees a refusal in its own words, with the time to wait", async () => {
    const refused = await messages({ model: "full", messages: [{ role: "user", content: "hi" }] });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ type: "error", error: { type: "rate_limit_error" } });
    expect(refused.headers.get("retry-after")).toBe("35");
    expect(JSON.stringify(await gateway.rows(1))).not.toContain("AIza-secret");
  });
});

describe("an embeddings client with Gemini behind its alias", () => {
  it("gets vectors in order", async () => {
    const answer = await gateway.call("/v1/embeddings", {
      method: "POST",
      body: JSON.stringify({ model: "emb", input: ["a", "b"], dimensions: 3 }),
    });
    expect(await answer.json()).toMatchObject({
      object: "list",
      data: [{ embedding: [0.1, -0.2, 0.3] }, { embedding: [1, 0, 0] }],
    });
    expect(received[0]?.headers["x-goog-api-key"]).toBe("AIza-secret-of-google");
    expect(received[0]?.path).not.toContain("secret");
  });
});

describe("Vertex AI", () => {
  const hi = [{ role: "user", content: "hi" }];

  it("answers over both publishers' models with one token, minted once", async () => {
    const [one, two, claude] = await Promise.all([
      messages({ model: "vg", messages: hi }),
      messages({ model: "vg", stream: true, messages: hi }),
      messages({ model: "vc", messages: hi }),
    ]);
    expect(await one.json()).toMatchObject({ type: "message", content: [{ type: "text", text: "Hello" }] });
    expect((await blocksOf(two)).at(-1)).toMatchObject({ type: "text", text: "답은 42입니다 🙂" });
    expect(await claude.json()).toMatchObject({ content: [{ text: "Bonjour" }] });
    expect(received.filter(({ path }) => path === "/token")).toHaveLength(1);
    const calls = received.filter(({ path }) => path !== "/token");
    expect(calls.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill("Bearer ya29.minted"));
    expect(calls.map(({ path }) => path).sort()).toEqual([
      "/v1/projects/p1/locations/us-central1/publishers/anthropic/models/claude-sonnet-4-5:rawPredict",
      "/v1/projects/p1/locations/us-central1/publishers/google/models/gemini-2.5-flash:generateContent",
      "/v1/projects/p1/locations/us-central1/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
    ]);
    expect(gateway.logText()).not.toMatch(/PRIVATE KEY|ya29/);
  });
});

describe("a conversation that goes on under another alias", () => {
  it("brings none of the model's thoughts to another maker's model under another alias", async () => {
    const question = { role: "user", content: "weather?" };
    const blocks = await blocksOf(await messages({ model: "g3", stream: true, messages: [question] }));
    const answer: Record<string, unknown>[] = blocks.map(({ json: _json, ...block }) => ({
      ...block,
      ...(block["id"] ? { input: {} } : {}),
    }));
    expect(answer[0]?.["type"]).toBe("thinking");
    const results = answer.flatMap((block) =>
      block["id"] === undefined ? [] : [{ type: "tool_result", tool_use_id: block["id"], content: "sunny" }],
    );
    const turns = [question, { role: "assistant", content: answer }, { role: "user", content: results }];
    const reply = await messages({ model: "vc", messages: turns });
    expect(await reply.json()).toMatchObject({ content: [{ text: "Bonjour" }] });
    const asked = JSON.parse(received.at(-1)?.body ?? "") as { messages: { content: { type: string }[] }[] };
    expect(asked.messages[1]?.content.map(({ type }) => type)).toEqual(["tool_use", "tool_use"]);
    expect(received.at(-1)?.body).not.toContain("gemini:");
  });
});
