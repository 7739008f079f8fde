/** Gemini, Claude and embeddings on Vertex, built on the real providers of both dialects. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noSampling, type Conversation } from "../../contract/conversation.ts";
import { anthropic } from "../anthropic/anthropic.ts";
import { deploymentOf, inputOf } from "../gemini/__fixtures__/deployment.ts";
import { plain, readStream } from "../gemini/__fixtures__/read-stream.ts";
import { gemini } from "../gemini/gemini.ts";
import type { NativeInput } from "../provider.ts";
import { vertexAi } from "./vertex-ai.ts";

const provider = vertexAi({ gemini, anthropic });
const account = { type: "service_account", project_id: "p1", client_email: "a@p1", private_key: "KEY" };
const params = { model: "vertex_ai/gemini-2.5-flash", vertex_location: "europe-west4", vertex_credentials: account };
const claude = { ...params, model: "vertex_ai/claude-sonnet-4-5@20250929", vertex_location: "global" };
const geminiFixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, "../gemini/__fixtures__", name));

function sent(over: Partial<Conversation>, deployment: Readonly<Record<string, unknown>>) {
  const translated = provider.chat?.toRequest(inputOf(over, deployment));
  if (translated === undefined) throw new Error("no chat");
  const body = JSON.parse(translated.request.body?.toString() ?? "") as Record<string, unknown>; // an object: ours
  return { ...translated, body, address: translated.request.origin + translated.request.path };
}

describe("Gemini on Vertex", () => {
  it("is called by project and location, signed later, without any key", () => {
    const { request, body, address } = sent({ isStream: true }, params);
    expect(address).toBe(
      "https://europe-west4-aiplatform.googleapis.com/v1/projects/p1/locations/europe-west4/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
    );
    expect(body).toEqual({ contents: [{ role: "user", parts: [{ text: "hi" }] }] });
    expect(request.signing).toEqual({ kind: "google-oauth", credentials: account });
    expect(Object.keys(request.headers)).not.toContain("x-goog-api-key");
    expect(JSON.stringify(request.headers)).not.toContain("KEY");
  });

  it("offers the parameters LiteLLM offers there", () => {
    const { body } = sent({ sampling: { ...noSampling, seed: 3, logprobs: true, topLogprobs: 2 } }, params);
    expect(body["generationConfig"]).toEqual({ seed: 3, responseLogprobs: true, logprobs: 2 });
  });

  it.each([
    [
      "https://proxy.example",
      "https://proxy.example/v1/projects/p1/locations/europe-west4/publishers/google/models/gemini-2.5-flash:generateContent",
    ],
    [
      "https://proxy.example/x/v1beta1?t=1",
      "https://proxy.example/x/v1beta1/projects/p1/locations/europe-west4/publishers/google/models/gemini-2.5-flash:generateContent?t=1",
    ],
    [
      "https://psc.example/v1/projects/9/locations/l/endpoints/77",
      "https://psc.example/v1/projects/9/locations/l/endpoints/77:generateContent",
    ],
  ])("takes the base %s", (api_base, address) => {
    expect(sent({}, { ...params, api_base }).address).toBe(address);
  });

  it("reaches a tuned model by the number of its endpoint", () => {
    expect(sent({}, { ...params, model: "vertex_ai/4965075652664360960" }).address).toContain(
      "/locations/europe-west4/endpoints/4965075652664360960:generateContent",
    );
  });

  it("lets no model's name leave its place in the address", () => {
    const input = { ...inputOf({}, params), upstreamModel: "../../x:predict?y" };
    expect(provider.chat?.toRequest(input).request.path).toBe(
      "/v1/projects/p1/locations/europe-west4/publishers/google/models/..%2F..%2Fx%3Apredict%3Fy:generateContent",
    );
  });

  it("counts without what Vertex's counter does not know", () => {
    const translated = provider.counter?.toRequest(
      inputOf({ tools: [{ kind: "function", name: "w" }], extra: { safetySettings: [] } }, params),
    );
    expect(translated?.request.path).toMatch(/gemini-2\.5-flash:countTokens$/);
    expect(JSON.parse(translated?.request.body?.toString() ?? "")).toEqual({
      contents: [{ role: "user", parts: [{ text: "hi" }] }],
      tools: [{ function_declarations: [{ name: "w" }] }],
    });
    expect(provider.counter?.readAnswer(Buffer.from('{"totalTokens":5,"totalBillableCharacters":9}'))).toBe(5);
  });
});

describe("Claude on Vertex", () => {
  it("gets Anthropic's body with the version inside and the model in the address", () => {
    const { body, address, request } = sent({ isStream: true }, claude);
    expect(address).toBe(
      "https://aiplatform.googleapis.com/v1/projects/p1/locations/global/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict",
    );
    expect(body).toMatchObject({ anthropic_version: "vertex-2023-10-16", stream: true, messages: [{ role: "user" }] });
    expect(body).not.toHaveProperty("model");
    expect(body["max_tokens"]).toBeGreaterThan(0);
    expect(Object.keys(request.headers)).not.toContain("x-api-key");
    expect(request.signing?.kind).toBe("google-oauth");
  });

  const clientBody = '{"model": "c",  "max_tokens": 7, "messages": [{"role":"user","content":"\\u00e4 1.0"}]}';
  const native = (operation: "messages" | "count_tokens", isStream: boolean): NativeInput => ({
    operation,
    deployment: deploymentOf(claude),
    upstreamModel: "claude-sonnet-4-5@20250929",
    body: Buffer.from(clientBody),
    contentType: "application/json",
    fields: JSON.parse(clientBody) as Record<string, unknown>, // ours
    formParts: null,
    headers: { "anthropic-beta": "context-1m-2025-08-07" },
    isStream,
  });

  it("keeps a Messages client's bytes, but for the two members", () => {
    const input = native("messages", false);
    const request = provider.native("messages", input.deployment)?.toRequest(input);
    expect(request?.path).toMatch(/claude-sonnet-4-5@20250929:rawPredict$/);
    const body = request?.body?.toString() ?? "";
    expect(body).toContain('"messages": [{"role":"user","content":"\\u00e4 1.0"}]');
    expect(JSON.parse(body)).not.toHaveProperty("model");
    expect(JSON.parse(body)).toMatchObject({ anthropic_version: "vertex-2023-10-16", max_tokens: 7 });
    expect(request?.headers["anthropic-beta"]).toBe("context-1m-2025-08-07");
  });

  it("counts at the one address for all models, which the body names", () => {
    const input = native("count_tokens", false);
    const request = provider.native("count_tokens", input.deployment)?.toRequest(input);
    expect(request?.path).toMatch(/publishers\/anthropic\/models\/count-tokens:rawPredict$/);
    expect(JSON.parse(request?.body?.toString() ?? "")).toMatchObject({ model: "claude-sonnet-4-5@20250929" });
    const translated = provider.counter?.toRequest(inputOf({}, claude));
    expect(translated?.request.path).toMatch(/count-tokens:rawPredict$/);
    expect(provider.counter?.readAnswer(Buffer.from('{"input_tokens":14}'))).toBe(14);
  });

  it("goes native only where the model is known to be Claude", () => {
    expect(provider.native("messages", deploymentOf(params))).toBeNull();
    expect(provider.native("messages", deploymentOf({ ...params, model: "vertex_ai/*" }))).toBeNull();
    expect(provider.native("chat", deploymentOf(claude))).toBeNull();
  });
});

describe("answers from Vertex", () => {
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-4-5-20250929",
    content: [{ type: "text", text: 'about "candidates": none' }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 9, output_tokens: 4 },
  };
  const claudeStream =
    'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"c","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":1}}}\n\n' +
    'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n' +
    'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}\n\n' +
    'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n' +
    'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":4}}\n\n' +
    'event: message_stop\ndata: {"type":"message_stop"}\n\n';

  it("are read in the dialect they are in", () => {
    expect(provider.chat?.readAnswer(Buffer.from(`\n${JSON.stringify(message)}`))).toMatchObject({
      kind: "ok",
      answer: { id: "msg_1", choices: [{ parts: [{ text: 'about "candidates": none' }], finish: "stop" }] },
    });
    expect(provider.chat?.readAnswer(geminiFixture("text.json"))).toMatchObject({
      kind: "ok",
      answer: { choices: [{ parts: [{ text: "Hello" }] }] },
    });
  });

  it("stream in either dialect, in any split", () => {
    const { chat } = provider;
    if (chat === null) throw new Error("no chat");
    for (const [bytes, own] of [
      [Buffer.from(claudeStream), anthropic],
      [geminiFixture("calls-stream.sse"), gemini],
    ] as const) {
      const decoder = own.chat?.openDecoder();
      if (decoder === undefined) throw new Error("no decoder");
      const wanted = plain(readStream(bytes, decoder));
      expect(wanted.length).toBeGreaterThan(3);
      for (const step of [1, 7, 64, 10_000]) expect(plain(readStream(bytes, chat.openDecoder(), step))).toEqual(wanted);
    }
  });

  it("are refusals in Google's words or in Anthropic's", () => {
    const classified = (status: number, body: string) =>
      provider.classifyError({ status, headers: {}, body: Buffer.from(body) });
    expect(classified(403, '{"error":{"code":403,"message":"denied","status":"PERMISSION_DENIED"}}')).toMatchObject({
      code: "upstream_permission",
      text: "denied",
    });
    expect(
      classified(529, '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'),
    ).toMatchObject(
      anthropic.classifyError({
        status: 529,
        headers: {},
        body: Buffer.from('{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'),
      }),
    );
  });

  it("of any JSON, or none, are survived", () => {
    const typed = fc.record(
      { type: fc.oneof(fc.string(), fc.constantFrom("message", "message_start", "error")), error: fc.jsonValue() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), typed)), fc.string(), (values, text) => {
        const decoder = provider.chat?.openDecoder();
        for (const value of values) {
          decoder?.decode(value, null);
          provider.chat?.readAnswer(Buffer.from(JSON.stringify(value)));
        }
        decoder?.end();
        provider.chat?.readAnswer(Buffer.from(text));
        provider.classifyError({ status: 500, headers: {}, body: Buffer.from(text) });
        provider.chat?.readAnswer(Buffer.from(`{"type${text}`));
      }),
      { numRuns: 500 },
    );
  });
});

describe("text embeddings on Vertex", () => {
  it("are predictions, with their tokens added up", () => {
    const deployment = deploymentOf({ ...params, model: "vertex_ai/text-embedding-005" });
    const translated = provider.embedding?.toRequest({
      deployment,
      upstreamModel: "text-embedding-005",
      inputs: ["a", "b"],
      dimensions: 2,
      dropParams: false,
      extra: { task_type: "RETRIEVAL_QUERY", auto_truncate: false, foo: 1 },
    });
    expect(translated?.request.path).toMatch(/publishers\/google\/models\/text-embedding-005:predict$/);
    expect(JSON.parse(translated?.request.body?.toString() ?? "")).toEqual({
      instances: [
        { content: "a", task_type: "RETRIEVAL_QUERY" },
        { content: "b", task_type: "RETRIEVAL_QUERY" },
      ],
      parameters: { autoTruncate: false, outputDimensionality: 2 },
    });
    expect(translated?.dropped).toEqual(["foo"]);
    const answer = {
      predictions: [
        { embeddings: { values: [0.1, 0.2], statistics: { token_count: 3, truncated: false } } },
        { embeddings: { values: [1, 0], statistics: { token_count: 4, truncated: false } } },
      ],
    };
    expect(provider.embedding?.readAnswer(Buffer.from(JSON.stringify(answer)))).toMatchObject({
      kind: "ok",
      vectors: [
        [0.1, 0.2],
        [1, 0],
      ],
      usage: { promptTokens: 7 },
    });
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(provider.embedding?.readAnswer(Buffer.from(text))).toBeDefined();
      }),
    );
  });
});
