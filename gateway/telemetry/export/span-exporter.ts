/**
 * The SDK's exporter for a target: OTLP over HTTP (protobuf or JSON), over gRPC, or the console.
 *
 * Each is loaded when it is asked for. Everything it could read from variables by itself is given, so that ours hold.
 */
import { readFileSync } from "node:fs";
import { ConsoleSpanExporter, type SpanExporter } from "@opentelemetry/sdk-trace";
import type { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { ConsoleTarget, OtlpTarget } from "../otel-target.ts";

type HttpConfig = NonNullable<ConstructorParameters<typeof ProtobufExporter>[0]>;

/** @throws Error when a certificate cannot be read */
export async function createSpanExporter(target: ConsoleTarget | OtlpTarget): Promise<SpanExporter> {
  if (target.exporter === "console") return new ConsoleSpanExporter();
  if (target.protocol === "grpc") return grpcExporter(target);
  if (target.protocol === "http/json") {
    const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
    return new OTLPTraceExporter(httpConfig(target));
  }
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-proto");
  return new OTLPTraceExporter(httpConfig(target));
}

function httpConfig(target: OtlpTarget): HttpConfig {
  const { authority, certificate, key } = filesOf(target);
  return {
    ...commonConfig(target),
    headers: { ...target.headers },
    httpAgentOptions: {
      keepAlive: true,
      ...(authority === null ? {} : { ca: authority }),
      ...(certificate === null ? {} : { cert: certificate }),
      ...(key === null ? {} : { key }),
    },
  };
}

async function grpcExporter(target: OtlpTarget): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-grpc");
  const { credentials, Metadata } = await import("@grpc/grpc-js");
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(target.headers)) metadata.set(name, value);
  const { authority, certificate, key } = filesOf(target);
  const isPlain = target.url.startsWith("http://");
  return new OTLPTraceExporter({
    ...commonConfig(target),
    metadata,
    credentials: isPlain ? credentials.createInsecure() : credentials.createSsl(authority, key, certificate),
  });
}

/** The SDK's exporters take 30 at once and lose the rest; a gateway that stops sends all that waits in small batches. */
const concurrencyLimit = 4096;

type CommonConfig = Pick<HttpConfig, "url" | "timeoutMillis" | "compression" | "concurrencyLimit">;

function commonConfig({ url, timeoutMs, compression }: OtlpTarget): CommonConfig {
  return {
    url,
    timeoutMillis: timeoutMs,
    concurrencyLimit,
    compression: compression as HttpConfig["compression"] & string, // the enumeration's values are these words
  };
}

interface TlsFiles {
  readonly authority: Buffer | null;
  readonly certificate: Buffer | null;
  readonly key: Buffer | null;
}

function filesOf({ tls }: OtlpTarget): TlsFiles {
  const read = (path: string | null): Buffer | null => (path === null ? null : readFileSync(path));
  return { authority: read(tls.authority), certificate: read(tls.certificate), key: read(tls.key) };
}
