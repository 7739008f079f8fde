/**
 * Facts of a running LiteLLM 1.103.7, recorded in front of an upstream that wrote down what reached it: which fields go
 * on to a provider, which statuses and types bad bodies get, which headers answers carry.
 *
 * Where LiteLLM broke its own contract (a 500 for a body that is an array, made-up ends of cut streams) the better
 * answer stands here instead.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(`
model_list:
  - model_name: qwen-235b
    litellm_params: {model: openrouter/qwen/qwen3, api_base: "${upstream.url}", api_key: sk-or-0123456789abcdef}
    model_info: {id: dep-qwen, description: kept}
  - model_name: gpt-4
    litellm_params: {model: openai/gpt-4, api_base: "${upstream.url}", api_key: sk-up-0123456789abcdef}
    model_info: {id: dep-gpt4}
  - model_name: local
    litellm_params: {model: hosted_vllm/tiny, api_base: "${upstream.url}"}
  - model_name: emb
    litellm_params: {model: openai/text-embedding-3-small, api_base: "${upstream.url}", api_key: sk-up-0123456789abcdef}
    model_info: {mode: embedding}
  - model_name: inst
    litellm_params: {model: text-completion-openai/gpt-3.5-turbo-instruct, api_base: "${upstream.url}", api_key: sk-up-0123456789abcdef}
  - model_name: demo
    litellm_params: {model: openai/demo, mock_response: "Hello from mock"}
  - model_name: "wild/*"
    litellm_params: {model: "openai/*", api_base: "${upstream.url}", api_key: sk-up-0123456789abcdef}
router_settings: {num_retries: 0, model_group_alias: {alias-of-gpt4: gpt-4}}
general_settings: {master_key: ${masterKey}}
`);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const messages = [{ role: "user", content: "hi" }];

/** What the provider got beside the model and the messages. */
async function reached(model: string, fields: Record<string, unknown>): Promise<Record<string, unknown>> {
  const answer = await gateway.chat({ model, messages, ...fields });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('"choices"')]);
  const { model: _model, messages: _messages, usage: _usage, ...rest } = upstream.received.at(-1)?.body ?? {};
  return rest;
}

const passedOn: readonly Record<string, unknown>[] = [
  { temperature: 0.5 },
  { top_p: 0.9 },
  { n: 2 },
  { max_tokens: 7 },
  { max_completion_tokens: 8 },
  { presence_penalty: 0.1 },
  { frequency_penalty: 0.2 },
  { logit_bias: { "1": 2 } },
  { stop: ["x"] },
  { seed: 3 },
  { logprobs: true },
  { top_logprobs: 2 },
  { parallel_tool_calls: false },
  { service_tier: "auto" },
  { store: true },
  { prompt_cache_key: "k" },
  { safety_identifier: "s" },
  { modalities: ["text"] },
  { prediction: { type: "content", content: "x" } },
  { web_search_options: {} },
  { functions: [{ name: "f", parameters: {} }] },
  { foo: "bar" },
  { top_k: 5 },
  { min_p: 0.1 },
  { repetition_penalty: 1.1 },
  { chat_template_kwargs: { enable_thinking: false } },
  { guided_json: { type: "object" } },
  { provider: { order: ["x"] } },
  { models: ["a", "b"] },
];

const keptBack: readonly Record<string, unknown>[] = [
  { metadata: { agent_id: "a1", tags: ["t1"] } },
  { tags: ["t2"] },
  { litellm_metadata: { x: 1 } },
  { num_retries: 1 },
  { timeout: 5 },
  { ttl: 5 },
  { cache: { "no-cache": true } },
  { caching: false },
  { fallbacks: ["qwen-235b"] },
  { drop_params: true },
  { mock_response: "hey" },
  { stream_options: { include_usage: true } },
];

describe.each(["gpt-4", "qwen-235b", "local"])("a field of a call to %s", (alias) => {
  it.each(passedOn)("goes on to the provider as it is: %j", async (fields) => {
    expect(await reached(alias, fields)).toEqual(fields);
  });

  it.each(keptBack)("speaks to the gateway and stays here: %j", async (fields) => {
    expect(await reached(alias, fields)).toEqual({});
  });

  it("inside extra_body stands at the top of what the provider gets", async () => {
    expect(await reached(alias, { extra_body: { foo: 1 } })).toEqual({ foo: 1 });
  });

  it("asks for usage on every stream, keeping the client's other options", async () => {
    const streamed = await gateway.chat({ model: alias, messages, stream: true, stream_options: { x: 1 } });
    await streamed.text();
    expect(upstream.received.at(-1)?.body["stream_options"]).toEqual({ x: 1, include_usage: true });
  });
});

describe("the end user's name", () => {
  it("goes to OpenAI, and stays away from providers that LiteLLM never names a user to", async () => {
    expect(await reached("gpt-4", { user: "u1" })).toEqual({ user: "u1" });
    expect(await reached("qwen-235b", { user: "u1" })).toEqual({});
    expect(await reached("local", { user: "u1" })).toEqual({});
  });
});

