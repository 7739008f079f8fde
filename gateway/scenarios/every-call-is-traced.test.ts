/** Traces end to end: a real receiver on a socket gets what dashboards ask for, over every protocol, in every case. */
import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { startOtlpReceiver, type OtlpReceiver } from "./otlp-receiver/otlp-receiver.ts";
import type { ReceivedSpan } from "./otlp-receiver/trace-request.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let receiver: OtlpReceiver;
let gateway: RunningGateway;

const providerKey = "sk-provider-key-0001";
const soon = { OTEL_BSP_SCHEDULE_DELAY: "10" };

function config(more: { litellm?: string; rest?: string } = {}): string {
  const entry = (name: string, provider = "openrouter"): string =>
    `  - {model_name: ${name}, litellm_params: {model: "${provider}/vendor/${name}", api_base: "${upstream.url}", api_key: ${providerKey}, use_in_pass_through: ${provider === "openai"}}}\n`;
  return (
    `model_list:\n${entry("main")}${entry("second", "openai")}` +
    `  - {model_name: priced, litellm_params: {model: openai/gpt-4, api_base: "${upstream.url}", api_key: ${providerKey}, input_cost_per_token: 0.00001, output_cost_per_token: 0.00002}}\n` +
    `router_settings: {num_retries: 0, fallbacks: [{main: [second]}]}\n` +
    // As the seed has it: named three times, sent once.
    `litellm_settings: {callbacks: [otel], success_callback: [otel], failure_callback: [otel]${more.litellm ?? ""}}\n` +
    `general_settings: {master_key: ${masterKey}}\n${more.rest ?? "portico: {ollama_api: true}\n"}`
  );
}

beforeAll(async () => {
  upstream = await startFakeUpstream();
  receiver = await startOtlpReceiver();
  gateway = await runGateway(config(), { ...soon, OTEL_EXPORTER: "otlp_http", OTEL_ENDPOINT: receiver.httpUrl });
});
afterAll(async () => {
  await gateway.stop();
  await receiver.stop();
  await upstream.stop();
});
afterEach(() => upstream.faults.clear());

const hello = [{ role: "user", content: "the secret plan" }];

interface Traced {
  readonly request: ReceivedSpan;
  readonly attempts: readonly ReceivedSpan[];
  readonly response: Response;
}

/** One request through, and its spans. */
async function trace(
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
  through: RunningGateway = gateway,
): Promise<Traced> {
  const response = await through.chat({ messages: hello, ...body }, { headers });
  await response.clone().text();
  const id = response.headers.get("x-litellm-call-id");
  const [request] = await receiver.waitFor(({ attributes }) => attributes["portico.request.id"] === id);
  if (request === undefined) throw new Error("no span of the request");
  const attempts = Number(request.attributes["portico.attempts"]);
  const all = await receiver.waitFor(({ traceId }) => traceId === request.traceId, 1 + attempts);
  const children = all.filter(({ parentSpanId }) => parentSpanId === request.spanId);
  return { request, attempts: children.sort((a, b) => a.startMs - b.startMs), response };
}

