/**
 * Traces, on or off as the running config says: begun with each request, sent when it has ended.
 *
 * While they are off a request pays one check. OpenTelemetry's packages are loaded when the first file asks for them.
 */
import type { Clock } from "../base/clock.ts";
import type { Disposable } from "../base/disposable.ts";
import type { RequestTrace, RequestTracer } from "../contract/request-trace.ts";
import type { RequestIntent, RequestOutcome } from "../contract/spend-log.ts";
import type { RequestFacts, RequestObserver, TelemetryStatus, TelemetryTest } from "../contract/telemetry.ts";
import type { TelemetrySource } from "../contract/telemetry-source.ts";
import { ExportCounts } from "./export/export-counts.ts";
import type { SpanPipeline } from "./export/span-pipeline.ts";
import { otelSettings, type OtelSettings } from "./otel-settings.ts";
import type { OffTarget, SignalTarget } from "./otel-target.ts";
import { shownUrl } from "./otlp-url.ts";
import { spanSceneOf, type SceneParts } from "./span-scene-of.ts";
import type { TextPolicy } from "./spans/attribute-values.ts";
import { buildSpans } from "./spans/build-spans.ts";
import { tracesStatus } from "./traces-status.ts";

export interface TracingParts extends SceneParts {
  readonly clock: Clock;
  readonly redact: (text: string) => string;
  readonly version: string;
  readonly say: (level: "info" | "warn", text: string) => void;
}

export class Tracing implements RequestTracer, RequestObserver, Disposable {
  readonly #parts: TracingParts;
  readonly #counts = new ExportCounts();
  #settings: OtelSettings;
  #source: string | null = null;
  #failure: OffTarget | null = null;
  #pipeline: SpanPipeline | null = null;
  #changing: Promise<void> = Promise.resolve();

  constructor(parts: TracingParts, source: TelemetrySource) {
    this.#parts = parts;
    this.#settings = otelSettings(source);
  }

  begin(intent: RequestIntent): RequestTrace | null {
    return this.#pipeline === null ? null : this.#pipeline.begin(intent);
  }

  finished(intent: RequestIntent, outcome: RequestOutcome, { trace, fields, answer }: RequestFacts): void {
    if (trace === null || !trace.isSampled) return;
    this.#pipeline?.add({ intent, outcome, trace, fields, answer });
  }

  /** Takes other settings over; a request that runs keeps its ids, and its spans go where the new settings say. */
  async apply(source: TelemetrySource): Promise<void> {
    const said = JSON.stringify(source);
    if (said === this.#source) return this.#changing;
    this.#source = said;
    this.#changing = this.#changing.then(() => this.#change(otelSettings(source)));
    return this.#changing;
  }

  status(): TelemetryStatus {
    const { serviceName, resource } = this.#settings;
    const traces = tracesStatus({
      target: this.#target,
      settings: this.#settings,
      counts: this.#counts,
      queueLength: this.#pipeline?.queueLength ?? 0,
      sample: this.#pipeline?.sample ?? null,
      redact: this.#parts.redact,
    });
    return { serviceName, resource: { ...resource }, traces };
  }

  async test(): Promise<TelemetryTest> {
    const startedMs = this.#parts.clock.monotonicMs();
    const sent =
      this.#pipeline === null
        ? { traceId: null, error: this.#target.notes.join(" ") }
        : await this.#pipeline.test(this.#policy);
    const durationMs = Math.round(this.#parts.clock.monotonicMs() - startedMs);
    return { ok: sent.error === null, durationMs, ...sent };
  }

  async dispose(): Promise<void> {
    await this.#changing;
    const pipeline = this.#pipeline;
    this.#pipeline = null;
    await pipeline?.close();
  }

  get #target(): SignalTarget {
    return this.#failure ?? this.#settings.traces;
  }

  get #policy(): TextPolicy {
    return { redact: this.#parts.redact, maxTextLength: this.#settings.maxTextLength };
  }

  async #change(settings: OtelSettings): Promise<void> {
    const before = this.#pipeline;
    this.#settings = settings;
    this.#failure = null;
    this.#pipeline = await this.#open(settings);
    this.#sayTarget();
    if (before !== null) void before.close();
  }

  async #open(settings: OtelSettings): Promise<SpanPipeline | null> {
    const { clock, version, say } = this.#parts;
    const target = settings.traces;
    if (target.state === "off") return null;
    const policy = { redact: this.#parts.redact, maxTextLength: settings.maxTextLength };
    try {
      const { openSpanPipeline } = await import("./export/span-pipeline.ts");
      return await openSpanPipeline({
        clock,
        version,
        settings,
        target,
        counts: this.#counts,
        build: (ended) => buildSpans(spanSceneOf(ended, settings, this.#parts), policy),
        warn: (text) => say("warn", policy.redact(text)),
      });
    } catch (failure) {
      const note = `The exporter could not be opened: ${policy.redact(String(failure))}`;
      this.#failure = { state: "off", reason: "bad_setting", notes: [note] };
      return null;
    }
  }

  /** Once a change: where traces go, or why they go nowhere though somebody asked. */
  #sayTarget(): void {
    const target = this.#target;
    const { say } = this.#parts;
    const notes = [...target.notes, ...this.#settings.notes].join(" ");
    if (target.state === "off") {
      if (target.reason !== "not_asked") say("warn", `traces are off: ${notes}`);
      return;
    }
    const where = target.exporter === "console" ? "the console" : `${shownUrl(target.url)} over ${target.protocol}`;
    say("info", `traces go to ${where}${notes === "" ? "" : `: ${notes}`}`);
  }
}
