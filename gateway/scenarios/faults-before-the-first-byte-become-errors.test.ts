/** Faults F01 to F17 of the fault matrix, whole answers and streams: each ends as an error the client can read. */
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
let closedPort = 0;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  closedPort = await unusedPort();
  gateway = await runGateway(`
model_list:
  - model_name: m
    litellm_params: {model: openai/up-model, api_base: "${upstream.url}", api_key: sk-upstream-secret-1, timeout: 1, stream_timeout: 1}
  - model_name: router
    litellm_params: {model: openrouter/up-model, api_base: "${upstream.url}", api_key: sk-upstream-secret-1}
  - model_name: refused
    litellm_params: {model: openai/up-model, api_base: "http://127.0.0.1:${closedPort}/v1", api_key: x}
  - model_name: no-such-host
    litellm_params: {model: openai/up-model, api_base: "http://no-such-host.invalid/v1", api_key: x}
router_settings: {num_retries: 0}
general_settings: {master_key: ${masterKey}}
`);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface WireError {
  error: { message: string; type: string; code: string; param: unknown; portico_code: string };
}

async function ask(
  model: string,
  content: string,
  stream: boolean,
): Promise<{ status: number; body: WireError; headers: Headers }> {
  const response = await gateway.chat({ model, stream, messages: [{ role: "user", content }] });
  return { status: response.status, body: (await response.json()) as WireError, headers: response.headers };
}

const expected: readonly [fault: string, status: number, type: string, code: string][] = [
  ["429", 429, "throttling_error", "upstream_rate_limit"],
  ["500", 500, "internal_server_error", "upstream_error"],
  ["503", 503, "internal_server_error", "upstream_unavailable"],
  ["401", 401, "authentication_error", "upstream_auth"],
  ["403", 403, "permission_error", "upstream_permission"],
  ["404", 404, "invalid_request_error", "upstream_not_found"],
  ["402", 402, "invalid_request_error", "upstream_payment"],
  ["400", 400, "invalid_request_error", "upstream_bad_request"],
  ["ctx", 400, "invalid_request_error", "upstream_context_window"],
  ["policy", 400, "invalid_request_error", "upstream_content_policy"],
  ["badjson", 502, "internal_server_error", "upstream_invalid_response"],
  ["empty", 502, "internal_server_error", "upstream_invalid_response"],
  ["html", 502, "internal_server_error", "upstream_invalid_response"],
  ["error200", 429, "throttling_error", "upstream_rate_limit"],
  ["drop", 500, "internal_server_error", "upstream_disconnected"],
  ["hang", 408, "timeout_error", "upstream_timeout"],
  ["gzip", 502, "internal_server_error", "upstream_invalid_response"],
  ["bomb", 502, "internal_server_error", "upstream_invalid_response"],
  ["redirect", 502, "internal_server_error", "redirect_refused"],
  ["status-204", 502, "internal_server_error", "upstream_invalid_response"],
  ["huge-header", 502, "internal_server_error", "upstream_invalid_response"],
  ["nonsense", 502, "internal_server_error", "upstream_invalid_response"],
];

describe("a fault before the first byte", () => {
  it.each(expected)("%s becomes a %i that says %s and %s, whole and streamed", async (fault, status, type, code) => {
    for (const stream of [false, true]) {
      const answer = await ask("m", `fault:${fault}`, stream);
      expect(answer.status).toBe(status);
      expect(answer.body.error).toMatchObject({ type, code: String(status), portico_code: code, param: null });
      expect(answer.body.error.message).toMatch(/^litellm\.\w+: OpenAIException - ./);
    }
  });

  it.each(["headers-then-rst", "cut0", "err0"])(
    "%s in a stream is still a status, because nothing was relayed",
    async (fault) => {
      const { status, body } = await ask("m", `fault:${fault}`, true);
      expect(status).toBe(fault === "err0" ? 502 : 500);
      expect(body.error.message).toMatch(/^litellm\./);
    },
  );

  it("a body shorter than its length is no answer", async () => {
    expect((await ask("m", "fault:short", false)).body.error.portico_code).toMatch(
      /upstream_(invalid_response|disconnected)/,
    );
  });

  it("a refused connection and a name that does not resolve are told apart, without the provider's key", async () => {
    const refused = await ask("refused", "hi", false);
    expect(refused).toMatchObject({ status: 500, body: { error: { portico_code: "upstream_connection_error" } } });
    const unknown = await ask("no-such-host", "hi", false);
    expect(unknown).toMatchObject({ status: 500, body: { error: { portico_code: "dns_error" } } });
  });

  it("hands on how long to wait, and ignores what no clock can mean", async () => {
    for (const [argument, wanted] of [
      ["7", "7"],
      ["0.5", "1"],
      ["-3", null],
      ["1000000000", null],
      ["soon", null],
    ] as const) {
      expect((await ask("m", `fault:429:${argument}`, false)).headers.get("retry-after")).toBe(wanted);
    }
  });

  it("never shows a secret that the provider repeats, in the answer or in the log", async () => {
    const { body } = await ask("m", "fault:401", false);
    expect(body.error.message).toContain("Incorrect API key provided: [redacted]");
    const rows = await gateway.rows(1);
    expect(JSON.stringify(rows)).not.toContain("sk-upstream-secret-1");
  });

  it("names the provider in the message as LiteLLM does", async () => {
    expect((await ask("router", "fault:429", false)).body.error.message).toBe(
      "litellm.RateLimitError: OpenrouterException - Rate limit reached for model",
    );
  });

  it("keeps one row per request with its attempt, its error and its state", async () => {
    const before = (await gateway.rows(1)).length;
    await ask("m", "fault:503", true);
    const rows = await gateway.rows(before + 1);
    expect(rows[0]).toMatchObject({
      state: "upstream_error",
      status: 503,
      errorCode: "upstream_unavailable",
      stream: true,
      alias: "m",
    });
    const detail = await gateway.detail(rows[0]?.id ?? "");
    expect(detail.attemptList).toMatchObject([
      { index: 0, status: 503, errorCode: "upstream_unavailable", provider: "openai" },
    ]);
    expect(detail.requestBody).toContain("fault:503");
  });
});
