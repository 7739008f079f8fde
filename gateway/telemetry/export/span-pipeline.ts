/**
 * From an ended request to the receiver: spans are built off the request's path and wait in a bounded queue for the
 * SDK's batch processor.
 *
 * Law: a receiver that is down, slow or broken costs no request anything. What finds no room is dropped whole, a trace
 * at a time, and counted. The bound is in spans and in bytes, because a span with content may be large.
 */
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Clock } from "../../base/clock.ts";
import type { RequestTrace } from "../../contract/request-trace.ts";
import type { RequestIntent } from "../../contract/spend-log.ts";
import type { ShownSpan } from "../../contract/telemetry.ts";
import { newSpanId, newTraceId, openTrace, type Sample } from "../open-trace.ts";
import type { OtelSettings } from "../otel-settings.ts";
import type { ConsoleTarget, OtlpTarget } from "../otel-target.ts";
import type { TextPolicy } from "../spans/attribute-values.ts";
import { GatewaySpan, type SpanFacts, type SpanOrigin } from "../spans/gateway-span.ts";
import { portico } from "../spans/span-names.ts";
import type { EndedRequest } from "../spans/span-scene.ts";
import { CountingExporter, whyOf } from "./counting-exporter.ts";
import type { ExportCounts } from "./export-counts.ts";
import { createSample } from "./sampler.ts";
import { shownSpan } from "./shown-span.ts";
import { createSpanExporter } from "./span-exporter.ts";

export interface SpanPipelineParts {
  readonly clock: Clock;
  readonly counts: ExportCounts;
  readonly version: string;
  readonly settings: OtelSettings;
  readonly target: ConsoleTarget | OtlpTarget;
  /** The spans of one request, built from its facts. */
  readonly build: (ended: EndedRequest) => SpanFacts[];
  readonly warn: (text: string) => void;
}

const maxQueueBytes = 64 * 1024 * 1024;
/** How long a stopping gateway waits for its last spans. */
const flushMs = 2000;

/** @throws Error when the exporter cannot be made of its settings */
export async function openSpanPipeline(parts: SpanPipelineParts): Promise<SpanPipeline> {
  return new SpanPipeline(parts, await createSpanExporter(parts.target));
}

export class SpanPipeline {
  readonly #parts: SpanPipelineParts;
  readonly #sample: Sample;
  readonly #origin: SpanOrigin;
  readonly #exporter: CountingExporter;
  readonly #processor: BatchSpanProcessor;
  #pending: EndedRequest[] = [];
  #pendingSpans = 0;
  #queued = 0;
  #queuedBytes = 0;
  /** The last span that the receiver took, a request's where there is one: a test span says less. */
  sample: ShownSpan | null = null;

  constructor(parts: SpanPipelineParts, exporter: ConstructorParameters<typeof CountingExporter>[0]) {
    const { settings, target } = parts;
    this.#parts = parts;
    this.#sample = createSample(settings.sampler);
    this.#origin = {
      resource: defaultResource().merge(resourceFromAttributes(settings.resource)),
      scope: { name: settings.tracerName, version: parts.version },
    };
    this.#exporter = new CountingExporter(exporter, this);
    this.#processor = new BatchSpanProcessor({
      exporter: this.#exporter,
      maxQueueSize: settings.queue.limit,
      maxExportBatchSize: settings.queue.batchSize,
      scheduledDelayMillis: settings.queue.delayMs,
      // The exporter has its own limit; this one only must not be shorter.
      exportTimeoutMillis: (target.exporter === "otlp" ? target.timeoutMs : 0) + 30_000,
    });
  }

  get queueLength(): number {
    return this.#pendingSpans + this.#queued;
  }

  begin(intent: RequestIntent): RequestTrace {
    const trace = openTrace(intent, this.#sample);
    if (!trace.isSampled) this.#parts.counts.unsampled++;
    return trace;
  }

  /** Called on the request's path: it only takes the facts. */
  add(ended: EndedRequest): void {
    const spans = spansOf(ended);
    if (!this.#hasRoomFor(spans)) return this.#drop(spans);
    if (this.#pending.length === 0) setImmediate(() => this.#buildPending());
    this.#pending.push(ended);
    this.#pendingSpans += spans;
  }

  sending(spans: readonly ReadableSpan[]): void {
    this.#queued -= spans.length;
    for (const span of spans) if (span instanceof GatewaySpan) this.#queuedBytes -= span.size;
  }

  took(spans: readonly ReadableSpan[]): void {
    this.#parts.counts.took(spans.length, this.#parts.clock.wallMs());
    const shown = spans.findLast((span) => span.kind === SpanKind.SERVER) ?? spans.at(-1);
    if (!(shown instanceof GatewaySpan)) return;
    if (this.sample === null || shown.name !== portico.testSpan) this.sample = shownSpan(shown.facts);
  }

  lost(spans: readonly ReadableSpan[], why: string): void {
    this.#lose(spans.length, why);
  }

  /** One span past the queue. @returns why it was not taken, null when it was */
  async test(policy: TextPolicy): Promise<{ readonly traceId: string; readonly error: string | null }> {
    const span = new GatewaySpan(this.#testFacts(), this.#origin);
    this.#queued++; // `sending` takes it off again
    this.#queuedBytes += span.size;
    const error = await new Promise<string | null>((resolve) => {
      this.#exporter.export([span], (result) => resolve(result.code === 0 ? null : policy.redact(whyOf(result.error))));
    });
    return { traceId: span.facts.traceId, error };
  }

  /** Sends what waits, within a limit; the rest is lost and counted. */
  async close(): Promise<void> {
    this.#buildPending();
    let timer: NodeJS.Timeout | null = null;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, flushMs);
    });
    await Promise.race([this.#processor.shutdown().catch(() => {}), limit]);
    if (timer !== null) clearTimeout(timer);
  }

  #hasRoomFor(spans: number): boolean {
    return this.queueLength + spans <= this.#parts.settings.queue.limit && this.#queuedBytes < maxQueueBytes;
  }

  #buildPending(): void {
    const pending = this.#pending;
    this.#pending = [];
    this.#pendingSpans = 0;
    for (const ended of pending) this.#put(ended);
  }

  #put(ended: EndedRequest): void {
    try {
      const spans = this.#parts.build(ended).map((facts) => new GatewaySpan(facts, this.#origin));
      for (const span of spans) {
        this.#queued++;
        this.#queuedBytes += span.size;
        this.#processor.onEnd(span);
      }
    } catch (failure) {
      this.#lose(spansOf(ended), `a span could not be built: ${String(failure)}`);
    }
  }

  #drop(spans: number): void {
    this.#lose(spans, "the queue is full: the receiver is slower than the requests");
  }

  #lose(spans: number, why: string): void {
    const { counts, clock, warn } = this.#parts;
    if (counts.lost(spans, clock.wallMs(), why)) warn(`traces are lost: ${why}`);
  }

  #testFacts(): SpanFacts {
    const now = this.#parts.clock.wallMs();
    return {
      traceId: newTraceId(),
      spanId: newSpanId(),
      parentSpanId: null,
      isParentRemote: false,
      tracestate: null,
      name: portico.testSpan,
      kind: SpanKind.INTERNAL,
      startMs: now - 1,
      endMs: now,
      status: { code: SpanStatusCode.UNSET },
      attributes: { [portico.testSpan]: true },
      events: [],
    };
  }
}

function spansOf({ outcome }: EndedRequest): number {
  return 1 + outcome.attemptList.length;
}
