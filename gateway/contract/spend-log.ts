/**
 * A spend log: one finished request as it is stored and shown, with its attempts and bodies.
 *
 * Times are epoch milliseconds, durations milliseconds, tokens counts, money USD nanos as decimal text
 * (JSON has no bigint). null always means "not known", never zero.
 */
import { z } from "zod";
import { routeDecisionSchema, type RouteDecision } from "./route-decision.ts";
import { costBreakdownSchema, type CostBreakdown } from "./cost.ts";

/** `in_flight` and `interrupted` are the two ends of an unfinished row: running now, or cut by a crash. */
export const requestStates = [
  "in_flight",
  "ok",
  "upstream_error",
  "client_abort",
  "partial", // broke after the first byte: the client saw an error event
  "interrupted", // the gateway died while it ran
  "rejected", // refused before any provider was called
] as const;

const count = z.number().int().min(0).nullable();

export const attemptSchema = z.object({
  /** 0-based, in the order they were tried. */
  index: z.number().int().min(0),
  deploymentId: z.string(),
  provider: z.string(),
  upstreamModel: z.string(),
  apiBase: z.string(),
  startedAt: z.number(),
  durationMs: z.number().nullable(),
  /** Upstream's HTTP status, null when none arrived. */
  status: z.number().int().nullable(),
  /** Our error code, null when it succeeded. */
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  /** Client fields that this provider's dialect cannot express, left out by rule. */
  dropped: z.array(z.string()).default([]),
});

export const spendLogRowSchema = z.object({
  /** Ours, time-ordered; the `x-litellm-call-id` of the answer. */
  id: z.string(),
  startedAt: z.number(),
  state: z.enum(requestStates),
  /** Route kind, see operations.ts. */
  operation: z.string(),
  /** What the client asked for. */
  alias: z.string(),
  deploymentId: z.string().nullable(),
  provider: z.string().nullable(),
  upstreamModel: z.string().nullable(),
  stream: z.boolean(),
  /** Status the client got. */
  status: z.number().int().nullable(),
  promptTokens: count,
  completionTokens: count,
  cachedTokens: count,
  cacheWriteTokens: count.default(null),
  reasoningTokens: count,
  costUsdNanos: z.string().nullable(),
  /** Tokens and cost are the gateway's estimate: the provider reported none. */
  isEstimate: z.boolean().default(false),
  firstTokenMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  attempts: z.number().int().min(0),
  /** First 12 hex digits of the key's SHA-256. */
  keyDigest: z.string().nullable(),
  keyName: z.string().nullable(),
  userAgent: z.string().nullable(),
  clientAddress: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  tags: z.array(z.string()).optional(),
  /** The `x-litellm-call-id` that the client sent, when it sent one. */
  callId: z.string().nullable().optional(),
});

export const spendLogDetailSchema = spendLogRowSchema.extend({
  path: z.string(),
  catalogVersion: z.string(),
  endUser: z.string().nullable(),
  sessionId: z.string().nullable(),
  /** The name of the client's certificate that counted, else its first; null = it showed none. */
  clientCertificate: z.string().nullable().default(null),
  traceparent: z.string().nullable(),
  tracestate: z.string().nullable(),
  tags: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
  attemptList: z.array(attemptSchema),
  /** Why it went where it went; null for a pass-through, a request that was never routed, or a row of an older version. */
  route: routeDecisionSchema.nullable().default(null),
  /** How the cost came about; null when no answer came, or for a row of an older version. */
  cost: costBreakdownSchema.nullable().default(null),
  /** Redacted and capped text; null when bodies are not kept. */
  requestBody: z.string().nullable(),
  responseBody: z.string().nullable(),
  requestBytes: z.number().int(),
  responseBytes: z.number().int(),
  /** True when the stored body is shorter than the real one. */
  requestCut: z.boolean(),
  responseCut: z.boolean(),
});

export type RequestState = (typeof requestStates)[number];
export type Attempt = z.infer<typeof attemptSchema>;
export type SpendLogRow = z.infer<typeof spendLogRowSchema>;
export type SpendLogDetail = z.infer<typeof spendLogDetailSchema>;

/** An answer came and nobody knows its price. A request that was refused or failed has no cost, which is another thing. */
export function isUnpriced({
  state,
  costUsdNanos,
  promptTokens,
  completionTokens,
}: Pick<SpendLogRow, "state" | "costUsdNanos" | "promptTokens" | "completionTokens">): boolean {
  return costUsdNanos === null && (state === "ok" || promptTokens !== null || completionTokens !== null);
}

/** What a row in flight cannot say yet. */
export const notYetKnown = {
  state: "in_flight",
  deploymentId: null,
  provider: null,
  upstreamModel: null,
  status: null,
  promptTokens: null,
  completionTokens: null,
  cachedTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  costUsdNanos: null,
  isEstimate: false,
  firstTokenMs: null,
  totalMs: null,
  errorCode: null,
  errorMessage: null,
  attempts: 0,
} as const;

/** Written before the upstream is called: after a crash it says that the request existed. */
export type RequestIntent = Pick<
  SpendLogDetail,
  | "id"
  | "startedAt"
  | "operation"
  | "alias"
  | "stream"
  | "keyDigest"
  | "keyName"
  | "userAgent"
  | "clientAddress"
  | "path"
  | "catalogVersion"
  | "endUser"
  | "sessionId"
  | "clientCertificate"
  | "traceparent"
  | "tracestate"
  | "tags"
  | "metadata"
  | "callId"
>;

/** What the end of a request adds to its intent. Bodies are raw here; the store redacts, caps and compresses. */
export interface RequestOutcome {
  readonly id: string;
  readonly state: Exclude<RequestState, "in_flight" | "interrupted">;
  readonly deploymentId: string | null;
  readonly provider: string | null;
  readonly upstreamModel: string | null;
  readonly status: number | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly cachedTokens: number | null;
  readonly cacheWriteTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly costUsdNanos: string | null;
  readonly isEstimate: boolean;
  readonly cost: CostBreakdown | null;
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly attemptList: readonly Attempt[];
  readonly route: RouteDecision | null;
  readonly requestBody: Uint8Array | null;
  readonly responseBody: Uint8Array | null;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/** The store's two calls on the request path. Neither blocks nor throws: a full queue drops and counts. */
export interface RequestLog {
  /** @returns when the intent is committed to disk (or was dropped, or the log is off). */
  begin(intent: RequestIntent): Promise<void>;
  finish(outcome: RequestOutcome): void;
}