type BadCase = readonly [
  what: string,
  path: string,
  body: string,
  status: number,
  type: string,
  param: string | null,
  message: string,
];

const chat = "/v1/chat/completions";
const badBodies: readonly BadCase[] = [
  ["an unknown model", chat, '{"model":"nope","messages":[]}', 400, "invalid_request_error", null, "model=nope"],
  ["no model", chat, '{"messages":[{"role":"user","content":"x"}]}', 400, "invalid_request_error", null, "model=None"],
  ["null as model", chat, '{"model":null,"messages":[]}', 400, "invalid_request_error", null, "model=None"],
  ["an empty model", chat, '{"model":"","messages":[]}', 400, "invalid_request_error", null, "You passed in model="],
  ["a number as model", chat, '{"model":5,"messages":[]}', 400, "bad_request_error", "model", "'model' must be"],
  ["no messages", chat, '{"model":"gpt-4"}', 400, "invalid_request_error", "messages", "Missing required parameter"],
  ["text as messages", chat, '{"model":"gpt-4","messages":"x"}', 400, "invalid_request_error", "messages", "a list"],
  ["half a JSON", chat, '{"model":', 400, "invalid_request_error", "request_body", "Invalid JSON payload: "],
  ["a byte order mark", chat, '\uFEFF{"model":"gpt-4"}', 400, "invalid_request_error", "request_body", "(BOM)"],
  ["nothing", chat, "", 400, "invalid_request_error", "messages", "Missing required parameter"],
  ["an array", chat, "[]", 400, "invalid_request_error", null, "must be a JSON object"],
  ["null", chat, "null", 400, "invalid_request_error", null, "must be a JSON object"],
  ["a string", chat, '"x"', 400, "invalid_request_error", null, "must be a JSON object"],
  ["no input", "/v1/embeddings", '{"model":"emb"}', 400, "invalid_request_error", "input", "'input'"],
  [
    "an unknown embedder",
    "/v1/embeddings",
    '{"model":"no","input":"x"}',
    400,
    "invalid_request_error",
    null,
    "model=no",
  ],
  ["no prompt", "/v1/completions", '{"model":"gpt-4"}', 400, "invalid_request_error", "prompt", "'prompt'"],
  [
    "a path's unknown model",
    "/openai/deployments/nope/chat/completions",
    '{"messages":[]}',
    400,
    "invalid_request_error",
    null,
    "model=nope",
  ],
];

describe("a bad body", () => {
  it.each(badBodies)(
    "with %s to %s is answered as clients know it",
    async (_, path, body, status, type, param, said) => {
      const calls = upstream.received.length;
      const answer = await gateway.call(path, { method: "POST", body });
      expect(answer.status).toBe(status);
      const { error } = (await answer.json()) as { error: Record<string, unknown> };
      expect(error).toMatchObject({ type, param, code: String(status) });
      expect(error["message"]).toContain(said);
      expect(upstream.received).toHaveLength(calls);
    },
  );

  it("with a field that only a test of the gateway would send says so, and names no key", async () => {
    const answer = await gateway.chat({ model: "gpt-4", messages, mock_testing_fallbacks: true });
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as { error: { message: string } };
    expect(error.message).toBe(
      "'mock_testing_fallbacks' is not allowed in a request: it would make the gateway fail on purpose.",
    );
  });
});

describe("the headers of an answer", () => {
  const asked: readonly [name: string, id: string][] = [
    ["gpt-4", "dep-gpt4"],
    ["alias-of-gpt4", "dep-gpt4"],
    ["dep-gpt4", "dep-gpt4"],
    ["openai/gpt-4", "dep-gpt4"],
  ];

  it.each(asked)("to %s name the group by the name that was asked for", async (name, id) => {
    const { headers } = await gateway.chat({ model: name, messages });
    expect(headers.get("x-litellm-model-group")).toBe(name);
    expect(headers.get("x-litellm-model-id")).toBe(id);
    expect(headers.get("x-litellm-model-name")).toBe("openai/gpt-4");
    expect(headers.get("x-litellm-attempted-retries")).toBe("0");
    expect(headers.get("x-litellm-attempted-fallbacks")).toBe("0");
    expect(headers.get("x-ratelimit-remaining-requests")).toBe("99");
    expect(headers.get("llm_provider-x-ratelimit-remaining-requests")).toBe("99");
  });

  it("to a wildcard's match name what was asked for, never the pattern", async () => {
    const { headers } = await gateway.chat({ model: "wild/x", messages });
    expect(headers.get("x-litellm-model-group")).toBe("wild/x");
  });

  it("carry the client's own call id, in an error too", async () => {
    const withId = { headers: { "x-litellm-call-id": "my-call-1" } };
    for (const model of ["gpt-4", "nope"]) {
      const { headers } = await gateway.chat({ model, messages }, withId);
      expect(headers.get("x-litellm-call-id")).toBe("my-call-1");
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-z]{26}$/);
    }
  });

  it("forbid guessing and framing on every way out: answers, streams, errors, refusals, the list of models", async () => {
    const answers = [
      await gateway.chat({ model: "gpt-4", messages }),
      await gateway.chat({ model: "gpt-4", messages, stream: true }),
      await gateway.chat({ model: "nope", messages }),
      await gateway.call("/v1/models", { key: null }),
      await gateway.call("/v1/models"),
      await gateway.call("/nope"),
    ];
    for (const { headers } of answers) {
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
    }
  });

  it.each([
    ["PUT", "/v1/chat/completions", "POST"],
    ["GET", "/v1/embeddings", "POST"],
    ["POST", "/v1/models", "GET"],
    ["DELETE", "/health", "GET"],
  ])("to %s %s name the method that would have worked", async (method, path, allowed) => {
    const answer = await gateway.call(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe(allowed);
  });
});

