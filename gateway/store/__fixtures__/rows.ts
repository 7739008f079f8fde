/** Plain rows for the log's tests. */
import type { RequestIntent, RequestOutcome } from "../../contract/spend-log.ts";

export function intentOf(id: string, more: Partial<RequestIntent> = {}): RequestIntent {
  return {
    id,
    startedAt: 1_700_000_000_000,
    operation: "chat",
    alias: "m",
    stream: false,
    keyDigest: "0123456789ab",
    keyName: "master key",
    userAgent: "test/1",
    clientAddress: "127.0.0.1",
    path: "/v1/chat/completions",
    catalogVersion: "c1",
    endUser: null,
    sessionId: null,
    clientCertificate: null,
    traceparent: null,
    tracestate: null,
    tags: [],
    metadata: {},
    ...more,
  };
}

export function outcomeOf(id: string, more: Partial<RequestOutcome> = {}): RequestOutcome {
  return {
    id,
    state: "ok",
    deploymentId: "d1",
    provider: "openai",
    upstreamModel: "x",
    status: 200,
    promptTokens: 1,
    completionTokens: 2,
    cachedTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    costUsdNanos: null,
    isEstimate: false,
    cost: null,
    firstTokenMs: null,
    totalMs: 3,
    errorCode: null,
    errorMessage: null,
    route: null,
    attemptList: [],
    requestBody: Buffer.from('{"a":1}'),
    responseBody: Buffer.from('{"b":2}'),
    requestBytes: 7,
    responseBytes: 7,
    ...more,
  };
}
