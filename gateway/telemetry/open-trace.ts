/**
 * A trace from the moment its request begins: its ids, because upstream calls carry them, and whether it is kept.
 *
 * Law: the client's trace goes on. Its id and its state are ours, its span is our parent, unless a client sent none.
 */
import { randomBytes } from "node:crypto";
import {
  formatTraceparent,
  isHeaderText,
  parseTraceparent,
  type RequestTrace,
  type TraceHeaders,
  type TraceParent,
} from "../contract/request-trace.ts";
import type { RequestIntent } from "../contract/spend-log.ts";

/** @param parent  null = the trace begins here */
export type Sample = (traceId: string, parent: TraceParent | null) => boolean;

export function openTrace({ traceparent, tracestate }: RequestIntent, sample: Sample): RequestTrace {
  const parent = parseTraceparent(traceparent);
  const traceId = parent?.traceId ?? newTraceId();
  const state = parent === null || tracestate === null || !isHeaderText(tracestate) ? null : tracestate;
  return new OpenTrace(traceId, parent?.spanId ?? null, state, sample(traceId, parent));
}

class OpenTrace implements RequestTrace {
  readonly traceId: string;
  readonly spanId = newSpanId();
  readonly parentSpanId: string | null;
  readonly tracestate: string | null;
  readonly isSampled: boolean;
  readonly attemptSpanIds: string[] = [];

  constructor(traceId: string, parentSpanId: string | null, tracestate: string | null, isSampled: boolean) {
    this.traceId = traceId;
    this.parentSpanId = parentSpanId;
    this.tracestate = tracestate;
    this.isSampled = isSampled;
  }

  beginAttempt(): void {
    this.attemptSpanIds.push(newSpanId());
  }

  headers(): TraceHeaders {
    const { traceId, isSampled, tracestate } = this;
    const traceparent = formatTraceparent({ traceId, spanId: this.attemptSpanIds.at(-1) ?? this.spanId, isSampled });
    return tracestate === null ? { traceparent } : { traceparent, tracestate };
  }
}

export function newTraceId(): string {
  return randomHex(16);
}

export function newSpanId(): string {
  return randomHex(8);
}

let pool = Buffer.alloc(0);
let poolOffset = 0;

/** Ids of nothing but zeros are invalid; chance gives one in 2^64. */
function randomHex(bytes: number): string {
  if (poolOffset + bytes > pool.length) {
    pool = randomBytes(4096);
    poolOffset = 0;
  }
  poolOffset += bytes;
  return pool.toString("hex", poolOffset - bytes, poolOffset);
}