describe("a legacy completion", () => {
  const complete = (model: string): Promise<Response> =>
    gateway.call("/v1/completions", { method: "POST", body: JSON.stringify({ model, prompt: "x" }) });

  it.each(["gpt-4", "wild/gpt-4o-mini", "wild/o3"])("of %s, which only chats, is asked as a chat", async (model) => {
    expect(await (await complete(model)).json()).toMatchObject({ object: "text_completion", model });
    const asked = upstream.received.at(-1);
    expect(asked?.path).toBe("/v1/chat/completions");
    expect(asked?.body).toMatchObject({ messages: [{ role: "user", content: "x" }] });
  });

  it.each(["inst", "local", "wild/gpt-3.5-turbo-instruct", "wild/my-own"])("of %s keeps its prompt", async (model) => {
    expect(await (await complete(model)).json()).toMatchObject({ object: "text_completion", model });
    expect(upstream.received.at(-1)).toMatchObject({ path: "/v1/completions", body: { prompt: "x" } });
  });
});

describe("a built-in answer", () => {
  it("counts what the client said, not the JSON around it", async () => {
    const answer = await gateway.chat({ model: "demo", messages, metadata: { note: "x".repeat(4000) } });
    const { usage } = (await answer.json()) as { usage: { prompt_tokens: number; completion_tokens: number } };
    expect(usage.prompt_tokens).toBeLessThan(10);
    expect(usage.completion_tokens).toBe(4);
  });
});

describe("a question about health", () => {
  it("hands on what the provider says of its limits", async () => {
    const health = await (await gateway.call("/health?model=gpt-4")).json();
    expect(health).toMatchObject({ healthy_endpoints: [{ "x-ratelimit-remaining-requests": "99" }] });
  });

  it("is answered at /test without a key, and with nothing", async () => {
    expect(await (await gateway.call("/test", { key: null })).json()).toEqual({ route: "/test" });
  });
});

describe("a probe", () => {
  const paths = ["/health/liveliness", "/health/liveness", "/health/readiness"];

  it.each(paths)("of %s needs no key, and may ask with GET, OPTIONS or HEAD", async (path) => {
    const body = path.endsWith("readiness") ? '"status":"healthy"' : '"I\'m alive!"';
    for (const method of ["GET", "OPTIONS"]) {
      const answer = await gateway.call(path, { key: null, method });
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(body)]);
    }
    const head = await gateway.call(path, { key: null, method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("from a page of another origin gets nothing, whatever its method", async () => {
    for (const method of ["GET", "OPTIONS", "HEAD"]) {
      const headers = { origin: "https://evil.example" };
      expect((await gateway.call("/health/liveliness", { key: null, method, headers })).status).toBe(403);
    }
  });
});

describe("one model", () => {
  it("is owned by the provider that serves it, and every one of the list by openai", async () => {
    const one = async (id: string): Promise<unknown> => (await gateway.call(`/v1/models/${id}`)).json();
    expect(await one("qwen-235b")).toEqual({
      id: "qwen-235b",
      object: "model",
      created: 1677610602,
      owned_by: "openrouter",
    });
    expect(await one("local")).toMatchObject({ owned_by: "hosted_vllm" });
    expect(await one("emb")).toMatchObject({ owned_by: "openai", mode: "embedding" });
    const { data } = (await (await gateway.call("/v1/models")).json()) as { data: { owned_by: string }[] };
    expect(new Set(data.map(({ owned_by: owner }) => owner))).toEqual(new Set(["openai"]));
  });

  it("that is none is 404 in both dialects of an error", async () => {
    const answer = await gateway.call("/v1/models/nope");
    expect(answer.status).toBe(404);
    const said = "The model `nope` does not exist or is not accessible";
    expect(await answer.json()).toMatchObject({ detail: said, error: { message: said, code: "404", param: "model" } });
  });
});
