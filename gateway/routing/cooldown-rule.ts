/**
 * When a failure sends its deployment to rest, and for how long.
 *
 * LiteLLM's two rules: by default a 429 among several, more than half failing among several, a refused key or unknown
 * model at once; with `allowed_fails` or `allowed_fails_policy`, a count within one `cooldown_time`.
 * Laws: the last healthy deployment of a group never rests, nor a wildcard. Beyond LiteLLM: a refused connection counts.
 * @source LiteLLM router_utils/cooldown_handlers.py (rules and thresholds)
 */
import type { Deployment } from "../contract/deployment.ts";
import type { ErrorCode, GatewayError } from "../contract/errors.ts";
import type { RoutingSettings } from "../contract/routing-settings.ts";
import { valueFor } from "./failure-class.ts";

export interface CooldownInput {
  readonly failure: GatewayError;
  readonly deployment: Deployment;
  readonly settings: RoutingSettings;
  /** Others of the group that do not rest. */
  readonly otherHealthy: number;
  /** This minute's calls of the deployment, this failure among them. */
  readonly failed: number;
  readonly succeeded: number;
  /** Failures of the deployment within the last `cooldown_time`, this one among them. */
  readonly recentFailures: number;
}

export interface CooldownVerdict {
  readonly forMs: number;
  readonly reason: string;
}

/** Nobody is there, or the name leads nowhere: the next call would fare no better. */
const unreachable = new Set<ErrorCode>(["upstream_connection_error", "dns_error"]);

/** @returns null when it stays in the draw */
export function judgeCooldown(input: CooldownInput): CooldownVerdict | null {
  const { deployment, failure, settings } = input;
  if (settings.disableCooldowns || deployment.isWildcard || !countsAsFailure(failure)) return null;
  if (input.otherHealthy === 0) return null;
  const forMs = durationOf(input);
  if (forMs <= 0) return null;
  const reason = isCounting(settings, failure) ? countingRule(input) : defaultRule(input);
  return reason === null ? null : { forMs, reason };
}

/** 429, 401, 408, 404 and everything from 500 on; our own refusals say nothing about a deployment. */
export function countsAsFailure({ status, code }: GatewayError): boolean {
  if (!code.startsWith("upstream_") && code !== "dns_error" && code !== "tls_error" && code !== "response_too_large")
    return false;
  return status === 429 || status === 401 || status === 408 || status === 404 || status >= 500;
}

/** How long the provider asked for, then the deployment's own time, then the router's. */
function durationOf({ failure, deployment, settings }: CooldownInput): number {
  return failure.retryAfterMs ?? deployment.cooldownMs ?? settings.cooldownMs;
}

function isCounting({ allowedFails, allowedFailsPolicy }: RoutingSettings, { code }: GatewayError): boolean {
  return allowedFails !== null || valueFor(allowedFailsPolicy, code) !== null;
}

function countingRule({ settings, failure, recentFailures }: CooldownInput): string | null {
  const allowed = valueFor(settings.allowedFailsPolicy, failure.code) ?? settings.allowedFails ?? 0;
  return recentFailures > allowed ? `${recentFailures} failures, ${allowed} allowed` : null;
}

/** Another deployment is there to take over: the caller made sure. */
function defaultRule({ failure, failed, succeeded }: CooldownInput): string | null {
  const { status, code } = failure;
  if (status === 401 || status === 404) return `status ${status}`;
  if (status === 429) return "rate limited";
  if (unreachable.has(code)) return "nothing answers there";
  return failed > succeeded ? `${failed} of ${failed + succeeded} failed this minute` : null;
}
