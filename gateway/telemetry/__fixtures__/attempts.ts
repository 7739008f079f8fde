/** An attempt that answered at once, with what a test changes. */
import type { Attempt } from "../../contract/spend-log.ts";

export function attemptOf(changes: Partial<Attempt> = {}): Attempt {
  return {
    index: 0,
    deploymentId: "d1",
    provider: "openai",
    upstreamModel: "d1-model",
    apiBase: "http://127.0.0.1:9902",
    startedAt: 1_700_000_000_000,
    durationMs: 2,
    status: 200,
    errorCode: null,
    errorMessage: null,
    dropped: [],
    ...changes,
  };
}
