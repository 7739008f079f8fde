/**
 * Whether a failed attempt is followed by another in the same group, and after what pause: the only place that decides it.
 *
 * Law: nothing is retried after the first byte reached the client (the loop ends there, by type).
 * @source LiteLLM router.py (precedence, what is never retried), constants.py (0.5 s, 8 s, 0.75 s, 60 s)
 */
import type { Deployment } from "../contract/deployment.ts";
import type { ErrorCode, GatewayError } from "../contract/errors.ts";
import type { RoutingSettings } from "../contract/routing-settings.ts";
import { valueFor } from "./failure-class.ts";

export interface RetryInput {
  readonly failure: GatewayError;
  /** Retries of this group so far. */
  readonly retries: number;
  /** What the request, its deployment, the policies and the router say, in this order. */
  readonly limit: number;
  /** Another deployment of the group may take the next attempt. */
  readonly hasOther: boolean;
  /** Some deployment of the group may, this one included. */
  readonly hasAny: boolean;
  /** A policy by class names this failure: then the file has decided that it is worth retrying. */
  readonly isByPolicy: boolean;
  /** Fallbacks for exactly this failure (context window, content policy) take over instead. */
  readonly hasOwnFallbacks: boolean;
  readonly hasFallbacks: boolean;
  readonly retryAfterMs: number;
  readonly random: () => number;
}

export type RetryVerdict =
  | { readonly retry: true; readonly waitMs: number }
  | { readonly retry: false; readonly reason: string };

const initialDelayMs = 500;
const maxDelayMs = 8000;
const jitterMs = 750;
/** Who asks for more than this is not waited for. */
const maxRetryAfterMs = 60_000;
/** Whoever sets more gets this many. */
const maxRetries = 100;

export function judgeRetry(input: RetryInput): RetryVerdict {
  const { failure, retries, limit, hasOther, hasAny } = input;
  const refusal = neverRetried(input);
  if (refusal !== null) return { retry: false, reason: refusal };
  if (retries >= limit)
    return { retry: false, reason: limit === 0 ? "no retries are set" : `all ${limit} retries are used` };
  if (!hasAny) return { retry: false, reason: "no healthy deployment is left" };
  if (hasOther) return { retry: true, waitMs: 0 };
  if (failure.retryAfterMs !== null && failure.retryAfterMs > maxRetryAfterMs) {
    return { retry: false, reason: `the provider asks to wait ${Math.ceil(failure.retryAfterMs / 1000)} s` };
  }
  return { retry: true, waitMs: pauseMs(input) };
}

/** Says something about one deployment, not about the request: another one may have a good key, or money. */
const aboutDeployment = new Set<ErrorCode>(["upstream_auth", "upstream_payment", "upstream_permission", "tls_error"]);

function neverRetried({ failure, hasOther, hasOwnFallbacks, hasFallbacks, isByPolicy }: RetryInput): string | null {
  const { code } = failure;
  if (code === "client_disconnected") return "the client left";
  if (code === "upstream_not_found") return "an unknown model is not retried";
  if (hasOwnFallbacks) return "its own fallbacks take over";
  if (code === "upstream_rate_limit" && !hasOther && hasFallbacks)
    return "the only deployment is rate limited; fallbacks take over";
  if (aboutDeployment.has(code)) return hasOther ? null : "no other deployment has another key";
  if (!failure.retryable && !isByPolicy) return "the same request would fail again";
  return null;
}

/** What the provider asked for, else a growing pause; some jitter so that clients do not come back together. */
function pauseMs({ failure, retries, retryAfterMs, random }: RetryInput): number {
  const asked = failure.retryAfterMs;
  if (asked !== null && asked > 0) return Math.max(asked, retryAfterMs) + random() * jitterMs;
  const delay = Math.min(initialDelayMs * 2 ** retries, maxDelayMs);
  return Math.max(delay, retryAfterMs) + random() * jitterMs;
}

export interface RetryLimit {
  readonly limit: number;
  readonly isByPolicy: boolean;
}

/** Request, then deployment, then the policy for the class (the group's before the router's), then the router. */
export function retryLimit(
  requested: number | null,
  deployment: Deployment,
  failure: GatewayError,
  { group, routing, numRetries }: { group: string; routing: RoutingSettings; numRetries: number },
): RetryLimit {
  const policy =
    valueFor(routing.groupRetryPolicies.get(group), failure.code) ?? valueFor(routing.retryPolicy, failure.code);
  const limit = requested ?? deployment.numRetries ?? policy ?? numRetries;
  return { limit: Math.min(Math.max(0, Math.floor(limit)), maxRetries), isByPolicy: policy !== null && policy > 0 };
}
