/**
 * OpenTelemetry's collector is down, then silent, then broken, then well, changed by reloads: no request notices, what is
 * lost is counted and said once, and the well one gets its metrics. Name: F41 (BerriAI/litellm #38193, an unbounded queue).
 */
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readExposition, total } from "../telemetry/__fixtures__/exposition.ts";
import { startMetricsReceiver, type MetricsReceiver } from "../telemetry/__fixtures__/metrics-receiver.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const collectorSecret = "collector-secret-31";
const burst = 20;
let upstream: FakeUpstream;
let gateway: RunningGateway;
let dead: string;
let silent: MetricsReceiver;
let broken: MetricsReceiver;
let well: MetricsReceiver;
let requests = 0;

const config = (endpoint: string): string => `
model_list:
  - {model_name: main, litellm_params: {model: openai/gpt-x, api_base: "${upstream.url}", api_key: sk-provider-key-0001}}
litellm_settings: {callbacks: [otel, prometheus]}
callback_settings: {otel: {exporter: http/json, endpoint: "${endpoint}", headers: "authorization=Bearer ${collectorSecret}"}}
general_settings: {master_key: ${masterKey}}
`;

const quick = { OTEL_METRIC_EXPORT_INTERVAL: "50", OTEL_EXPORTER_OTLP_TIMEOUT: "100", OTEL_BSP_SCHEDULE_DELAY: "50" };

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const gone = await startMetricsReceiver();
  dead = gone.url;
  await gone.stop();
  [silent, broken, well] = await Promise.all([startMetricsReceiver(), startMetricsReceiver(), startMetricsReceiver()]);
  silent.mood = "hang";
  broken.mood = "refuse";
  gateway = await runGateway(config(dead), quick);
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([upstream.stop(), silent.stop(), broken.stop(), well.stop()]);
});

async function askMany(): Promise<void> {
  const statuses = await Promise.all(
    Array.from({ length: burst }, async (_, index) => {
      const answer = await gateway.chat({
        model: "main",
        stream: index % 2 === 0,
        messages: [{ role: "user", content: "hi" }],
      });
      const text = await answer.text();
      return index % 2 === 0 && !text.includes("[DONE]") ? "cut" : answer.status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  requests += burst;
}

/** Of the signal `metrics`, since the start. */
async function counted(name: "exported" | "dropped"): Promise<number> {
  const samples = readExposition(await (await gateway.call("/metrics")).text());
  return total(samples, `portico_telemetry_${name}_total`, { signal: "metrics" });
}

async function untilMoreIsLost(): Promise<void> {
  const before = await counted("dropped");
  while ((await counted("dropped")) === before) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The reload is seen by what comes, and only what is asked after it comes. */
async function moveTo(collector: MetricsReceiver): Promise<void> {
  writeFileSync(gateway.configFile, config(collector.url));
  do {
    await askMany();
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (!collector.received.some(({ path }) => path.endsWith("/v1/metrics")));
}

it("answers every request while the collector is down, silent and broken, and counts what is lost", async () => {
  await askMany();
  await untilMoreIsLost();
  for (const collector of [silent, broken]) {
    await moveTo(collector);
    await askMany();
    await untilMoreIsLost();
  }
  expect(await counted("exported")).toBe(0);
  expect(await gateway.rows(requests)).toHaveLength(requests);
});

it("sends to the collector that is well as soon as the file names it, with the file's headers", async () => {
  await moveTo(well);
  await well.waitFor(2);
  const usage = well.points().filter(({ name }) => name === "gen_ai.client.token.usage");
  expect(usage.map(({ attributes }) => attributes["gen_ai.token.type"])).toEqual(["input", "output"]);
  expect(usage[0]?.attributes).toMatchObject({ "gen_ai.request.model": "gpt-x", "gen_ai.provider.name": "openai" });
  expect(well.received[0]?.headers["authorization"]).toBe(`Bearer ${collectorSecret}`);
  expect(await counted("exported")).toBeGreaterThan(0);
});

it("says it in the program's log once a collector, not once an export, and never with a secret", () => {
  const lines = gateway.logText().split("\n");
  const told = lines.filter((line) => line.includes("receiver of metrics does not take them"));
  expect(told.length).toBeGreaterThanOrEqual(1);
  expect(told.length).toBeLessThanOrEqual(3);
  expect(gateway.logText()).not.toContain(collectorSecret);
});