describe("a request", () => {
  it("is one span with one child, however often the file names the callback", async () => {
    const { request, attempts } = await trace({ model: "main" });
    expect(receiver.spans.filter(({ traceId }) => traceId === request.traceId)).toHaveLength(2);
    expect(request).toMatchObject({ name: "litellm_request", kind: 2, parentSpanId: "", status: { code: 1 } });
    expect(attempts).toMatchObject([{ name: "raw_gen_ai_request", kind: 3, status: { code: 1 } }]);
    expect(request.resource).toMatchObject({ "service.name": "litellm", "telemetry.sdk.name": "opentelemetry" });
    expect(request.scope).toBe("litellm");
    const [attempt] = attempts;
    expect(attempt?.startMs).toBeGreaterThanOrEqual(request.startMs);
    expect(attempt?.endMs).toBeLessThanOrEqual(request.endMs + 2);
  });

  it("carries the conventions' names and LiteLLM's beside each other, and its tokens on one span only", async () => {
    const { request, attempts } = await trace({ model: "priced", temperature: 0.5, max_tokens: 7, user: "u1" });
    expect(request.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-4",
      "gen_ai.request.temperature": 0.5,
      "gen_ai.request.max_tokens": 7,
      "gen_ai.request.stream": false,
      "gen_ai.response.id": "gen-1",
      "gen_ai.response.model": "gpt-4",
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.usage.input_tokens": 11,
      "gen_ai.usage.output_tokens": 3,
      "gen_ai.usage.cache_read.input_tokens": 4,
      "gen_ai.usage.reasoning.output_tokens": 1,
      "http.request.method": "POST",
      "http.route": "/v1/chat/completions",
      "http.response.status_code": 200,
      "url.path": "/v1/chat/completions",
      "portico.alias": "priced",
      "portico.cost.usd": 0.00017,
      "gen_ai.system": "openai",
      "gen_ai.usage.prompt_tokens": 11,
      "gen_ai.usage.completion_tokens": 3,
      "gen_ai.usage.total_tokens": 14,
      "llm.usage.total_tokens": 14,
      "llm.request.type": "acompletion",
      "llm.is_streaming": "False",
      "llm.user": "u1",
      "litellm.model_group": "priced",
      "litellm.provider.model": "openai/gpt-4",
      "gen_ai.cost.total_cost": 0.00017,
      "metadata.user_api_key_hash": "litellm_proxy_master_key",
      "metadata.user_api_key_request_route": "/v1/chat/completions",
      "metadata.usage_object":
        "{'completion_tokens': 3, 'prompt_tokens': 11, 'total_tokens': 14, 'completion_tokens_details': {'reasoning_tokens': 1}, 'prompt_tokens_details': {'cached_tokens': 4}, 'cost': 0.00017}",
    });
    const [attempt] = attempts;
    expect(attempt?.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.request.model": "gpt-4",
      "server.address": "127.0.0.1",
      "server.port": upstream.port,
      "http.response.status_code": 200,
      "llm.openai.model": "gpt-4",
      "llm.openai.temperature": 0.5,
      "llm.openai.id": "gen-1",
    });
    expect(Object.keys(attempt?.attributes ?? {}).filter((name) => name.startsWith("gen_ai.usage"))).toEqual([]);
  });

  it("says nothing of what was talked about, and holds no key", async () => {
    const { request, attempts } = await trace({ model: "main", metadata: { note: `leaked ${providerKey}` } });
    const text = JSON.stringify([request, attempts]);
    for (const word of ["the secret plan", "Hello", providerKey, masterKey]) expect(text).not.toContain(word);
    expect(request.attributes["metadata.note"]).toBe("leaked [redacted]");
  });

  it("has every key of the client's metadata by itself, with ours safe from it", async () => {
    const metadata = { agent_id: "agent-7", team: { name: "blue" }, user_api_key_hash: "forged", n: 3, tags: ["t1"] };
    const { request } = await trace({ model: "main", metadata });
    expect(request.attributes).toMatchObject({
      "metadata.agent_id": "agent-7",
      "metadata.team": '{"name":"blue"}',
      "metadata.n": 3,
      "metadata.user_api_key_hash": "litellm_proxy_master_key",
      "portico.tags": ["t1"],
    });
    expect(request.attributes["metadata.requester_metadata"]).toContain("'agent_id': 'agent-7'");
  });

  it("streamed, marks its first token and ends with its answer", async () => {
    const { request, attempts } = await trace({ model: "main", stream: true });
    expect(request.attributes).toMatchObject({
      "llm.is_streaming": "True",
      "gen_ai.request.stream": true,
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.usage.input_tokens": 11,
      "portico.cost.usd": 0.000123,
    });
    expect(request.attributes["gen_ai.response.time_to_first_chunk"]).toBeGreaterThan(0);
    const [first] = request.events;
    expect(first?.name).toBe("first_token");
    expect(first?.atMs).toBeGreaterThan(request.startMs);
    expect(first?.atMs).toBeLessThanOrEqual(request.endMs);
    expect(attempts[0]?.events.map(({ name }) => name)).toEqual(["first_token"]);
    expect(Math.abs((attempts[0]?.endMs ?? 0) - request.endMs)).toBeLessThan(5);
    // As queries of LiteLLM's time look for it.
    expect(attempts[0]?.attributes["llm.openrouter.usage"]).toMatch(/'cost': 0\.000123/);
  });

  it("that falls back has a child an attempt, each with its own end", async () => {
    upstream.faults.set("vendor/main", "fault:500");
    const { request, attempts } = await trace({ model: "main" });
    expect(request).toMatchObject({ status: { code: 1 }, attributes: { "portico.attempts": 2 } });
    expect(attempts).toMatchObject([
      { status: { code: 2 }, attributes: { "portico.attempt": 0, "http.response.status_code": 500 } },
      { status: { code: 1 }, attributes: { "portico.attempt": 1, "portico.is_fallback": true } },
    ]);
    const [failed, answered] = attempts;
    expect(failed?.attributes["error.type"]).toBe("upstream_error");
    expect(failed?.events).toMatchObject([{ name: "exception", attributes: { "exception.type": "upstream_error" } }]);
    expect(answered?.attributes["gen_ai.provider.name"]).toBe("openai");
  });

  it("that fails says why, in both languages", async () => {
    upstream.faults.set("gpt-4", "fault:429");
    const { request, attempts, response } = await trace({ model: "priced" });
    expect(response.status).toBe(429);
    expect(request.status.code).toBe(2);
    expect(request.attributes).toMatchObject({
      "error.type": "upstream_rate_limit",
      "http.response.status_code": 429,
      "error.code": "429",
      "portico.state": "upstream_error",
    });
    expect(request.events.map(({ name }) => name)).toEqual(["exception"]);
    expect(attempts).toHaveLength(1);
  });

  it("that reached no provider is a span alone", async () => {
    const { request, attempts } = await trace({ model: "nope" });
    expect(attempts).toEqual([]);
    expect(request.attributes).toMatchObject({ "portico.state": "rejected", "litellm.model_group": "nope" });
    expect(request.attributes["gen_ai.provider.name"]).toBeUndefined();
  });

  it("whose stream breaks is an error from its first token on", async () => {
    upstream.faults.set("gpt-4", "fault:cut1");
    const { request, attempts } = await trace({ model: "priced", stream: true });
    expect(request.status.code).toBe(2);
    expect(attempts[0]?.status.code).toBe(2);
    expect(request.events.map(({ name }) => name)).toEqual(["first_token", "exception"]);
  });
});

