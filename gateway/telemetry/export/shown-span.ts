/** A span as the panel shows it. */
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { ShownSpan } from "../../contract/telemetry.ts";
import type { SpanFacts } from "../spans/gateway-span.ts";

const kinds: Readonly<Partial<Record<SpanKind, ShownSpan["kind"]>>> = {
  [SpanKind.SERVER]: "server",
  [SpanKind.CLIENT]: "client",
};

export function shownSpan(span: SpanFacts): ShownSpan {
  const { traceId, spanId, parentSpanId, name, kind, startMs, endMs, status, attributes, events } = span;
  return {
    traceId,
    spanId,
    parentSpanId,
    name,
    kind: kinds[kind] ?? "internal",
    startedAt: startMs,
    durationMs: endMs - startMs,
    status: statusWord(status.code),
    statusMessage: status.message ?? null,
    attributes: { ...attributes },
    events: events.map(({ name: event, atMs, attributes: said }) => ({
      name: event,
      at: atMs,
      attributes: { ...said },
    })),
  };
}

function statusWord(code: SpanStatusCode): ShownSpan["status"] {
  if (code === SpanStatusCode.OK) return "ok";
  return code === SpanStatusCode.ERROR ? "error" : "unset";
}
