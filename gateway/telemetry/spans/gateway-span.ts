/** A span that is over, as OpenTelemetry's exporters take it, made of plain facts: nothing of it was ever running. */
import {
  createTraceState,
  TraceFlags,
  type HrTime,
  type SpanContext,
  type SpanKind,
  type SpanStatus,
} from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan, TimedEvent } from "@opentelemetry/sdk-trace";
import { sizeOf, type Attributes } from "./attribute-values.ts";

export interface SpanFacts {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  /** The parent is a span of somebody else. */
  readonly isParentRemote: boolean;
  readonly tracestate: string | null;
  readonly name: string;
  readonly kind: SpanKind;
  /** Epoch milliseconds, with fractions. */
  readonly startMs: number;
  readonly endMs: number;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
  readonly events: readonly EventFacts[];
}

export interface EventFacts {
  readonly name: string;
  readonly atMs: number;
  readonly attributes: Attributes;
}

export interface SpanOrigin {
  readonly resource: Resource;
  readonly scope: ReadableSpan["instrumentationScope"];
}

export class GatewaySpan implements ReadableSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly duration: HrTime;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
  readonly events: TimedEvent[];
  readonly resource: Resource;
  readonly instrumentationScope: ReadableSpan["instrumentationScope"];
  readonly links = [];
  readonly ended = true;
  readonly droppedAttributesCount = 0;
  readonly droppedEventsCount = 0;
  readonly droppedLinksCount = 0;
  readonly facts: SpanFacts;
  /** About what it takes in memory, in bytes. */
  readonly size: number;
  readonly #context: SpanContext;
  readonly parentSpanContext?: SpanContext;

  constructor(facts: SpanFacts, { resource, scope }: SpanOrigin) {
    const { traceId, spanId, parentSpanId, tracestate } = facts;
    this.facts = facts;
    this.name = facts.name;
    this.kind = facts.kind;
    this.startTime = hrTime(facts.startMs);
    this.endTime = hrTime(Math.max(facts.endMs, facts.startMs));
    this.duration = hrTime(Math.max(0, facts.endMs - facts.startMs));
    this.status = facts.status;
    this.attributes = facts.attributes;
    this.events = facts.events.map(({ name, atMs, attributes }) => ({ name, time: hrTime(atMs), attributes }));
    this.resource = resource;
    this.instrumentationScope = scope;
    this.size =
      512 + sizeOf(facts.attributes) + facts.events.reduce((all, event) => all + 64 + sizeOf(event.attributes), 0);
    const traceFlags = TraceFlags.SAMPLED;
    const state = tracestate === null ? {} : { traceState: createTraceState(tracestate) };
    this.#context = { traceId, spanId, traceFlags, ...state };
    if (parentSpanId !== null)
      this.parentSpanContext = { traceId, spanId: parentSpanId, traceFlags, isRemote: facts.isParentRemote };
  }

  spanContext(): SpanContext {
    return this.#context;
  }
}

/** Whole nanoseconds of a fractional number of milliseconds. */
function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.min(999_999_999, Math.round((ms - seconds * 1000) * 1e6))];
}