describe("every route", () => {
  const messages = hello;
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      "/v1/completions",
      { prompt: "hi" },
      { "gen_ai.operation.name": "text_completion", "gen_ai.response.id": "gen-1" },
    ],
    [
      "/v1/messages",
      { messages, max_tokens: 9, system: "S" },
      { "gen_ai.operation.name": "chat", "llm.request.type": "anthropic_messages", "gen_ai.request.max_tokens": 9 },
    ],
    [
      "/v1/responses",
      { model: "main", input: "hi", max_output_tokens: 8 },
      { "llm.request.type": "aresponses", "gen_ai.request.max_tokens": 8, "gen_ai.response.finish_reasons": ["stop"] },
    ],
    [
      "/v1/embeddings",
      { input: "hi", encoding_format: "float" },
      {
        "gen_ai.operation.name": "embeddings",
        "gen_ai.request.encoding_formats": ["float"],
        "gen_ai.usage.input_tokens": 5,
      },
    ],
    [
      "/api/chat",
      { messages, stream: false },
      { "http.route": "/api/chat", "gen_ai.response.finish_reasons": ["stop"] },
    ],
    [
      "/openai/v1/chat/completions",
      { messages },
      { "gen_ai.operation.name": "pass_through", "http.route": "/{provider}/{path}", "gen_ai.usage.input_tokens": 11 },
    ],
  ])("%s is one span and one child, by its own names", async (path, body, attributes) => {
    const traceId = randomBytes(16).toString("hex");
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    const asked = JSON.stringify({ model: "second", ...body });
    const answer = await gateway.call(path, { method: "POST", headers, body: asked });
    expect(answer.status, await answer.text()).toBe(200);
    const spans = await receiver.waitFor((span) => span.traceId === traceId, 2);
    expect(spans.map(({ name }) => name).sort()).toEqual(["litellm_request", "raw_gen_ai_request"]);
    const request = spans.find(({ name }) => name === "litellm_request");
    expect(request?.attributes).toMatchObject({
      "portico.state": "ok",
      ...attributes,
    });
    expect(Number(request?.attributes["gen_ai.usage.input_tokens"])).toBeGreaterThan(0);
    expect(JSON.stringify(spans)).not.toContain("the secret plan");
  });
});

describe("a client's own trace", () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

  it.each(["headers", "metadata"])("in its %s is our parent and goes on to the upstream", async (place) => {
    const sent = {
      traceparent: traceparent.replace("319c", place === "headers" ? "319c" : "319d"),
      tracestate: "v=1,w=2",
    };
    const { request, attempts } =
      place === "headers"
        ? await trace({ model: "main" }, sent)
        : await trace({ model: "main", metadata: { ...sent, agent_id: "a" } });
    expect(request).toMatchObject({ parentSpanId: "b7ad6b7169203331", traceState: "v=1,w=2" });
    expect(request.traceId).toBe(sent.traceparent.slice(3, 35));
    const headers = upstream.received.at(-1)?.headers ?? {};
    expect(headers["traceparent"]).toBe(`00-${request.traceId}-${attempts[0]?.spanId}-01`);
    expect(headers["tracestate"]).toBe("v=1,w=2");
  });

  it("that is not kept is not kept by us, and goes on unkept", async () => {
    const own = traceparent.replace("319c", "aaaa").replace(/01$/, "00");
    await (await gateway.chat({ model: "main", messages: hello }, { headers: { traceparent: own } })).text();
    expect(upstream.received.at(-1)?.headers["traceparent"]).toMatch(/^00-0af7651916cd43dd8448eb211c80aaaa-\w{16}-00$/);
    await trace({ model: "main" }); // what came later has arrived
    expect(receiver.spans.filter((span) => span.traceId === own.slice(3, 35))).toEqual([]);
  });

  it("that is no trace is none: ours begins anew", async () => {
    const { request } = await trace({ model: "main" }, { traceparent: "00-00000000000000000000000000000000-x-01" });
    expect(request.parentSpanId).toBe("");
  });
});

