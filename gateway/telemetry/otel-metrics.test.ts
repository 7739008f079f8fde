/** GenAI metrics as a receiver gets them: over each protocol, with what was said, bounded, and harmless when it is gone. */
import { Server, ServerCredentials, type Metadata } from "@grpc/grpc-js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TelemetrySource } from "../contract/telemetry-source.ts";
import type { RequestOutcome } from "../contract/spend-log.ts";
import { intentOf, outcomeOf } from "../store/__fixtures__/rows.ts";
import { attemptOf } from "./__fixtures__/attempts.ts";
import { deploymentFor, namesOf } from "./__fixtures__/known-names.ts";
import { startMetricsReceiver, type MetricsReceiver } from "./__fixtures__/metrics-receiver.ts";
import { OtelMetrics } from "./otel-metrics.ts";

const deployments = Array.from({ length: 700 }, (_, index) =>
  deploymentFor(`d${index}`, { apiBase: "http://10.0.0.7:8000/v1" }),
);
const names = namesOf(deployments);
const secret = "collector-secret-5";
let receiver: MetricsReceiver;
let warnings: string[] = [];

beforeAll(async () => void (receiver = await startMetricsReceiver()));
afterAll(() => receiver.stop());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.mood = "well";
  warnings = [];
});

function sender(): OtelMetrics {
  const clock = { wallMs: () => 1_700_000_000_000, monotonicMs: () => 0 };
  const redact = (text: string): string => text.replaceAll(secret, "[redacted]");
  const warn = (message: string): void => void warnings.push(message);
  return new OtelMetrics({ catalog: () => names, clock, redact, warn, version: "1.2.3" });
}

function source(variables: Record<string, string>): TelemetrySource {
  const rest = { turnOffMessageLogging: false, keepsBodies: true, names: "both", captureContent: null } as const;
  return { isAsked: true, variables, callback: {}, ...rest };
}

