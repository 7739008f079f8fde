/** Both sides of the gateway in the log: what was sent and answered, every attempt's error, and when each piece passed. */
import Database from "better-sqlite3";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RequestWire, StreamTimeline } from "../contract/request-wire.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const providerKey = "provider-key-0123456789";
let upstream: FakeUpstream;
let gateway: RunningGateway;
let asked = 0;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const deployment = (alias: string, model = "x"): string =>
    `  - {model_name: ${alias}, litellm_params: {model: openai/${model}, api_base: "${upstream.url}", api_key: ${providerKey}, extra_headers: {x-company-gate: gate-word}}}`;
  gateway = await runGateway(`model_list:
${["m", "private", "team/*"].map((alias) => deployment(alias)).join("\n")}
${deployment("failing", "broken")}
general_settings: {master_key: ${masterKey}}
router_settings:
  num_retries: 0
  fallbacks: [{failing: [m]}]
  model_group_alias: {pointer: private}
portico:
  log: {aliases: {private: {bodies: false, retention_days: 1}, "team/*": {body_kb: 1}}}
`);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

/** Asks and waits for the row. @returns its id */
async function ask(body: Record<string, unknown>, headers: Record<string, string> = {}): Promise<string> {
  await (await gateway.chat(body, { headers })).text();
  const [row] = await gateway.rows(++asked);
  return row?.id ?? "";
}

async function wireOf(id: string): Promise<RequestWire | null> {
  return ((await (await gateway.panel(`/requests/${id}/wire`)).json()) as { wire: RequestWire | null }).wire;
}

async function timelineOf(id: string): Promise<StreamTimeline | null> {
  const answer = await (await gateway.panel(`/requests/${id}/timeline`)).json();
  return (answer as { timeline: StreamTimeline | null }).timeline;
}

const said = (content: string): readonly object[] => [{ role: "user", content }];

describe("the wire", () => {
  it("shows both sides with their heads, and no proof of anybody", async () => {
    const traceparent = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";
    const id = await ask({ model: "m", messages: said("hello") }, { traceparent, "x-company-token": "word-of-mine" });
    const wire = await wireOf(id);
    expect(wire?.client).toMatchObject({
      status: 200,
      requestHeaders: { authorization: "[not kept]", "x-company-token": "[not kept]", traceparent },
      responseHeaders: { "content-type": "application/json", "x-litellm-call-id": id },
    });
    const [attempt] = wire?.attempts ?? [];
    expect(attempt).toMatchObject({
      index: 0,
      method: "POST",
      url: `${upstream.url}/chat/completions`,
      status: 200,
      requestHeaders: { authorization: "[not kept]", "x-company-gate": "[not kept]" },
    });
    expect(attempt?.requestBody.text).toBe(upstream.received.at(-1)?.rawBody);
    expect(attempt?.requestBody.text).toContain('"model":"x"');
    expect(attempt?.responseBody.text).toContain('"choices"');
    expect(JSON.stringify(wire)).not.toMatch(/provider-key|gate-word|word-of-mine|sk-scenario/);
  });

  it("has the error body of an attempt that failed beside the answer of the one that stood in", async () => {
    upstream.faults.set("broken", "fault:401");
    const id = await ask({ model: "failing", messages: said("hello") });
    const attempts = (await wireOf(id))?.attempts ?? [];
    expect(attempts.map(({ index, status }) => [index, status])).toEqual([
      [0, 401],
      [1, 200],
    ]);
    expect(attempts[0]?.responseBody.text).toContain("Incorrect API key provided: [redacted]");
    expect(attempts[0]?.requestBody.text).toContain('"model":"broken"');
  });

  it("is there with the heads alone when nobody answered the connection", async () => {
    upstream.faults.set("broken", "fault:drop");
    const id = await ask({ model: "failing", messages: said("hello") });
    const [first] = (await wireOf(id))?.attempts ?? [];
    expect(first).toMatchObject({ status: null, responseBody: { text: null, bytes: 0 } });
  });
});

describe("the timeline", () => {
  it("has every piece where it came, by the provider's clock and the client's", async () => {
    const pauses = [30, 20, 250, 20];
    const id = await ask({ model: "m", stream: true, messages: said(`fault:pauses:${pauses.join(",")}`) });
    const timeline = await timelineOf(id);
    const { responseBody, responseBytes } = await gateway.detail(id);
    for (const { times, sizes, grainMs } of [timeline?.fromProvider, timeline?.toClient].flatMap((one) => one ?? [])) {
      expect(grainMs).toBe(0);
      expect(times.length).toBeGreaterThanOrEqual(4);
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect(gaps[1]).toBeGreaterThan(245);
      expect(Math.max(...gaps)).toBe(gaps[1]);
      expect(sizes.every((size) => size > 0)).toBe(true);
    }
    expect(timeline?.toClient.sizes.reduce((sum, size) => sum + size, 0)).toBe(responseBytes);
    const [first = 0, second = 0] = timeline?.toClient.sizes ?? [];
    const bytes = Buffer.from(responseBody ?? "");
    expect(timeline?.isTextExact).toBe(true);
    expect(bytes.subarray(0, first).toString()).toContain("piece 0 한글");
    expect(bytes.subarray(first, first + second).toString()).toContain("piece 1 한글");
  });

  it("is none for an answer that did not stream", async () => {
    expect(await timelineOf(await ask({ model: "m", messages: said("hello") }))).toBeNull();
  });
});

describe("an alias with rules of its own", () => {
  const word = "a word that nobody else writes";

  it.each([
    ["by its name", { model: "private" }],
    ["by a name that points to it", { model: "pointer" }],
    ["in a stream", { model: "private", stream: true }],
    ["when the provider refuses", { model: "private", secret: true }],
  ])("keeps no body, asked %s", async (_how, body) => {
    if ("secret" in body) upstream.faults.set("x", "fault:400");
    const id = await ask({ ...body, messages: said(word) });
    upstream.faults.clear();
    expect(await gateway.detail(id)).toMatchObject({ requestBody: null, responseBody: null });
    const wire = await wireOf(id);
    expect(wire?.attempts.flatMap(({ requestBody, responseBody }) => [requestBody.text, responseBody.text])).toEqual([
      null,
      null,
    ]);
  });

  it("keeps no body that nobody could read either, since it may be that alias's", async () => {
    await (await gateway.call("/v1/chat/completions", { method: "POST", body: `{"model":"private", "${word}` })).text();
    const [row] = await gateway.rows(++asked);
    expect(await gateway.detail(row?.id ?? "")).toMatchObject({ status: 400, requestBody: null });
  });

  it("leaves no such word anywhere in the log's file", () => {
    const log = new Database(join(gateway.directory, "requests.db"), { readonly: true });
    const texts = log.prepare("SELECT request_body, response_body FROM request_detail").all() as Record<
      string,
      unknown
    >[];
    log.close();
    const found = texts.flatMap(Object.values).filter((body) => Buffer.isBuffer(body) && body.includes(word));
    expect([texts.length > 5, found]).toEqual([true, []]);
  });

  it("is cut at its own size, by its pattern", async () => {
    const id = await ask({ model: "team/blue", messages: said("x".repeat(5000)) });
    expect((await gateway.detail(id)).requestBody?.length).toBe(1024);
    expect((await wireOf(id))?.attempts[0]?.requestBody).toMatchObject({ isCut: true });
  });
});
