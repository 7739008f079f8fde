/** The seed's own config and `.env` against an upstream that behaves as OpenRouter, with the official SDK as the client. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../config/load.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { readEvents, runGateway, type RunningGateway } from "./running-gateway.ts";

const seedDirectory = join(import.meta.dirname, "..", "..", "resources", "litellm-seed");
const key = "sk-1234";
const env = { LITELLM_MASTER_KEY: key, OPENROUTER_API_KEY: "sk-or-v1-test-key-0123456789" };

let upstream: FakeUpstream;
let gateway: RunningGateway;
let client: OpenAI;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const seed = readFileSync(join(seedDirectory, "config.yaml"), "utf8");
  gateway = await runGateway(seed.replaceAll("https://openrouter.ai/api/v1", upstream.url), env);
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: key, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const hello = [{ role: "user" as const, content: "Hello!" }];

describe("the seed's config", () => {
  it("loads without an error from its own file and .env", () => {
    const directory = mkdtempSync(join(tmpdir(), "portico-seed-"));
    cpSync(join(seedDirectory, "config.yaml"), join(directory, "config.yaml"));
    writeFileSync(join(directory, ".env"), readFileSync(join(seedDirectory, "example.env"), "utf8"));
    const { catalog, findings } = loadConfig({ file: join(directory, "config.yaml"), env: {}, cwd: directory });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect([...(catalog?.groups.keys() ?? [])]).toEqual(["qwen-235b", "gpt-4", "gpt-3.5-turbo"]);
  });
});

describe("the seed's curl lines", () => {
  it("lists the aliases in order, in LiteLLM's shape", async () => {
    const response = await gateway.call("/v1/models", { key });
    expect(await response.json()).toEqual({
      data: ["qwen-235b", "gpt-4", "gpt-3.5-turbo"].map((id) => ({
        id,
        object: "model",
        created: 1677610602,
        owned_by: "openai",
      })),
      object: "list",
    });
  });

  it("answers /health with each alias by name, and asks the shared upstream once", async () => {
    const calls = upstream.received.length;
    const health = (await (await gateway.call("/health", { key })).json()) as {
      healthy_count: number;
      unhealthy_count: number;
      healthy_endpoints: { model_name: string }[];
    };
    expect(health).toMatchObject({ healthy_count: 3, unhealthy_count: 0 });
    expect(health.healthy_endpoints.map(({ model_name: name }) => name)).toEqual([
      "qwen-235b",
      "gpt-4",
      "gpt-3.5-turbo",
    ]);
    expect(upstream.received.length).toBe(calls + 1);
    expect(upstream.received.at(-1)?.body["max_tokens"]).toBeGreaterThan(1);
  });

  it("answers the first trouble of the seed as it says: no key", async () => {
    const response = await gateway.call("/health", { key: null });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { message: "Authentication Error, No api key passed in.", type: "auth_error", code: "401" },
    });
  });

  it("reloads a changed config by itself, where the seed had to build an image again", async () => {
    const text = readFileSync(gateway.configFile, "utf8");
    writeFileSync(gateway.configFile, text.replace("model_name: gpt-4\n", "model_name: renamed-by-hand\n"));
    const until = Date.now() + 5000;
    const names = async (): Promise<string[]> =>
      ((await (await gateway.call("/v1/models", { key })).json()) as { data: { id: string }[] }).data.map(
        ({ id }) => id,
      );
    while (!(await names()).includes("renamed-by-hand") && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await names()).toEqual(["qwen-235b", "renamed-by-hand", "gpt-3.5-turbo"]);
    writeFileSync(gateway.configFile, "model_list: [");
    const broken = async (): Promise<{ config: { state: string; line?: number } }> =>
      (await (await gateway.call("/health/readiness", { key: null })).json()) as {
        config: { state: string; line?: number };
      };
    while ((await broken()).config.state !== "broken" && Date.now() < until + 5000)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await broken()).config).toMatchObject({ state: "broken", line: 1 });
    expect(await names()).toEqual(["qwen-235b", "renamed-by-hand", "gpt-3.5-turbo"]);
    writeFileSync(gateway.configFile, text);
    while (!(await names()).includes("gpt-4") && Date.now() < until + 10_000)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await names()).toEqual(["qwen-235b", "gpt-4", "gpt-3.5-turbo"]);
  });
});

describe("the official SDK", () => {
  it("gets an answer under the alias it asked for, while the provider saw its own model and our headers", async () => {
    const answer = await client.chat.completions.create({ model: "qwen-235b", messages: hello, temperature: 0.7 });
    expect(answer).toMatchObject({ model: "qwen-235b", choices: [{ message: { content: "Hello 안녕" } }] });
    const call = upstream.received.at(-1);
    expect(call?.path).toBe("/v1/chat/completions");
    expect(call?.body).toEqual({
      model: "qwen/qwen3-235b-a22b-2507",
      messages: hello,
      temperature: 0.7,
      usage: { include: true },
    });
    expect(call?.headers).toMatchObject({
      authorization: `Bearer ${env.OPENROUTER_API_KEY}`,
      "http-referer": expect.stringMatching(/^http/) as string,
      "x-title": "Portico",
    });
    expect(JSON.stringify(call?.headers)).not.toContain(key);
  });

  it("streams, and gets usage only when it asked for it, though the gateway always reads it", async () => {
    for (const asks of [false, true]) {
      const answer = await client.chat.completions.create({
        model: "gpt-4",
        messages: hello,
        stream: true,
        ...(asks ? { stream_options: { include_usage: true } } : {}),
      });
      let text = "";
      let usage = 0;
      for await (const chunk of answer) {
        text += chunk.choices[0]?.delta.content ?? "";
        expect(chunk.model).toBe("gpt-4");
        if (chunk.usage) usage = chunk.usage.prompt_tokens;
      }
      expect(text).toBe("Hello 안녕");
      expect(usage).toBe(asks ? 11 : 0);
      expect(upstream.received.at(-1)?.body["stream_options"]).toEqual({ include_usage: true });
    }
    const [row] = await gateway.rows(1);
    expect(row).toMatchObject({
      promptTokens: 11,
      completionTokens: 3,
      cachedTokens: 4,
      reasoningTokens: 1,
      costUsdNanos: "123000",
      stream: true,
    });
    expect(row?.firstTokenMs).toBeGreaterThan(0);
  });

  it("runs a tool loop, whole and streamed", async () => {
    const tools = [
      { type: "function" as const, function: { name: "weather", parameters: { type: "object", properties: {} } } },
    ];
    const first = await client.chat.completions.create({ model: "qwen-235b", messages: hello, tools });
    const toolCall = first.choices[0]?.message.tool_calls?.[0];
    expect(toolCall).toMatchObject({ id: "call_1", function: { name: "weather", arguments: '{"city":"서울"}' } });
    const stream = await client.chat.completions.create({ model: "qwen-235b", messages: hello, tools, stream: true });
    let streamedArguments = "";
    for await (const chunk of stream)
      streamedArguments += chunk.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? "";
    expect(JSON.parse(streamedArguments)).toEqual({ city: "서울" });
    const last = await client.chat.completions.create({
      model: "qwen-235b",
      tools,
      messages: [
        ...hello,
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "call_1", type: "function", function: { name: "weather", arguments: "{}" } }],
        },
        { role: "tool", tool_call_id: "call_1", content: "sunny" },
      ],
    });
    expect(last.choices[0]?.message.content).toBe("Hello 안녕");
  });

  it("embeds as numbers and as base64", async () => {
    const answer = await client.embeddings.create({ model: "qwen-235b", input: ["a", "b"], encoding_format: "float" });
    expect(answer.data.map(({ embedding }) => embedding)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    const packed = await gateway.call("/v1/embeddings", {
      key,
      method: "POST",
      body: JSON.stringify({ model: "qwen-235b", input: "a", encoding_format: "base64" }),
    });
    expect(await packed.json()).toMatchObject({ model: "qwen-235b", data: [{ embedding: "AACAPwAAAEA=" }] });
  });

  it("completes a prompt, whole and streamed", async () => {
    const answer = await client.completions.create({ model: "qwen-235b", prompt: "Say hello" });
    expect(answer.choices[0]?.text).toBe("Hello");
    const stream = await client.completions.create({ model: "qwen-235b", prompt: "Say hello", stream: true });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.text ?? "";
    expect(text).toBe("Hello");
  });
});

describe("paths and fields of LiteLLM's clients", () => {
  it.each([
    ["/chat/completions", "gpt-4"],
    ["/v1/chat/completions", "gpt-4"],
    ["/openai/deployments/gpt-4/chat/completions", "gpt-4"],
    [
      "/openai/deployments/openrouter/qwen/qwen3-235b-a22b-2507/chat/completions",
      "openrouter/qwen/qwen3-235b-a22b-2507",
    ],
    ["/engines/gpt-4/chat/completions", "gpt-4"],
  ])("answers on %s, under the name that was asked for", async (path, name) => {
    const body = JSON.stringify({
      ...(path.includes("/deployments/") || path.includes("/engines/") ? {} : { model: "gpt-4" }),
      messages: hello,
    });
    const response = await gateway.call(path, { key, method: "POST", body });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-litellm-model-group")).toBe(name);
  });

  it("keeps our own fields from the provider and every unknown one for it, numbers as they were written", async () => {
    const body =
      '{"model":"gpt-4","messages":[{"role":"user","content":"hi"}],"temperature":1.0,"seed":12345678901234567890,"foo":{"a":1e2},' +
      '"metadata":{"trace":"x","tags":["t1"]},"tags":["t2"],"num_retries":1,"timeout":5,"user":"u1","extra_body":{"top_k":5}}';
    await gateway.call("/v1/chat/completions", {
      key,
      method: "POST",
      body,
      headers: { "x-litellm-tags": "t3", traceparent: "00-a-b-01" },
    });
    const raw = upstream.received.at(-1)?.rawBody ?? "";
    expect(raw).toContain('"temperature":1.0');
    expect(raw).toContain('"seed":12345678901234567890');
    expect(raw).toContain('"foo":{"a":1e2}');
    expect(Object.keys(JSON.parse(raw) as object)).toEqual([
      "model",
      "messages",
      "temperature",
      "seed",
      "foo",
      "top_k",
      "usage",
    ]);
    const [row] = await gateway.rows(1);
    const detail = await gateway.detail(row?.id ?? "");
    expect(detail).toMatchObject({
      tags: ["t2", "t1", "t3"],
      metadata: { trace: "x" },
      traceparent: "00-a-b-01",
      endUser: "u1",
    });
  });

  it("says in LiteLLM's words that a model is unknown, and logs it as rejected", async () => {
    const response = await gateway.call("/v1/chat/completions", {
      key,
      method: "POST",
      body: JSON.stringify({ model: "nope", messages: hello }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: {
        message: expect.stringContaining("You passed in model=nope") as string,
        type: "invalid_request_error",
        code: "400",
      },
    });
    expect((await gateway.rows(1))[0]).toMatchObject({ state: "rejected", alias: "nope", attempts: 0 });
  });

  it.each([
    ['{"model":', 400, "invalid_json"],
    ["[]", 400, "invalid_request"],
    ["null", 400, "invalid_request"],
    ['"x"', 400, "invalid_request"],
    ['{"model":5,"messages":[]}', 400, "invalid_request"],
    ['{"messages":[]}', 400, "unknown_model"],
    ['{"model":"gpt-4"}', 400, "invalid_request"],
    ['{"model":"gpt-4","messages":"x"}', 400, "invalid_request"],
    ['{"model":"gpt-4","messages":[{"role":"alien","content":"x"}]}', 400, "invalid_request"],
    ['{"model":"gpt-4","messages":[],"stream":"yes"}', 400, "invalid_request"],
    ['{"model":"gpt-4","messages":[],"temperature":NaN}', 400, "invalid_json"],
    ["", 400, "invalid_request"],
  ])("refuses the body %s with a clear error", async (body, status, code) => {
    const response = await gateway.call("/v1/chat/completions", { key, method: "POST", body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { portico_code: code } });
  });

  it("takes the last of a repeated key, as LiteLLM does", async () => {
    const body = '{"model":"nope","model":"gpt-4","messages":[{"role":"user","content":"hi"}]}';
    expect((await gateway.call("/v1/chat/completions", { key, method: "POST", body })).status).toBe(200);
  });

  it("answers a mistyped stream's events as SSE with the alias in each", async () => {
    const response = await gateway.call("/v1/chat/completions", {
      key,
      method: "POST",
      body: JSON.stringify({ model: "gpt-4", stream: true, messages: hello }),
    });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const events = await readEvents(response);
    expect(events.at(-1)).toBe("[DONE]");
    expect(events.slice(0, -1).every((data) => (JSON.parse(data) as { model: string }).model === "gpt-4")).toBe(true);
  });
});
