import { describe, expect, it } from "vitest";
import type { TelemetrySource } from "../contract/telemetry-source.ts";
import { otelSettings, type OtelSettings } from "./otel-settings.ts";
import type { OtlpTarget } from "./otel-target.ts";

const asking: TelemetrySource = {
  isAsked: true,
  variables: {},
  callback: {},
  turnOffMessageLogging: false,
  keepsBodies: true,
  names: "both",
  captureContent: null,
};

function read(variables: Record<string, string>, source: Partial<TelemetrySource> = {}): OtelSettings {
  return otelSettings({ ...asking, variables, ...source });
}

function target(variables: Record<string, string>, source: Partial<TelemetrySource> = {}): OtlpTarget {
  const { traces } = read(variables, source);
  if (traces.state === "off" || traces.exporter !== "otlp") throw new Error(JSON.stringify(traces));
  return traces;
}

function offReason(variables: Record<string, string>, source: Partial<TelemetrySource> = {}): string {
  const { traces } = read(variables, source);
  return traces.state === "off" ? traces.reason : "on";
}

const base = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };

describe("traces are off, and say why", () => {
  it.each([
    ["not_asked", base, { isAsked: false }],
    ["no_endpoint", {}, {}],
    ["no_endpoint", { OTEL_ENDPOINT: "  " }, {}],
    ["sdk_disabled", { ...base, OTEL_SDK_DISABLED: "TRUE" }, {}],
    ["exporter_none", { ...base, OTEL_TRACES_EXPORTER: "none" }, {}],
    ["bad_setting", { ...base, OTEL_EXPORTER: "in_memory" }, {}],
    ["bad_setting", { OTEL_ENDPOINT: "ftp://collector/" }, {}],
    ["bad_setting", base, { callback: { protocol: "carrier-pigeon" } }],
  ] as const)("%s with %o and %o", (reason, variables, source) => {
    expect(offReason(variables, source)).toBe(reason);
  });

  it("names the variables that would turn them on where no endpoint is set", () => {
    expect(read({}).traces.notes.join()).toMatch(/OTEL_EXPORTER_OTLP_ENDPOINT.*OTEL_ENDPOINT/);
  });

  it("keeps a signal on that another variable does not turn off", () => {
    const settings = read({ ...base, OTEL_TRACES_EXPORTER: "none" });
    expect(settings.metrics).toMatchObject({ state: "on", url: "http://collector:4318/v1/metrics" });
  });
});

