/**
 * The settings of telemetry: what the file and the variables say, made sense of, each signal with where it goes or why
 * it is off. Pure; who exports reads nothing else.
 *
 * @source https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ and LiteLLM's `otel` callback
 */
import type { TelemetrySource } from "../contract/telemetry-source.ts";
import { otelTarget, type SignalTarget } from "./otel-target.ts";
import { parseOtlpHeaders } from "../base/otlp-headers.ts";

export const samplerNames = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

export type SamplerName = (typeof samplerNames)[number];

export interface OtelSettings {
  readonly serviceName: string;
  readonly resource: Readonly<Record<string, string>>;
  /** Scope of the spans. */
  readonly tracerName: string;
  readonly traces: SignalTarget;
  readonly metrics: SignalTarget;
  /** `ratio` counts for the two samplers that take one. */
  readonly sampler: { readonly name: SamplerName; readonly ratio: number };
  readonly queue: { readonly limit: number; readonly batchSize: number; readonly delayMs: number };
  /** Texts of attributes are cut here; characters. */
  readonly maxTextLength: number;
  readonly capturesContent: boolean;
  readonly names: TelemetrySource["names"];
  /** What else is to be said of the settings, for people. */
  readonly notes: readonly string[];
}

/** LiteLLM's, so that its dashboards find the spans. */
const defaultServiceName = "litellm";
const defaultMaxTextLength = 65_536;
/** OpenTelemetry's is 512; writing that many of our spans would hold up every stream for tens of milliseconds. */
const defaultBatchSize = 64;

export function otelSettings(source: TelemetrySource): OtelSettings {
  const { variables } = source;
  const notes: string[] = [];
  const attributes = parseOtlpAttributes(variables["OTEL_RESOURCE_ATTRIBUTES"]);
  const serviceName = filled(variables["OTEL_SERVICE_NAME"]) ?? attributes["service.name"] ?? defaultServiceName;
  const environment = filled(variables["OTEL_ENVIRONMENT_NAME"]) ?? "production";
  return {
    serviceName,
    resource: {
      "deployment.environment": environment,
      "deployment.environment.name": environment,
      model_id: filled(variables["OTEL_MODEL_ID"]) ?? serviceName,
      ...attributes,
      "service.name": serviceName,
    },
    tracerName: filled(variables["OTEL_TRACER_NAME"]) ?? "litellm",
    traces: otelTarget(source, "traces"),
    metrics: otelTarget(source, "metrics"),
    sampler: samplerOf(variables, notes),
    queue: queueOf(variables),
    maxTextLength:
      amount(variables["OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT"]) ??
      amount(variables["OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT"]) ??
      defaultMaxTextLength,
    capturesContent: capturesContent(source, notes),
    names: source.names,
    notes,
  };
}

/** `key=value` pairs, percent-encoded like headers; keys keep their case. */
function parseOtlpAttributes(text: string | undefined): Record<string, string> {
  const pairs = (text ?? "").split(",").filter((pair) => pair.indexOf("=") > 0);
  return Object.fromEntries(
    pairs.map((pair) => {
      const name = pair.slice(0, pair.indexOf("=")).trim();
      return [name, Object.values(parseOtlpHeaders(`x${pair.slice(pair.indexOf("="))}`))[0] ?? ""];
    }),
  );
}

function samplerOf(variables: TelemetrySource["variables"], notes: string[]): OtelSettings["sampler"] {
  const said = filled(variables["OTEL_TRACES_SAMPLER"]);
  const name = samplerNames.find((known) => known === said) ?? "parentbased_always_on";
  if (said !== null && said !== name)
    notes.push(`OTEL_TRACES_SAMPLER names no sampler that Portico has: ${name} is used.`);
  if (!name.endsWith("traceidratio")) return { name, ratio: 1 };
  const argument = filled(variables["OTEL_TRACES_SAMPLER_ARG"]);
  const ratio = argument === null ? 1 : Number(argument);
  if (ratio >= 0 && ratio <= 1) return { name, ratio };
  notes.push("OTEL_TRACES_SAMPLER_ARG is no number from 0 to 1: every trace is kept.");
  return { name, ratio: 1 };
}

function queueOf(variables: TelemetrySource["variables"]): OtelSettings["queue"] {
  const limit = amount(variables["OTEL_BSP_MAX_QUEUE_SIZE"]) ?? 2048;
  return {
    limit,
    batchSize: Math.min(limit, amount(variables["OTEL_BSP_MAX_EXPORT_BATCH_SIZE"]) ?? defaultBatchSize),
    delayMs: amount(variables["OTEL_BSP_SCHEDULE_DELAY"]) ?? 5000,
  };
}

const capturingWords = /^(true|1|span_only|span_and_event)$/i;

/** Asked for by anyone who may, unless someone forbids it. */
function capturesContent({ variables, callback, ...source }: TelemetrySource, notes: string[]): boolean {
  const isAsked =
    source.captureContent === true ||
    callback["message_logging"] === true ||
    capturingWords.test(variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] ?? "");
  if (!isAsked) return false;
  const refusals = [
    source.captureContent === false ? "portico.otel.capture_content: false" : null,
    source.turnOffMessageLogging ? "litellm_settings.turn_off_message_logging: true" : null,
    callback["message_logging"] === false ? "callback_settings.otel.message_logging: false" : null,
    source.keepsBodies ? null : "portico.log.bodies: false",
  ].filter((refusal) => refusal !== null);
  if (refusals.length > 0) notes.push(`Prompts and answers are not sent: ${refusals.join(", ")}.`);
  return refusals.length === 0;
}

function filled(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}

/** A whole number above 0; null otherwise. */
function amount(text: string | undefined): number | null {
  const number = Number(filled(text));
  return Number.isInteger(number) && number > 0 ? number : null;
}
