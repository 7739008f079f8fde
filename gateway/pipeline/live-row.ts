/** A request as the live feed shows it: the row that the log will give, before the log has it. */
import { notYetKnown, type RequestIntent, type RequestOutcome, type SpendLogRow } from "../contract/spend-log.ts";

/** Field by field, because a busy gateway makes hundreds a second. @param attempts  begun so far */
export function liveRow(intent: RequestIntent, outcome: RequestOutcome | null, attempts: number): SpendLogRow {
  const known = outcome ?? notYetKnown;
  return {
    id: intent.id,
    startedAt: intent.startedAt,
    state: known.state,
    operation: intent.operation,
    alias: intent.alias,
    deploymentId: known.deploymentId,
    provider: known.provider,
    upstreamModel: known.upstreamModel,
    stream: intent.stream,
    status: known.status,
    promptTokens: known.promptTokens,
    completionTokens: known.completionTokens,
    cachedTokens: known.cachedTokens,
    cacheWriteTokens: known.cacheWriteTokens,
    reasoningTokens: known.reasoningTokens,
    costUsdNanos: known.costUsdNanos,
    isEstimate: known.isEstimate,
    firstTokenMs: known.firstTokenMs,
    totalMs: known.totalMs,
    attempts,
    keyDigest: intent.keyDigest,
    keyName: intent.keyName,
    userAgent: intent.userAgent,
    clientAddress: intent.clientAddress,
    errorCode: known.errorCode,
    errorMessage: known.errorMessage,
    tags: intent.tags,
    callId: intent.callId,
  };
}