describe("the exporter is what either family of variables names", () => {
  it.each([
    ["http/protobuf", { OTEL_EXPORTER: "otlp_http" }],
    ["grpc", { OTEL_EXPORTER: "otlp_grpc" }],
    ["http/json", { OTEL_EXPORTER_OTLP_PROTOCOL: "http/json", OTEL_EXPORTER: "otlp_grpc" }],
    ["grpc", { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" }],
    ["http/json", { OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" }],
    ["http/protobuf", { OTEL_TRACES_EXPORTER: "otlp,console" }],
    ["http/protobuf", {}],
  ])("%s with %o", (protocol, variables) => {
    expect(target({ ...base, ...variables }).protocol).toBe(protocol);
  });

  it("is the first where several are named, and that is said", () => {
    expect(target({ ...base, OTEL_TRACES_EXPORTER: "otlp,console" }).notes.join()).toContain("only the first");
  });

  it("is the file's own where callback_settings.otel says it", () => {
    const callback = { exporter: "otlp_grpc", endpoint: "http://file:4317", headers: { "X-Team": "blue" } };
    expect(target({ ...base, OTEL_EXPORTER: "otlp_http", OTEL_HEADERS: "x-team=red" }, { callback })).toMatchObject({
      protocol: "grpc",
      url: "http://file:4317",
      endpointFrom: "callback_settings.otel.endpoint",
      headers: { "x-team": "blue" },
    });
  });

  it("is the console when that is named, with or without an endpoint", () => {
    expect(read({ OTEL_EXPORTER: "console" }).traces).toMatchObject({ state: "on", exporter: "console" });
    expect(read({ ...base, OTEL_TRACES_EXPORTER: "console" }).traces).toMatchObject({ exporter: "console" });
  });

  it("sends to OpenTelemetry's own default, and says so, when an exporter is named and no endpoint is", () => {
    const traces = target({ OTEL_EXPORTER: "otlp_http" });
    expect(traces).toMatchObject({ url: "http://localhost:4318/v1/traces", endpointFrom: "default" });
    expect(traces.notes.join()).toContain("http://localhost:4318");
    expect(target({ OTEL_EXPORTER: "otlp_grpc" }).url).toBe("http://localhost:4317");
  });
});

describe("the endpoint", () => {
  it.each([
    ["http://c:4318", "http://c:4318/v1/traces"],
    ["http://c:4318/", "http://c:4318/v1/traces"],
    ["http://c:4318/v1", "http://c:4318/v1/traces"],
    ["http://c:4318/v1/traces", "http://c:4318/v1/traces"],
    ["http://c:4318/v1/metrics/", "http://c:4318/v1/traces"],
    ["https://c/otlp?key=1", "https://c/otlp/v1/traces?key=1"],
    ["c:4318", "https://c:4318/v1/traces"],
  ])("of %s is %s over HTTP", (text, url) => {
    expect(target({ OTEL_ENDPOINT: text }).url).toBe(url);
  });

  it("of the signal stands as it is, and wins", () => {
    expect(target({ ...base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://own:1/x" })).toMatchObject({
      url: "http://own:1/x",
      endpointFrom: "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    });
  });

  it("of gRPC has no path, and is plain without a scheme where that is asked for", () => {
    const grpc = { OTEL_EXPORTER: "otlp_grpc" };
    expect(target({ ...grpc, OTEL_ENDPOINT: "http://c:4317/v1/traces" }).url).toBe("http://c:4317");
    expect(target({ ...grpc, OTEL_ENDPOINT: "c:4317" }).url).toBe("https://c:4317");
    expect(target({ ...grpc, OTEL_ENDPOINT: "c:4317", OTEL_EXPORTER_OTLP_INSECURE: "true" }).url).toBe("http://c:4317");
  });
});

describe("headers, limits and the resource", () => {
  it("decodes headers, lets the signal's own win, and leaves out what is no header", () => {
    const { headers } = target({
      ...base,
      OTEL_EXPORTER_OTLP_HEADERS: "Authorization=Bearer%20a=b,x-a=1,bad name=2,=3",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-a=2",
    });
    expect(headers).toEqual({ authorization: "Bearer a=b", "x-a": "2" });
    expect(target({ ...base, OTEL_HEADERS: "api_key=k1" }).headers).toEqual({ api_key: "k1" });
  });

  it("reads timeout, compression and certificates of the signal, then of all signals", () => {
    const variables = {
      OTEL_EXPORTER_OTLP_TIMEOUT: "2500",
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: "gzip",
      OTEL_EXPORTER_OTLP_CERTIFICATE: "/ca.pem",
    };
    expect(target({ ...base, ...variables })).toMatchObject({
      timeoutMs: 2500,
      compression: "gzip",
      tls: { authority: "/ca.pem", certificate: null, key: null },
    });
    expect(target({ ...base, OTEL_EXPORTER_OTLP_TIMEOUT: "soon" }).timeoutMs).toBe(10_000);
  });

  it("is called litellm unless a variable says otherwise, and keeps every attribute of the resource", () => {
    expect(read(base).resource).toMatchObject({ "service.name": "litellm", "deployment.environment": "production" });
    const said = read({ OTEL_RESOURCE_ATTRIBUTES: "service.name=a,team=blue%20sky", OTEL_ENVIRONMENT_NAME: "test" });
    expect(said).toMatchObject({ serviceName: "a" });
    expect(said.resource).toMatchObject({ team: "blue sky", "deployment.environment.name": "test", model_id: "a" });
    expect(read({ OTEL_RESOURCE_ATTRIBUTES: "service.name=a", OTEL_SERVICE_NAME: "b" }).serviceName).toBe("b");
  });

  it("reads the sampler with its ratio, and says which words it could not use", () => {
    expect(read(base).sampler).toEqual({ name: "parentbased_always_on", ratio: 1 });
    const quarter = { OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.25" };
    expect(read(quarter).sampler).toEqual({ name: "traceidratio", ratio: 0.25 });
    const wrong = read({ OTEL_TRACES_SAMPLER: "jaeger_remote" });
    expect(wrong.sampler.name).toBe("parentbased_always_on");
    expect(wrong.notes.join()).toContain("OTEL_TRACES_SAMPLER");
    expect(read({ ...quarter, OTEL_TRACES_SAMPLER_ARG: "2" }).notes.join()).toContain("OTEL_TRACES_SAMPLER_ARG");
  });

  it("bounds the queue as asked, a batch never above it", () => {
    expect(read(base).queue).toEqual({ limit: 2048, batchSize: 64, delayMs: 5000 });
    expect(read({ OTEL_BSP_MAX_QUEUE_SIZE: "100", OTEL_BSP_SCHEDULE_DELAY: "50" }).queue).toEqual({
      limit: 100,
      batchSize: 64,
      delayMs: 50,
    });
    expect(read({ OTEL_BSP_MAX_QUEUE_SIZE: "100", OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "512" }).queue.batchSize).toBe(100);
  });
});

describe("prompts and answers", () => {
  const standard = { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: "true" };

  it("stay out unless someone asks for them: the variable, the file, or LiteLLM's option", () => {
    expect(read(base).capturesContent).toBe(false);
    expect(read(standard).capturesContent).toBe(true);
    expect(read({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: "SPAN_ONLY" }).capturesContent).toBe(true);
    expect(read({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: "EVENT_ONLY" }).capturesContent).toBe(false);
    expect(read({}, { captureContent: true }).capturesContent).toBe(true);
    expect(read({}, { callback: { message_logging: true } }).capturesContent).toBe(true);
  });

  it.each([
    [{ turnOffMessageLogging: true }, "turn_off_message_logging"],
    [{ callback: { message_logging: false } }, "message_logging"],
    [{ captureContent: false }, "capture_content"],
    [{ keepsBodies: false }, "portico.log.bodies"],
  ] as const)("stay out where %o forbids it, and that is said", (source, word) => {
    const settings = read(standard, source);
    expect(settings.capturesContent).toBe(false);
    expect(settings.notes.join()).toContain(word);
  });
});
