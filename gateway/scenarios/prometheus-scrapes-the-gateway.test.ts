/**
 * Metrics as Prometheus sees them: a real gateway is asked things, and the exposition text is parsed as a scraper does.
 *
 * Names: BerriAI/litellm #24530 (metrics open to everyone), S8, S14.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { matching, readExposition, total, type Sample } from "../telemetry/__fixtures__/exposition.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
let metricsKey = "";
let teamKey = "";
let requests = 0;
const teamAlias = 'team "key" \\n\n# HELP }';

const config = (callbacks: string, auth = ""): string => `
model_list:
  - model_name: main
    model_info: {id: main-1}
    litellm_params: {model: openai/gpt-x, api_base: "${upstream.url}", api_key: sk-provider-key-0001, rpm: 600, tpm: 9000,
      input_cost_per_token: 0.000001, output_cost_per_token: 0.000002}
  - model_name: failing
    model_info: {id: failing-1}
    litellm_params: {model: openai/bad, api_base: "http://user:pa55word@127.0.0.1:${upstream.port}/v1?key=qu3ry", api_key: sk-provider-key-0001, order: 1}
  - model_name: failing
    model_info: {id: failing-2}
    litellm_params: {model: openai/bad, api_base: "${upstream.url}", api_key: sk-provider-key-0001, order: 2}
  - {model_name: "wild/*", model_info: {id: wild-1}, litellm_params: {model: "openai/*", api_base: "${upstream.url}", api_key: x}}
router_settings:
  num_retries: 0
  fallbacks: [{failing: [main]}]
  provider_budget_config: {openai: {budget_limit: 50, time_period: 1d}}
litellm_settings: {callbacks: [${callbacks}], max_budget: 100${auth}}
general_settings: {master_key: ${masterKey}}
`;

async function scrape(): Promise<Sample[]> {
  const answer = await gateway.call("/metrics");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  return readExposition(await answer.text());
}

async function ask(model: string, more: Record<string, unknown> = {}, options = {}): Promise<number> {
  const answer = await gateway.chat({ model, messages: [{ role: "user", content: "hi" }], ...more }, options);
  await answer.text();
  await gateway.rows(++requests);
  return answer.status;
}

async function makeKey(body: Record<string, unknown>): Promise<string> {
  const answer = await gateway.call("/key/generate", { method: "POST", body: JSON.stringify(body) });
  const { key } = (await answer.json()) as { key: string }; // LiteLLM's shape, tested elsewhere
  return key;
}

beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(config("prometheus"));
  metricsKey = await makeKey({ key_alias: "scraper", allowed_routes: ["/metrics"] });
  teamKey = await makeKey({
    key_alias: teamAlias,
    user_id: "ada",
    team_id: "team-7",
    max_budget: 2,
    budget_duration: "1d",
    model_rpm_limit: { main: 10 },
  });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

describe("a scrape", () => {
  it("needs the master key, or a key that was made for it", async () => {
    const status = async (key: string | null): Promise<number> => (await gateway.call("/metrics", { key })).status;
    expect(await status(masterKey)).toBe(200);
    expect(await status(metricsKey)).toBe(200);
    expect((await gateway.call("/metrics/", { key: metricsKey })).status).toBe(200);
    expect(await status(null)).toBe(401);
    expect(await status(teamKey)).toBe(401);
    expect(await status("sk-unknown-key-0123456789")).toBe(401);
    expect((await gateway.chat({ model: "main", messages: [] }, { key: metricsKey })).status).toBe(403);
    for (const method of ["HEAD", "POST", "PUT"]) {
      const other = await gateway.call("/metrics", {
        method,
        key: metricsKey,
        ...(method === "HEAD" ? {} : { body: "{}" }),
      });
      expect([method, other.status, other.headers.get("allow")]).toEqual([method, 405, "GET"]);
    }
    expect((await gateway.call("/metrics/x", { key: metricsKey })).status).toBe(403);
    const page = await gateway.call("/metrics", { headers: { origin: "https://evil.example" } });
    expect(page.status).toBe(403);
  });

  it("counts a request under LiteLLM's names: who, which model, which status, tokens and dollars", async () => {
    expect(await ask("main", {}, { key: teamKey })).toBe(200);
    const samples = await scrape();
    const who = { api_key_alias: teamAlias, user: "ada", team: "team-7" };
    expect(
      total(samples, "litellm_proxy_total_requests_metric_total", {
        ...who,
        requested_model: "main",
        status_code: "200",
        route: "/v1/chat/completions",
        model_id: "main-1",
      }),
    ).toBe(1);
    const usage = { ...who, model: "gpt-x", requested_model: "main", model_id: "main-1" };
    expect(total(samples, "litellm_input_tokens_metric_total", usage)).toBe(11);
    expect(total(samples, "litellm_output_tokens_metric_total", usage)).toBe(3);
    expect(total(samples, "litellm_total_tokens_metric_total", usage)).toBe(14);
    expect(total(samples, "litellm_input_cached_tokens_metric_total", usage)).toBe(4);
    expect(total(samples, "litellm_output_reasoning_tokens_metric_total", usage)).toBe(1);
    expect(total(samples, "litellm_requests_metric_total", usage)).toBe(1);
    const row = (await gateway.rows(requests)).at(0);
    expect(total(samples, "litellm_spend_metric_total", usage)).toBeCloseTo(Number(row?.costUsdNanos) / 1e9, 12);
    expect(total(samples, "litellm_spend_metric_total", usage)).toBeGreaterThan(0);
    const [hash] = matching(samples, "litellm_requests_metric_total", usage);
    expect(hash?.labels["hashed_api_key"]).toBe(createHash("sha256").update(teamKey).digest("hex"));
  });

  it("measures latency in LiteLLM's buckets, and the first token of streams only", async () => {
    const before = await scrape();
    const first = "litellm_llm_api_time_to_first_token_metric_count";
    expect(total(before, first)).toBe(0);
    expect(await ask("main", { stream: true })).toBe(200);
    const samples = await scrape();
    expect(total(samples, first, { model: "gpt-x", requested_model: "main" })).toBe(1);
    for (const name of ["litellm_request_total_latency_metric", "litellm_llm_api_latency_metric"]) {
      expect(total(samples, `${name}_count`, { model: "gpt-x" })).toBe(2);
      expect(total(samples, `${name}_sum`)).toBeGreaterThan(0);
      const bounds = matching(samples, `${name}_bucket`, { model: "gpt-x" }).map(({ labels }) => labels["le"]);
      expect(bounds).toEqual(expect.arrayContaining(["0.005", "0.00625", "9.5", "300", "+Inf"]));
      expect(bounds).toHaveLength(36);
    }
    expect(total(samples, "litellm_overhead_latency_metric_count", { model_group: "main" })).toBe(2);
    expect(total(samples, "litellm_overhead_latency_metric_sum")).toBeLessThan(1);
    expect(total(samples, "litellm_deployment_latency_per_output_token_count", { model_id: "main-1" })).toBe(2);
  });

  it("tells calls of providers from requests: failures, a cooldown, the fallback that answered, each deployment's state", async () => {
    upstream.faults.set("bad", "fault:500");
    expect(await ask("failing")).toBe(200);
    upstream.faults.clear();
    const samples = await scrape();
    const bad = { requested_model: "failing", litellm_model_name: "openai/bad", api_provider: "openai" };
    expect(total(samples, "litellm_deployment_total_requests_total", { ...bad, model_id: "failing-1" })).toBe(1);
    expect(
      total(samples, "litellm_deployment_failure_responses_total", {
        ...bad,
        model_id: "failing-1",
        exception_status: "500",
        exception_class: "Openai.InternalServerError",
      }),
    ).toBe(1);
    expect(
      total(samples, "litellm_deployment_success_responses_total", { requested_model: "failing", model_id: "main-1" }),
    ).toBe(1);
    expect(
      total(samples, "litellm_deployment_successful_fallbacks_total", {
        requested_model: "failing",
        fallback_model: "main",
        exception_status: "500",
      }),
    ).toBe(1);
    expect(
      total(samples, "litellm_deployment_cooled_down_total", { model_id: "failing-1", exception_status: "500" }),
    ).toBe(1);
    const state = (id: string): number => total(samples, "litellm_deployment_state", { model_id: id });
    expect([state("main-1"), state("failing-1"), state("failing-2")]).toEqual([0, 2, 0]);
    expect(total(samples, "portico_deployments_resting")).toBe(1);
    expect(total(samples, "litellm_proxy_failed_requests_metric_total")).toBe(0);
    expect(total(samples, "litellm_deployment_rpm_limit", { model_id: "main-1" })).toBe(600);
  });

  it("counts what the client was refused, with its status and class", async () => {
    expect(await ask("no-such-model")).toBe(400);
    const samples = await scrape();
    const failed = { exception_status: "400", exception_class: "BadRequestError", requested_model: "other" };
    expect(total(samples, "litellm_proxy_failed_requests_metric_total", failed)).toBe(1);
    expect(total(samples, "litellm_proxy_total_requests_metric_total", { status_code: "400" })).toBe(1);
  });

  it("takes no label from a client: a hundred invented models, user agents and users add one series", async () => {
    const invent = async (index: number): Promise<void> => {
      const answer = await gateway.chat(
        {
          model: index % 2 === 0 ? `invented-${index}` : `wild/invented-${index}`,
          user: `user-${index}`,
          messages: [{ role: "user", content: "hi" }],
        },
        { headers: { "user-agent": `agent-${index}` } },
      );
      await answer.text();
    };
    await invent(0);
    await invent(1);
    const series = (samples: Sample[]): number => samples.filter(({ name }) => name.startsWith("litellm_")).length;
    const before = series(await scrape());
    for (let index = 2; index < 100; index += 14)
      await Promise.all(Array.from({ length: 14 }, (_, offset) => invent(index + offset)));
    await gateway.rows((requests += 100));
    const after = await scrape();
    expect(series(after)).toBe(before);
    expect(total(after, "litellm_proxy_total_requests_metric_total", { requested_model: "wild/*" })).toBe(50);
    expect(JSON.stringify(after)).not.toMatch(/invented|agent-|user-\d/);
  });

  it("shows what is left of budgets and of a key's rate for a model", async () => {
    const samples = await scrape();
    const key = { api_key_alias: teamAlias };
    const max = total(samples, "litellm_api_key_max_budget_metric", key);
    const left = total(samples, "litellm_remaining_api_key_budget_metric", key);
    expect(max).toBe(2);
    expect(max - left).toBeCloseTo(total(samples, "litellm_spend_metric_total", key), 12);
    expect(total(samples, "litellm_api_key_budget_remaining_hours_metric", key)).toBeGreaterThan(0);
    expect(total(samples, "litellm_remaining_api_key_requests_for_model", { ...key, model: "main" })).toBe(9);
    expect(total(samples, "litellm_provider_remaining_budget_metric", { api_provider: "openai" })).toBeLessThan(50);
    expect(total(samples, "portico_max_budget_usd", { scope: "all" })).toBe(100);
    expect(matching(samples, "litellm_api_key_max_budget_metric")).toHaveLength(1);
  });

  it("shows the gateway's own health", async () => {
    const client = new AbortController();
    const running = upstream.received.length + 1;
    const held = fetch(`${gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${masterKey}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "main", stream: true, messages: [{ role: "user", content: "fault:stall" }] }),
      signal: client.signal,
    })
      .then((answer) => answer.text())
      .catch(() => "");
    await upstream.waitFor(running);
    let samples = await scrape();
    while (matching(samples, "portico_event_loop_delay_seconds").length === 0) samples = await scrape(); // its first turn
    expect(total(samples, "portico_build_info", { version: "0.0.0-test" })).toBe(1);
    expect(total(samples, "portico_open_replies")).toBeGreaterThanOrEqual(1);
    expect(total(samples, "litellm_in_flight_requests")).toBeGreaterThanOrEqual(1);
    for (const name of ["portico_log_ok", "portico_ledger_ok", "portico_config_ok"])
      expect(total(samples, name), name).toBe(1);
    expect(matching(samples, "portico_log_queue_length")).toHaveLength(1);
    expect(total(samples, "portico_log_dropped_rows_total")).toBe(0);
    expect(total(samples, "portico_virtual_keys")).toBe(2);
    expect(matching(samples, "portico_event_loop_delay_seconds").map(({ labels }) => labels["quantile"])).toEqual([
      "0.5",
      "0.9",
      "0.99",
      "1",
    ]);
    expect(total(samples, "process_resident_memory_bytes")).toBeGreaterThan(1e7);
    expect(total(samples, "process_cpu_seconds_total")).toBeGreaterThan(0);
    for (const signal of ["traces", "metrics"])
      expect(matching(samples, "portico_telemetry_dropped_total", { signal })).toHaveLength(1);
    client.abort();
    await held;
    await gateway.rows(++requests);
    expect(total(await scrape(), "litellm_proxy_total_requests_metric_total", { status_code: "499" })).toBe(1);
    expect(total(await scrape(), "portico_open_replies")).toBe(0);
  });

  it("shows no secret: no key, no provider's key, no password or query of an address", async () => {
    const text = await (await gateway.call("/metrics")).text();
    for (const secret of [masterKey, metricsKey, teamKey, "sk-provider-key-0001", "pa55word", "qu3ry"])
      expect(text).not.toContain(secret);
    expect(text).toContain(`api_base="http://127.0.0.1:${upstream.port}/v1"`);
  });

  it("is off, as in LiteLLM, where the file does not ask for it, and a reload turns it off and on", async () => {
    const status = async (key: string | null = masterKey): Promise<number> =>
      (await gateway.call("/metrics", { key })).status;
    const until = async (wanted: number): Promise<void> => {
      while ((await status()) !== wanted) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    writeFileSync(gateway.configFile, config(""));
    await until(404);
    expect(await status(null)).toBe(401);
    expect(await ask("main")).toBe(200);
    writeFileSync(gateway.configFile, config("prometheus", ", require_auth_for_metrics_endpoint: false"));
    await until(200);
    expect(await status(null)).toBe(200);
    for (const name of ["x-forwarded-for", "forwarded", "via"])
      expect((await gateway.call("/metrics", { key: null, headers: { [name]: "203.0.113.9" } })).status).toBe(401);
    expect((await gateway.call("/metrics", { key: null, headers: { origin: "https://evil.example" } })).status).toBe(
      403,
    );
  });
});
