/**
 * What telemetry hears of requests, and what it says of itself: per signal, whether it is on, where it sends to, and how
 * that goes.
 *
 * Times are epoch milliseconds, durations milliseconds. Endpoints are shown without user, password and query; of headers
 * only the names.
 */
import { z } from "zod";
import type { RequestIntent, RequestOutcome } from "./spend-log.ts";
import type { RequestTrace } from "./request-trace.ts";

export interface RequestObserver {
  /**
   * The one end of a request. Bodies are raw here: whoever sends them on redacts them first.
   *
   * It is called on the request path: an observer takes what it needs and returns at once. It never throws.
   */
  finished(intent: RequestIntent, outcome: RequestOutcome, facts: RequestFacts): void;
}

/** What a row does not hold, raw. Gathered only for requests that are traced. */
export interface RequestFacts {
  /** null where nothing is traced; then the rest is empty. */
  readonly trace: RequestTrace | null;
  /** The client's body, parsed; {} of a request that was refused before it was routed, and of a pass-through. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The first bytes of the answer, kept whether or not bodies are. */
  readonly answer: Uint8Array | null;
}

export const untraced: RequestFacts = { trace: null, fields: {}, answer: null };

export const otlpProtocols = ["http/protobuf", "http/json", "grpc"] as const;

/**
 * `not_asked`: the file names no `otel` callback. `sdk_disabled`: `OTEL_SDK_DISABLED`. `exporter_none`: the exporter
 * is `none`. `no_endpoint`: asked for, but nothing says where to. `bad_setting`: a value that cannot be used.
 */
export const telemetryOffReasons = [
  "not_asked",
  "sdk_disabled",
  "exporter_none",
  "no_endpoint",
  "bad_setting",
] as const;

/** Any signal's exporter: traces, metrics. */
export const signalStatusSchema = z.object({
  state: z.enum(["on", "off"]),
  /** null while it is on. */
  offReason: z.enum(telemetryOffReasons).nullable(),
  /** What to do about it, or what else is to be known of the settings; in English, for people. */
  notes: z.array(z.string()),
  exporter: z.enum(["otlp", "console"]).nullable(),
  /** null for the console, and while it is off. */
  protocol: z.enum(otlpProtocols).nullable(),
  endpoint: z.string().nullable(),
  /** The variable or key that gave the endpoint, e.g. `OTEL_EXPORTER_OTLP_ENDPOINT`; `default` = nobody did. */
  endpointFrom: z.string().nullable(),
  headerNames: z.array(z.string()),
  timeoutMs: z.number().nullable(),
  /** Items (spans, metric points) the receiver took since the start. */
  exported: z.number().int(),
  /** Items lost since the start: the queue was full, or the receiver did not take them. */
  dropped: z.number().int(),
  queueLength: z.number().int(),
  queueLimit: z.number().int(),
  /** Of the last export that the receiver took. */
  lastExportAt: z.number().nullable(),
  lastError: z.object({ at: z.number(), message: z.string() }).nullable(),
});

const attributeValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]);
const attributes = z.record(z.string(), attributeValue);

/** A span as it was exported: redacted. */
export const shownSpanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().nullable(),
  name: z.string(),
  kind: z.enum(["internal", "server", "client"]),
  startedAt: z.number(),
  durationMs: z.number(),
  status: z.enum(["unset", "ok", "error"]),
  statusMessage: z.string().nullable(),
  attributes,
  events: z.array(z.object({ name: z.string(), at: z.number(), attributes })),
});

export const tracesStatusSchema = signalStatusSchema.extend({
  /** As OTEL_TRACES_SAMPLER names it, with its argument: `parentbased_traceidratio(0.25)`. */
  sampler: z.string().nullable(),
  /** Requests whose spans the sampler did not keep, since the start. */
  unsampled: z.number().int(),
  /** Prompts and answers are in the spans. */
  capturesContent: z.boolean(),
  /** Whose names the spans carry. */
  names: z.enum(["both", "genai", "litellm"]),
  /** The last exported span. */
  sampleSpan: shownSpanSchema.nullable(),
});

export const telemetryStatusSchema = z.object({
  serviceName: z.string(),
  resource: attributes,
  traces: tracesStatusSchema,
});

/** How one test span went: it does not wait in the queue and is not sampled away. */
export const telemetryTestSchema = z.object({
  ok: z.boolean(),
  /** To find it by at the receiver; null when it was not sent. */
  traceId: z.string().nullable(),
  durationMs: z.number(),
  error: z.string().nullable(),
});

export type OtlpProtocol = (typeof otlpProtocols)[number];
export type TelemetryOffReason = (typeof telemetryOffReasons)[number];
export type SignalStatus = z.infer<typeof signalStatusSchema>;
export type TracesStatus = z.infer<typeof tracesStatusSchema>;
export type ShownSpan = z.infer<typeof shownSpanSchema>;
export type TelemetryStatus = z.infer<typeof telemetryStatusSchema>;
export type TelemetryTest = z.infer<typeof telemetryTestSchema>;