async function throughGateway(
  yaml: string,
  env: Record<string, string>,
  use: (other: RunningGateway) => Promise<void>,
): Promise<void> {
  const other = await runGateway(yaml, { ...soon, ...env });
  try {
    await use(other);
  } finally {
    await other.stop();
  }
}

describe("the protocol is the one that was asked for", () => {
  it("JSON, compressed, with headers", async () => {
    const variables = {
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl,
      OTEL_EXPORTER_OTLP_HEADERS: "x-team=blue%20sky",
      OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
    };
    await throughGateway(config(), variables, async (other) => {
      const { request } = await trace({ model: "priced" }, {}, other);
      expect(request.attributes).toMatchObject({ "gen_ai.usage.input_tokens": 11, "portico.cost.usd": 0.00017 });
    });
    const headers = { "content-type": "application/json", "x-team": "blue sky", "content-encoding": "gzip" };
    expect(receiver.exports.at(-1)).toMatchObject({ path: "/v1/traces", headers });
  });

  it("gRPC, from the file itself", async () => {
    const rest =
      `environment_variables: {OTEL_SERVICE_NAME: desk}\n` +
      `callback_settings: {otel: {exporter: otlp_grpc, endpoint: "${receiver.grpcUrl}", headers: {x-team: red}}}\n`;
    await throughGateway(config({ rest }), {}, async (other) => {
      const { request, attempts } = await trace({ model: "main" }, {}, other);
      expect(request.resource["service.name"]).toBe("desk");
      expect(attempts).toHaveLength(1);
    });
    expect(receiver.exports.at(-1)).toMatchObject({
      path: expect.stringContaining("TraceService"),
      headers: { "x-team": "red" },
    });
  });

  it("the console", async () => {
    const printed = vi.spyOn(console, "dir").mockImplementation(() => {});
    await throughGateway(config(), { OTEL_EXPORTER: "console" }, async (other) => {
      await (await other.chat({ model: "main", messages: hello })).text();
    });
    expect(printed.mock.calls.map(([span]) => (span as { name: string }).name)).toEqual([
      "litellm_request",
      "raw_gen_ai_request",
    ]);
    printed.mockRestore();
  });
});

describe("the file chooses", () => {
  const endpoint = (): Record<string, string> => ({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl });

  it("the conventions' names alone", async () => {
    await throughGateway(config({ rest: "portico: {otel: {names: genai}}\n" }), endpoint(), async (other) => {
      const { request, attempts } = await trace({ model: "main", metadata: { agent_id: "a" } }, {}, other);
      expect(request).toMatchObject({ name: "POST /v1/chat/completions", status: { code: 0 } });
      expect(attempts).toMatchObject([{ name: "chat vendor/main", attributes: { "gen_ai.usage.input_tokens": 11 } }]);
      expect(request.attributes["metadata.agent_id"]).toBe("a");
      expect(Object.keys(request.attributes).filter((name) => /^(llm|litellm)\.|usage/.test(name))).toEqual([]);
    });
  });

  it("to send prompts and answers, without their secrets, but for a request that forbids it", async () => {
    const rest = "portico: {otel: {capture_content: true}}\n";
    await throughGateway(config({ rest }), endpoint(), async (other) => {
      const asked = {
        model: "main",
        messages: [
          { role: "system", content: "S" },
          { role: "user", content: `my ${providerKey}` },
        ],
      };
      const { request } = await trace({ ...asked, stream: true }, {}, other);
      expect(request.attributes).toMatchObject({
        "gen_ai.system_instructions": '[{"type":"text","content":"S"}]',
        "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"my [redacted]"}]}]',
        "gen_ai.output.messages":
          '[{"role":"assistant","parts":[{"type":"text","content":"Hello 안녕"}],"finish_reason":"stop"}]',
        "gen_ai.prompt.1.content": "my [redacted]",
        "gen_ai.completion.0.content": "Hello 안녕",
      });
      const quiet = await trace(asked, { "x-litellm-enable-message-redaction": "true" }, other);
      expect(JSON.stringify(quiet)).not.toMatch(/"my |안녕/);
    });
  });

  it("a share of the traces", async () => {
    const variables = { ...endpoint(), OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0" };
    await throughGateway(config(), variables, async (other) => {
      const before = receiver.spans.length;
      await (await other.chat({ model: "main", messages: hello })).text();
      const { traces } = (await (await other.panel("/telemetry")).json()) as { traces: Record<string, unknown> };
      expect(traces).toMatchObject({ state: "on", sampler: "traceidratio(0)", unsampled: 1, queueLength: 0 });
      expect(receiver.spans).toHaveLength(before);
    });
  });
});
