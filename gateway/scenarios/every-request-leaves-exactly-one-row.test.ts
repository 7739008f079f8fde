/** Whatever way a request ends, the log has one row of it, with what is known of it and nothing that is not. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type CallOptions, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
let rowsBefore = 0;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(`model_list:
  - {model_name: m, litellm_params: {model: openai/x, api_base: "${upstream.url}", api_key: k}}
  - {model_name: mock, litellm_params: {model: openai/x, mock_response: hello}}
  - {model_name: dead, litellm_params: {model: openai/x, api_base: "http://127.0.0.1:9/v1", api_key: k}}
router_settings: {num_retries: 0}
general_settings: {master_key: ${masterKey}}
`);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});
beforeEach(async () => {
  rowsBefore = (await gateway.rows(0)).length;
});

const user = (content: string): { role: string; content: string }[] => [{ role: "user", content }];

async function leaves(row: object, body: Record<string, unknown>, options: CallOptions = {}): Promise<void> {
  await gateway.chat(body, options).then(
    (response) => response.text(),
    () => null,
  );
  const rows = await gateway.rows(rowsBefore + 1);
  expect(rows).toHaveLength(rowsBefore + 1);
  expect(rows[0]).toMatchObject(row);
}

describe("one row", () => {
  it("of an answer", () =>
    leaves(
      {
        state: "ok",
        status: 200,
        alias: "m",
        provider: "openai",
        upstreamModel: "x",
        stream: false,
        attempts: 1,
        promptTokens: 11,
        completionTokens: 3,
        errorCode: null,
      },
      { model: "m", messages: user("hi") },
    ));
  it("of a stream, with its first token and its tokens though the client did not ask for them", async () => {
    await leaves(
      { state: "ok", status: 200, stream: true, promptTokens: 11, completionTokens: 3 },
      { model: "m", stream: true, messages: user("hi") },
    );
    const [row] = await gateway.rows(1);
    expect(row?.firstTokenMs).toBeGreaterThan(0);
    expect(row?.firstTokenMs).toBeLessThanOrEqual(row?.totalMs ?? 0);
  });
  it("of a built-in answer", () => leaves({ state: "ok", alias: "mock" }, { model: "mock", messages: user("hi") }));
  it("of a provider's refusal", () =>
    leaves({ state: "upstream_error", errorCode: "upstream_rate_limit" }, { model: "m", messages: user("fault:429") }));
  it("of a provider that cannot be reached, with its attempt", () =>
    leaves(
      { state: "upstream_error", attempts: 1, errorCode: "upstream_connection_error" },
      { model: "dead", messages: user("hi") },
    ));
  it("of an unknown alias, without an attempt", () =>
    leaves(
      { state: "rejected", status: 400, attempts: 0, provider: null, promptTokens: null, costUsdNanos: null },
      { model: "nope", messages: user("hi") },
    ));
  it("of a body without a model", () =>
    leaves({ state: "rejected", status: 400, alias: "" }, { messages: user("hi") }));
  it("of a stream that broke", () =>
    leaves({ state: "partial", status: 200 }, { model: "m", stream: true, messages: user("fault:cut1") }));
  it("of a client that left", () =>
    leaves(
      { state: "client_abort", errorCode: "client_disconnected" },
      { model: "m", messages: user("fault:hang") },
      { signal: AbortSignal.timeout(300) },
    ));
});

describe("a row", () => {
  it("keeps who asked and with what: program, key by its digest, tags, metadata, user, trace", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await leaves(
      { state: "ok", userAgent: "my-agent/2", clientAddress: "127.0.0.1" },
      { model: "m", user: "anna", messages: user("hi"), metadata: { tags: ["a", "b"], team: "x" } },
      { headers: { "user-agent": "my-agent/2", traceparent } },
    );
    const [row] = await gateway.rows(1);
    const detail = await gateway.detail(row?.id ?? "");
    expect(detail).toMatchObject({ endUser: "anna", traceparent, tags: ["a", "b"], metadata: { team: "x" } });
    expect(detail.keyDigest).toMatch(/^[0-9a-f]{12}$/);
    expect(detail.requestBody).toContain('"hi"');
    expect(detail.responseBody).toContain("chat.completion");
    expect(JSON.stringify(detail)).not.toContain(masterKey);
  });

  it("has the id that the client was given", async () => {
    const response = await gateway.chat({ model: "m", messages: user("hi") });
    await response.text();
    const rows = await gateway.rows(rowsBefore + 1);
    expect(rows[0]?.id).toBe(response.headers.get("x-litellm-call-id"));
  });
});