const overHttp = (protocol: string): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${secret}`,
});

function end(metrics: OtelMetrics, outcome: Partial<RequestOutcome>, stream = false): void {
  metrics.finished(intentOf("r", { stream }), outcomeOf("r", { attemptList: [attemptOf()], ...outcome }));
}

describe("what is sent", () => {
  it("is one duration a call, the first token and the rest of streams, tokens and cost of the answer", async () => {
    const metrics = sender();
    await metrics.apply(source({ ...overHttp("http/json"), OTEL_SERVICE_NAME: "my-gateway" }));
    end(metrics, { costUsdNanos: "250000000" });
    const refused = attemptOf({ durationMs: 500, errorCode: "upstream_rate_limit", status: 429 });
    const attemptList = [refused, attemptOf({ index: 1, deploymentId: "d2", startedAt: 1_700_000_000_500 })];
    const streamed = { totalMs: 2500, firstTokenMs: 1500, promptTokens: 4, completionTokens: 11, costUsdNanos: null };
    end(metrics, { ...streamed, attemptList, deploymentId: "d2" }, true);
    end(metrics, { isEstimate: true, promptTokens: 1e6, costUsdNanos: "0" });
    await metrics.dispose();
    const points = receiver.points();
    const of = (name: string, more: Record<string, string> = {}): [count: number, sum: number][] =>
      points
        .filter(
          (point) =>
            point.name === name && Object.entries(more).every(([key, value]) => point.attributes[key] === value),
        )
        .map(({ count, sum }) => [count, Math.round(sum * 1e6) / 1e6]);
    const d2 = { "gen_ai.request.model": "d2-model" };
    expect(of("gen_ai.client.operation.duration", { "error.type": "upstream_rate_limit" })).toEqual([[1, 0.5]]);
    expect(of("gen_ai.client.operation.duration", d2)).toEqual([[1, 2]]);
    expect(of("gen_ai.client.operation.time_to_first_chunk")).toEqual([[1, 1]]);
    expect(of("gen_ai.server.time_to_first_token", d2)).toEqual([[1, 1]]);
    expect(of("gen_ai.server.time_per_output_token", d2)).toEqual([[1, 0.1]]);
    expect(of("gen_ai.client.token.usage", { ...d2, "gen_ai.token.type": "input" })).toEqual([[1, 4]]);
    expect(of("gen_ai.client.token.usage", { ...d2, "gen_ai.token.type": "output" })).toEqual([[1, 11]]);
    expect(
      of("gen_ai.client.token.usage", { "gen_ai.request.model": "d1-model", "gen_ai.token.type": "input" }),
    ).toEqual([
      [1, 1], // what the gateway estimated is not among them
    ]);
    expect(of("gen_ai.client.token.cost")).toEqual([[2, 0.25]]);
    expect(of("portico.client.unknown_cost")).toEqual([[1, 1]]);
    const duration = points.find(({ name }) => name === "gen_ai.client.operation.duration");
    expect(duration).toMatchObject({
      unit: "s",
      scope: "litellm",
      bounds: [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
      resource: { "service.name": "my-gateway", "deployment.environment": "production" },
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "d1-model",
        "server.address": "10.0.0.7",
        "server.port": 8000,
      },
    });
    expect(metrics.counts).toMatchObject({ exported: points.length, dropped: 0, lastError: null });
  });

  it("arrives as protobuf with the headers that were said, gzipped where that was said", async () => {
    for (const OTEL_EXPORTER_OTLP_COMPRESSION of ["none", "gzip"]) {
      const metrics = sender();
      await metrics.apply(source({ ...overHttp("http/protobuf"), OTEL_EXPORTER_OTLP_COMPRESSION }));
      end(metrics, {});
      await metrics.dispose();
    }
    expect(receiver.received.map(({ path, headers }) => [path, headers["content-encoding"]])).toEqual([
      ["/v1/metrics", undefined],
      ["/v1/metrics", "gzip"],
    ]);
    for (const { headers, body } of receiver.received) {
      expect(headers).toMatchObject({ authorization: `Bearer ${secret}`, "content-type": "application/x-protobuf" });
      expect(body.includes("gen_ai.client.token.usage")).toBe(true);
    }
  });

  it("arrives over gRPC with its metadata", async () => {
    const calls: { metadata: Metadata; body: Buffer }[] = [];
    const asIs = (bytes: Buffer): Buffer => bytes;
    const path = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    const form = {
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    };
    const server = new Server();
    server.addService(
      { Export: { path, requestStream: false, responseStream: false, ...form } },
      {
        Export: (call: { metadata: Metadata; request: Buffer }, answer: (error: null, bytes: Buffer) => void) => {
          calls.push({ metadata: call.metadata, body: call.request });
          answer(null, Buffer.alloc(0));
        },
      },
    );
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    const metrics = sender();
    await metrics.apply(source({ ...overHttp("grpc"), OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` }));
    end(metrics, {});
    await metrics.dispose();
    server.forceShutdown();
    expect(calls.map(({ metadata }) => metadata.get("authorization"))).toEqual([[`Bearer ${secret}`]]);
    expect(calls[0]?.body.includes("gen_ai.client.operation.duration")).toBe(true);
    expect(metrics.counts.dropped).toBe(0);
  });

  it("goes to the metrics' own endpoint, and nowhere where a variable says so", async () => {
    const own = { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${receiver.url}/own/v1/metrics` };
    for (const variables of [
      { ...overHttp("http/json"), OTEL_METRICS_EXPORTER: "none" },
      { ...overHttp("http/json"), LITELLM_OTEL_INTEGRATION_ENABLE_METRICS: "False" },
      { ...overHttp("http/json"), ...own },
    ]) {
      const metrics = sender();
      await metrics.apply(source(variables));
      end(metrics, {});
      await metrics.dispose();
    }
    expect(receiver.received.map(({ path }) => path)).toEqual(["/own/v1/metrics"]);
  });

  it("is bounded: of seven hundred deployments an instrument sends at most five hundred series", async () => {
    const metrics = sender();
    await metrics.apply(source(overHttp("http/json")));
    for (const { id } of deployments)
      end(metrics, { attemptList: [attemptOf({ deploymentId: id })], deploymentId: id });
    end(metrics, { attemptList: [attemptOf({ deploymentId: "gone" })] });
    await metrics.dispose();
    const durations = receiver.points().filter(({ name }) => name === "gen_ai.client.operation.duration");
    expect(durations.length).toBeLessThanOrEqual(500);
    expect(durations.reduce((sum, { count }) => sum + count, 0)).toBe(701); // and none is lost
  });
});

describe("a receiver that fails", () => {
  const quick = { OTEL_METRIC_EXPORT_INTERVAL: "40", OTEL_EXPORTER_OTLP_TIMEOUT: "60" };

  it("is told of once, without the key it was called with, and once more when it is well", async () => {
    receiver.mood = "refuse";
    const metrics = sender();
    await metrics.apply(source({ ...overHttp("http/json"), ...quick }));
    end(metrics, {});
    await receiver.waitFor(3);
    expect(metrics.counts.exported).toBe(0);
    receiver.mood = "well";
    while (metrics.counts.exported === 0) await receiver.waitFor(receiver.received.length + 1);
    await metrics.dispose();
    expect(metrics.counts.dropped).toBeGreaterThan(0);
    expect(metrics.counts.lastError?.message).not.toContain(secret);
    expect(warnings).toEqual([
      expect.stringContaining("does not take them; requests go on"),
      "The receiver of metrics takes them again.",
    ]);
    const [usage] = receiver.points().filter(({ name }) => name === "gen_ai.client.operation.duration");
    expect(usage?.count).toBe(1); // what was refused is summed up in what was taken
  });

  it("holds a stop back for two seconds at most, and no request at all", async () => {
    receiver.mood = "hang";
    const metrics = sender();
    await metrics.apply(source({ ...overHttp("http/json"), OTEL_EXPORTER_OTLP_TIMEOUT: "60000" }));
    const began = performance.now();
    for (let each = 0; each < 2000; each++) end(metrics, {});
    expect(performance.now() - began).toBeLessThan(2000);
    const stopping = performance.now();
    await metrics.dispose();
    expect(performance.now() - stopping).toBeLessThan(3500);
  });

  it("whose certificate cannot be read is named, and the next reload may mend it", async () => {
    const metrics = sender();
    const tls = { OTEL_EXPORTER_OTLP_CERTIFICATE: "/no/such/file.pem" };
    await metrics.apply(source({ ...overHttp("http/json"), ...tls }));
    end(metrics, {});
    await metrics.apply(source({ ...overHttp("http/json"), ...tls }));
    expect(warnings).toEqual([
      expect.stringContaining("no/such/file.pem"),
      expect.stringContaining("no/such/file.pem"),
    ]);
    await metrics.apply(source(overHttp("http/json")));
    end(metrics, {});
    await metrics.dispose();
    expect(receiver.received).toHaveLength(1);
  });
});
