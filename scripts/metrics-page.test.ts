/** docs/metrics.md and the program have the same metrics, attributes and log fields, in both directions. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { intentOf, outcomeOf } from "../gateway/store/__fixtures__/rows.ts";
import { attemptOf } from "../gateway/telemetry/__fixtures__/attempts.ts";
import { deploymentFor, namesOf } from "../gateway/telemetry/__fixtures__/known-names.ts";
import { genaiInstruments } from "../gateway/telemetry/genai-instruments.ts";
import { GenaiRecorder } from "../gateway/telemetry/genai-recorder.ts";
import { latencyBuckets } from "../gateway/telemetry/latency-buckets.ts";
import { maxKeys } from "../gateway/telemetry/limit-gauges.ts";
import { PrometheusMetrics } from "../gateway/telemetry/prometheus-metrics.ts";
import { requestLogLine } from "../gateway/telemetry/request-log-line.ts";
import { maxSets } from "../gateway/telemetry/request-labels.ts";

const page = readFileSync(join(import.meta.dirname, "../docs/metrics.md"), "utf8");
const [, prometheus = "", otel = "", log = ""] = page.split(/^## /m);
const names = namesOf([deploymentFor("d1")]);

function rowsOf(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
}

/** What stands in backquotes. */
const coded = (cell = ""): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);

function prometheusOfNothing(): PrometheusMetrics {
  const none = (): never[] => [];
  return new PrometheusMetrics({
    startedAt: 0,
    isOn: () => true,
    labels: { catalog: () => names, ownerOf: () => null },
    deployments: { deployments: none, standingOf: () => ({ isResting: false, isWell: null, inFlight: 0 }) },
    limits: { keyBudgets: none, keyModelRates: none, providerBudgets: none, fileBudgets: none },
    health: {
      version: "1",
      inFlight: () => 0,
      openReplies: () => 0,
      panelReaders: () => 0,
      log: () => ({ waiting: 0, dropped: 0, isWell: true }),
      lostLogLines: () => 0,
      isLedgerWritable: () => true,
      config: () => ({ isSound: true, loadedAtMs: 0 }),
      keys: () => 0,
      exporters: () => ({}),
    },
  });
}

describe("docs/metrics.md", () => {
  it("lists each metric of /metrics with its type, its labels and whose name it is", async () => {
    const metrics = prometheusOfNothing();
    const whose = (name: string): string =>
      name.startsWith("litellm_") ? "LiteLLM" : name.startsWith("portico_") ? "Portico" : "Prometheus";
    const documented = rowsOf(prometheus).map(([name, type, labels, owner]) => [
      ...coded(name),
      type,
      coded(labels),
      owner,
    ]);
    const registered = metrics.registered.map(({ name, type, labels }) => [name, type, [...labels], whose(name)]);
    const sorted = (rows: unknown[][]): unknown[][] =>
      rows.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
    expect(sorted(documented)).toEqual(sorted(registered));
    await metrics.dispose();
  });

  it("says the bounds that hold", () => {
    expect(prometheus).toContain(`Beyond ${maxSets.toLocaleString("en")} combinations`);
    expect(prometheus).toContain(`of the ${maxKeys} keys with the least left`);
    expect(prometheus).toContain(`${Number(latencyBuckets.at(0)) * 1000} ms to ${latencyBuckets.at(-1)} s`);
  });

  it("lists each metric that is sent to a collector with its unit and attributes", async () => {
    const exporter = new InMemoryMetricExporter(1);
    const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
    const recorder = new GenaiRecorder(genaiInstruments(provider.getMeter("test")), () => names);
    const attemptList = [attemptOf({ errorCode: "upstream_error" }), attemptOf({ index: 1 })];
    const told = { attemptList, totalMs: 100, firstTokenMs: 10, completionTokens: 9 };
    recorder.record(intentOf("r", { stream: true }), outcomeOf("r", { ...told, costUsdNanos: "1" }));
    recorder.record(intentOf("r", { stream: true }), outcomeOf("r", { ...told, costUsdNanos: null }));
    await provider.forceFlush();
    const sent = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
    await provider.shutdown();
    const everywhere = new Set(
      coded(otel.split("Every point has")[1]?.split("\n\n")[0]).filter((word) => word.includes(".")),
    );
    const recorded = sent.map(({ descriptor: { name, unit }, dataPoints, ...rest }) => {
      const seen = new Set(dataPoints.flatMap(({ attributes }) => Object.keys(attributes)));
      for (const attribute of everywhere) expect([...seen], name).toContain(attribute);
      return [
        name,
        "isMonotonic" in rest ? "counter" : "histogram",
        unit,
        [...seen].filter((attribute) => !everywhere.has(attribute)),
      ];
    });
    const documented = rowsOf(otel).map(([name, kind, unit, more]) => [
      ...coded(name),
      kind,
      ...coded(unit),
      coded(more),
    ]);
    expect(Object.fromEntries(documented.map((row) => [row[0], row]))).toEqual(
      Object.fromEntries(recorded.map((row) => [row[0], row])),
    );
  });

  it("lists each field of a request's log line", () => {
    const lines: string[] = [];
    const observer = requestLogLine({
      logger: pino({ base: null }, { write: (line: string) => void lines.push(line) }),
      redact: (text) => text,
      logsEveryRequest: () => true,
      hidesMessages: () => false,
    });
    const trace = {
      traceId: "t",
      spanId: "s",
      parentSpanId: null,
      tracestate: null,
      isSampled: true,
      attemptSpanIds: [],
      beginAttempt: () => {},
      headers: () => ({}),
    };
    const failed = { state: "partial", errorCode: "upstream_disconnected", errorMessage: "m" } as const;
    observer.finished(intentOf("r", { callId: "c" }), outcomeOf("r", failed), { trace, fields: {}, answer: null });
    const fields = Object.keys(JSON.parse(lines.join("")) as Record<string, unknown>); // pino writes an object
    expect(rowsOf(log).flatMap(([name]) => coded(name))).toEqual(fields);
  });

  it("says something of each", () => {
    for (const row of [prometheus, otel, log].flatMap(rowsOf)) expect(row.at(-1)?.length, row[0]).toBeGreaterThan(6);
  });
});
