/**
 * The trace of one request: its ids are chosen as it begins, because its upstream calls carry them; its spans are built
 * when it has ended.
 *
 * @source https://www.w3.org/TR/trace-context/
 */
import type { RequestIntent } from "./spend-log.ts";

export interface RequestTracer {
  /** Called once a request, on its path. @returns null where nothing is traced */
  begin(intent: RequestIntent): RequestTrace | null;
}

export interface RequestTrace {
  readonly traceId: string;
  readonly spanId: string;
  /** The client's span; null = this trace began here. */
  readonly parentSpanId: string | null;
  /** The client's, unchanged; null without one. */
  readonly tracestate: string | null;
  readonly isSampled: boolean;
  /** One a started attempt, in order. */
  readonly attemptSpanIds: readonly string[];
  beginAttempt(): void;
  /** What a call of the last started attempt carries. */
  headers(): TraceHeaders;
}

/** A plain record, so that it may be spread into any headers. */
export type TraceHeaders = Readonly<Record<string, string>>;

export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;
}

const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** @returns null for what the specification calls invalid: such a trace begins anew */
export function parseTraceparent(text: string | null): TraceParent | null {
  const [, version, traceId = "", spanId = "", flags = "", rest] = shape.exec(text ?? "") ?? [];
  if (version === undefined || version === "ff" || (version === "00" && rest !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Metadata may hold what no header may. */
export function isHeaderText(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text);
}

export function formatTraceparent({ traceId, spanId, isSampled }: TraceParent): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}
