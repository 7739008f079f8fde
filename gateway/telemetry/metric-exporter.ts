/**
 * The exporter that a target of the metrics signal asks for. Its library is loaded when it is needed: a gateway that sends
 * nowhere neither waits for it nor holds it.
 */
import { readFileSync } from "node:fs";
import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { ConsoleTarget, OtlpTarget } from "./otel-target.ts";

export type Temporality = "cumulative" | "delta" | "lowmemory";

/** @throws Error when a certificate cannot be read */
export async function metricExporter(
  target: OtlpTarget | ConsoleTarget,
  temporality: Temporality,
): Promise<PushMetricExporter> {
  if (target.exporter === "console") {
    const { ConsoleMetricExporter } = await import("@opentelemetry/sdk-metrics");
    return new ConsoleMetricExporter();
  }
  const { url, timeoutMs } = target;
  const common = { url, timeoutMillis: timeoutMs, temporalityPreference: preferences[temporality] };
  if (target.protocol === "grpc") return grpcExporter(target, common);
  const { OTLPMetricExporter } = await (target.protocol === "http/json"
    ? import("@opentelemetry/exporter-metrics-otlp-http")
    : import("@opentelemetry/exporter-metrics-otlp-proto"));
  return new OTLPMetricExporter({
    ...common,
    headers: { ...target.headers },
    compression: compressionOf(target),
    httpAgentOptions: { keepAlive: true, ...tlsOf(target) },
  });
}

interface Common {
  readonly url: string;
  readonly timeoutMillis: number;
  readonly temporalityPreference: number;
}

/** As the exporters number them. */
const preferences: Readonly<Record<Temporality, number>> = { delta: 0, cumulative: 1, lowmemory: 2 };

async function grpcExporter(target: OtlpTarget, common: Common): Promise<PushMetricExporter> {
  const [{ OTLPMetricExporter }, { Metadata, credentials }] = await Promise.all([
    import("@opentelemetry/exporter-metrics-otlp-grpc"),
    import("@grpc/grpc-js"),
  ]);
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(target.headers)) metadata.set(name, value);
  const { ca, key, cert } = tlsOf(target);
  const isPlain = target.url.startsWith("http:");
  return new OTLPMetricExporter({
    ...common,
    metadata,
    compression: compressionOf(target),
    credentials: isPlain ? credentials.createInsecure() : credentials.createSsl(ca ?? null, key ?? null, cert ?? null),
  });
}

function tlsOf({ tls }: OtlpTarget): { ca?: Buffer; key?: Buffer; cert?: Buffer } {
  return {
    ...(tls.authority === null ? {} : { ca: readFileSync(tls.authority) }),
    ...(tls.key === null ? {} : { key: readFileSync(tls.key) }),
    ...(tls.certificate === null ? {} : { cert: readFileSync(tls.certificate) }),
  };
}

type ExporterOptions = NonNullable<
  ConstructorParameters<typeof import("@opentelemetry/exporter-metrics-otlp-proto").OTLPMetricExporter>[0]
>;

function compressionOf({ compression }: OtlpTarget): NonNullable<ExporterOptions["compression"]> {
  // Its enum is in a package that nothing else needs; its values are these two words.
  return compression as NonNullable<ExporterOptions["compression"]>;
}
