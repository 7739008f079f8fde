/** Pass-through routes: a provider's own API under the gateway's key, door and log, never to a host a client chose. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(`
model_list:
  - model_name: lends
    litellm_params: {model: openai/gpt-4o, api_base: ${upstream.url}, api_key: sk-up-0123456789, use_in_pass_through: true}
  - model_name: google
    litellm_params: {model: gemini/gemini-2.5-flash, api_base: ${upstream.url}, api_key: g-0123456789, use_in_pass_through: true}
  - model_name: keeps
    litellm_params: {model: hosted_vllm/tiny, api_base: ${upstream.url}, api_key: sk-other-0123456789}
general_settings: {master_key: ${masterKey}}
`);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const chat = { model: "gpt-4o", messages: [{ role: "user", content: "hi" }] };

describe("a pass-through route", () => {
  it.each(["/openai/v1/chat/completions", "/openai/chat/completions"])(
    "relays %s with our key and logs its tokens",
    async (path) => {
      const answer = await gateway.call(path, { method: "POST", body: JSON.stringify(chat) });
      expect(await answer.json()).toMatchObject({ object: "chat.completion", model: "gpt-4o" });
      const received = upstream.received.at(-1);
      expect(received).toMatchObject({ path: "/v1/chat/completions", rawBody: JSON.stringify(chat) });
      expect(received?.headers["authorization"]).toBe("Bearer sk-up-0123456789");
      const [row] = await gateway.rows(1);
      expect(row).toMatchObject({ operation: "pass_through", alias: "gpt-4o", promptTokens: 11, cachedTokens: 4 });
    },
  );

  it("relays a stream as it comes and finds its usage", async () => {
    const body = JSON.stringify({ ...chat, stream: true, stream_options: { include_usage: true } });
    const text = await (await gateway.call("/openai/v1/chat/completions", { method: "POST", body })).text();
    expect(text).toContain("OPENROUTER PROCESSING");
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
    expect((await gateway.rows(1))[0]).toMatchObject({ state: "ok", completionTokens: 3 });
  });

  it("hands a provider's refusal on as it is", async () => {
    const body = JSON.stringify({ ...chat, messages: [{ role: "user", content: "fault:429" }] });
    const answer = await gateway.call("/openai/v1/chat/completions", { method: "POST", body });
    expect(answer.status).toBe(429);
    expect((await gateway.rows(1))[0]).toMatchObject({ state: "upstream_error", status: 429 });
  });

  it("GETs too, and keeps a key in the query to itself", async () => {
    for (const key of ["key", "KEY", "%6bey"]) {
      const answer = await gateway.call(`/openai/v1/models?limit=2&${key}=sk-client-key-1`, { method: "GET" });
      expect(await answer.json()).toMatchObject({ object: "list" });
      expect(upstream.received.at(-1)?.path).toBe("/v1/models?limit=2");
    }
  });

  it("asks for the model behind an alias, and says where the call went", async () => {
    const body = JSON.stringify({ ...chat, model: "lends" });
    const headers = { "x-litellm-call-id": "mine-1" };
    const answer = await gateway.call("/openai/v1/chat/completions?a=1", { method: "POST", body, headers });
    expect(upstream.received.at(-1)?.body).toEqual(chat);
    expect(answer.headers.get("x-litellm-model-api-base")).toBe(`${upstream.url}/chat/completions`);
    expect(answer.headers.get("x-litellm-call-id")).toBe("mine-1");
  });

  it("takes Google's `?key=` for ours on its own route alone, and refuses a second key beside it", async () => {
    const status = async (path: string, key: string | null): Promise<number> =>
      (await gateway.call(`${path}?key=${masterKey}`, { key })).status;
    expect(await status("/gemini/models", null)).toBe(200);
    expect(upstream.received.at(-1)?.headers["x-goog-api-key"]).toBe("g-0123456789");
    expect(await status("/openai/v1/models", null)).toBe(401);
    expect(await status("/v1/models", null)).toBe(401);
    expect(await status("/gemini/models", "sk-another-0123456789")).toBe(400);
  });

  it("is closed for a provider none of whose deployments lends its key", async () => {
    const answer = await gateway.call("/vllm/v1/chat/completions", { method: "POST", body: JSON.stringify(chat) });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { hint: expect.stringContaining("use_in_pass_through") } });
  });

  it("needs a key, and never climbs out of the deployment's own address", async () => {
    const none = await gateway.call("/openai/v1/models", { method: "GET", key: null });
    expect(none.status).toBe(401);
    const before = upstream.received.length;
    for (const path of ["%2e%2e/%2e%2e/admin", "..%2f..%2fadmin", "x\\..\\admin", "..;/admin", "x%2F%2E."]) {
      expect(await rawStatus(`/openai/v1/${path}`)).toBe(400);
    }
    expect(upstream.received.length).toBe(before);
  });
});

/** `fetch` would resolve the dots itself. */
async function rawStatus(path: string): Promise<number> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    const call = request(
      { port: gateway.gateway.port, host: "127.0.0.1", path, headers: { authorization: `Bearer ${masterKey}` } },
      (response) => resolve(response.resume().statusCode ?? 0),
    );
    call.on("error", reject).end();
  });
}
