/**
 * Where the time of an answered request went: the provider's part, the gateway's own, the wait for the first token.
 *
 * Seconds. An attempt at a stream counts until its first event, so a stream's own length is the request's less what was
 * before. null = it cannot be told.
 */
import type { RequestIntent, RequestOutcome } from "../contract/spend-log.ts";

export interface AnswerTiming {
  /** Of the attempt that answered, to its last byte. */
  readonly apiSeconds: number;
  /** Everything else: our work, earlier attempts' pauses; not earlier attempts themselves. */
  readonly overheadSeconds: number;
  /** From the call of the provider that answered to its first token; null where nothing was streamed. */
  readonly firstTokenSeconds: number | null;
  /** Per completion token after the first; null where nothing was streamed or the tokens are not known. */
  readonly perTokenSeconds: number | null;
}

type Began = Pick<RequestIntent, "startedAt" | "stream">;
type Ended = Pick<RequestOutcome, "attemptList" | "totalMs" | "firstTokenMs" | "completionTokens">;

/** @returns null when no attempt answered */
export function answerTiming({ startedAt, stream }: Began, outcome: Ended): AnswerTiming | null {
  const last = outcome.attemptList.at(-1);
  if (last === undefined || last.errorCode !== null || last.durationMs === null) return null;
  const earlierMs = outcome.attemptList.slice(0, -1).reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0);
  const { totalMs, firstTokenMs } = outcome;
  if (!stream) return spent(last.durationMs, totalMs - last.durationMs - earlierMs);
  const beforeMs = Math.min(Math.max(last.startedAt - startedAt, earlierMs), totalMs); // a wall clock may have jumped
  if (firstTokenMs === null) return spent(totalMs - beforeMs, beforeMs - earlierMs);
  const tokensAfterFirst = (outcome.completionTokens ?? 0) - 1;
  return {
    ...spent(totalMs - beforeMs, beforeMs - earlierMs),
    firstTokenSeconds: Math.max(0, firstTokenMs - beforeMs) / 1000,
    perTokenSeconds: tokensAfterFirst > 0 ? Math.max(0, totalMs - firstTokenMs) / 1000 / tokensAfterFirst : null,
  };
}

function spent(apiMs: number, overheadMs: number): AnswerTiming {
  return {
    apiSeconds: Math.max(0, apiMs) / 1000,
    overheadSeconds: Math.max(0, overheadMs) / 1000,
    firstTokenSeconds: null,
    perTokenSeconds: null,
  };
}
