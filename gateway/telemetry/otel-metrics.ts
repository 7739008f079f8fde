/**
 * The GenAI metrics of the gateway's calls, sent on by OTLP: on with the `otel` callback, unless its metrics exporter is
 * `none`.
 *
 * A receiver that is down or slow costs the traffic nothing: points are summed in memory, bounded, and sent by a timer. A
 * reload that changes the settings ends the old sender and begins a new one.
 */
import type { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { Clock } from "../base/clock.ts";
import type { Disposable } from "../base/disposable.ts";
import type { Catalog } from "../contract/deployment.ts";
import type { RequestIntent, RequestOutcome } from "../contract/spend-log.ts";
import type { RequestObserver } from "../contract/telemetry.ts";
import type { TelemetrySource } from "../contract/telemetry-source.ts";
import { countingExporter } from "./export/counting-metric-exporter.ts";
import { ExportCounts } from "./export/export-counts.ts";
import { genaiInstruments } from "./genai-instruments.ts";
import { GenaiRecorder } from "./genai-recorder.ts";
import { metricExporter, type Temporality } from "./metric-exporter.ts";
import { otelSettings, type OtelSettings } from "./otel-settings.ts";

export interface OtelMetricParts {
  readonly catalog: () => Pick<Catalog, "byId">;
  readonly clock: Clock;
  readonly redact: (text: string) => string;
  readonly version: string;
  /** Told when a sender cannot be made, and when its receiver begins or ceases to fail. */
  readonly warn: (message: string) => void;
}

interface Sender {
  readonly provider: MeterProvider;
  readonly recorder: GenaiRecorder;
}

/** Series of one instrument; what comes after is summed in one more. */
const maxSeries = 500;
const maxShutdownMs = 2000;

export class OtelMetrics implements RequestObserver, Disposable {
  readonly #parts: OtelMetricParts;
  readonly counts: ExportCounts = new ExportCounts();
  #sender: Sender | null = null;
  #made = "";
  #change: Promise<void> = Promise.resolve();

  constructor(parts: OtelMetricParts) {
    this.#parts = parts;
  }

  /** @returns once the sender is there, or is known not to be */
  apply(source: TelemetrySource): Promise<void> {
    this.#change = this.#change.then(() => this.#apply(source));
    return this.#change;
  }

  finished(intent: RequestIntent, outcome: RequestOutcome): void {
    this.#sender?.recorder.record(intent, outcome);
  }

  async dispose(): Promise<void> {
    await this.#change;
    await this.#stop();
  }

  async #apply(source: TelemetrySource): Promise<void> {
    try {
      const settings = otelSettings(source);
      const timing = timingOf(source.variables);
      const said = JSON.stringify([settings.metrics, settings.resource, timing]);
      if (said === this.#made) return;
      this.#made = "";
      await this.#stop();
      this.#sender = await this.#start(settings, timing, source);
      this.#made = said;
    } catch (failure) {
      const reason = failure instanceof Error ? failure.message : String(failure);
      this.#parts.warn(`Metrics are not sent: ${this.#parts.redact(reason)}`);
    }
  }

  async #start(settings: OtelSettings, timing: Timing, source: TelemetrySource): Promise<Sender | null> {
    const target = settings.metrics;
    if (target.state === "off") return null;
    const [sdk, { resourceFromAttributes }] = await Promise.all([
      import("@opentelemetry/sdk-metrics"),
      import("@opentelemetry/resources"),
    ]);
    const exporter = await metricExporter(target, timing.temporality);
    const reader = new sdk.PeriodicExportingMetricReader({
      exporter: countingExporter(exporter, this.counts, this.#parts),
      exportIntervalMillis: timing.intervalMs,
      exportTimeoutMillis: timing.timeoutMs,
      cardinalityLimits: { default: maxSeries },
    });
    const provider = new sdk.MeterProvider({ resource: resourceFromAttributes(settings.resource), readers: [reader] });
    const name = source.variables["LITELLM_METER_NAME"]?.trim() || "litellm";
    const instruments = genaiInstruments(provider.getMeter(name, this.#parts.version));
    return { provider, recorder: new GenaiRecorder(instruments, this.#parts.catalog) };
  }

  /** What is summed is sent on first, but a stop does not wait for a receiver that is gone. */
  async #stop(): Promise<void> {
    const sender = this.#sender;
    this.#sender = null;
    if (sender === null) return;
    const giveUp = new Promise<void>((resolve) => setTimeout(resolve, maxShutdownMs).unref());
    await Promise.race([sender.provider.shutdown().catch(() => {}), giveUp]); // the counts have the failure
  }
}

interface Timing {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly temporality: Temporality;
}

/** @source https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
function timingOf(variables: TelemetrySource["variables"]): Timing {
  const amount = (name: string, usual: number): number => {
    const said = Number(variables[name]);
    return Number.isFinite(said) && said > 0 ? said : usual;
  };
  const intervalMs = amount("OTEL_METRIC_EXPORT_INTERVAL", 60_000);
  const said = variables["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"]?.trim().toLowerCase();
  return {
    intervalMs,
    timeoutMs: Math.min(intervalMs, amount("OTEL_METRIC_EXPORT_TIMEOUT", 30_000)),
    temporality: said === "delta" || said === "lowmemory" ? said : "cumulative",
  };
}
