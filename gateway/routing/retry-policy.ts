/**
 * Whether a failed attempt is followed by another: the only place that decides it.
 *
 * A failure that may go away is tried on a deployment this request has not tried yet, at once, up to `num_retries` times.
 * Law: nothing is retried after the first byte reached the client (the loop ends there, by type).
 */
import type { GatewayError } from "../contract/errors.ts";

export interface RetryInput {
  readonly failure: GatewayError;
  /** Attempts made so far, at least 1. */
  readonly attempts: number;
  readonly numRetries: number;
  /** Deployments of the group this request has not tried. */
  readonly untried: number;
}

export function shouldRetry({ failure, attempts, numRetries, untried }: RetryInput): boolean {
  return isWorthRetrying(failure) && untried > 0 && attempts <= numRetries;
}

/** A refused key says something about one deployment, not about the request: another one may have a good key. */
function isWorthRetrying(failure: GatewayError): boolean {
  return failure.retryable || failure.code === "upstream_auth" || failure.code === "upstream_payment";
}
