/** OpenTelemetry's own samplers, asked about one trace as it begins. */
import { ROOT_CONTEXT, SpanKind, trace, TraceFlags, type Context } from "@opentelemetry/api";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  type Sampler,
} from "@opentelemetry/sdk-trace";
import type { TraceParent } from "../../contract/request-trace.ts";
import type { Sample } from "../open-trace.ts";
import type { OtelSettings } from "../otel-settings.ts";

export function createSample({ name, ratio }: OtelSettings["sampler"]): Sample {
  const root = rootSampler(name, ratio);
  const sampler = name.startsWith("parentbased_") ? new ParentBasedSampler({ root }) : root;
  return (traceId, parent) => {
    const context = contextOf(traceId, parent);
    const { decision } = sampler.shouldSample(context, traceId, "", SpanKind.SERVER, {}, []);
    return decision === SamplingDecision.RECORD_AND_SAMPLED;
  };
}

function rootSampler(name: OtelSettings["sampler"]["name"], ratio: number): Sampler {
  if (name.endsWith("traceidratio")) return new TraceIdRatioBasedSampler(ratio);
  return name.endsWith("always_off") ? new AlwaysOffSampler() : new AlwaysOnSampler();
}

function contextOf(traceId: string, parent: TraceParent | null): Context {
  if (parent === null) return ROOT_CONTEXT;
  const traceFlags = parent.isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parent.spanId, traceFlags, isRemote: true });
}
