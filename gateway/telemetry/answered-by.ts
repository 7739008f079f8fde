/** Whom a request's use is counted for: whoever answered, or began to; of one that nobody answered, who was asked last. */
import type { Attempt, RequestOutcome } from "../contract/spend-log.ts";

export type AnsweredBy = Pick<Attempt, "deploymentId" | "provider">;

/** @returns null when nobody was asked */
export function answeredBy({ deploymentId, provider }: RequestOutcome): AnsweredBy | null {
  return deploymentId === null ? null : { deploymentId, provider: provider ?? "" };
}
