/**
 * What the file says about routing, with LiteLLM's defaults; `router_settings` wins over `litellm_settings`.
 *
 * @source LiteLLM constants.py and the Router's constructor (defaults)
 */
import {
  failureClasses,
  routingStrategies,
  type ByFailureClass,
  type FallbackMap,
  type RoutingSettings,
  type RoutingStrategy,
} from "../contract/routing-settings.ts";
import { amountOf, booleanOf, mapOf, textOf, textsOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

const defaultCooldownSeconds = 5;
const defaultMaxFallbacks = 5;
const defaultTtlSeconds = 3600;
const defaultMaxSamples = 10;
const defaultStalenessSeconds = 600;

export function compileRouting(router: PlainMap, litellm: PlainMap, general: PlainMap): RoutingSettings {
  const either = (key: string): unknown => router[key] ?? litellm[key];
  const flag = (key: string): boolean => booleanOf(router[key]) ?? false;
  const latency = mapOf(router["routing_strategy_args"]);
  return Object.freeze({
    strategy: strategyOf(textOf(router["routing_strategy"])),
    latency: {
      ttlMs: (amountOf(latency["ttl"]) ?? defaultTtlSeconds) * 1000,
      buffer: amountOf(latency["lowest_latency_buffer"]) ?? 0,
      maxSamples: Math.max(1, Math.floor(amountOf(latency["max_latency_list_size"]) ?? defaultMaxSamples)),
    },
    retryPolicy: policyOf(router["retry_policy"], "Retries"),
    groupRetryPolicies: groupPolicies(router["model_group_retry_policy"]),
    fallbacks: withDefaults(fallbacksOf(either("fallbacks")), textsOf(either("default_fallbacks"))),
    contextWindowFallbacks: fallbacksOf(either("context_window_fallbacks")),
    contentPolicyFallbacks: fallbacksOf(either("content_policy_fallbacks")),
    maxFallbacks: amountOf(router["max_fallbacks"]) ?? defaultMaxFallbacks,
    allowedFails: amountOf(either("allowed_fails")),
    allowedFailsPolicy: policyOf(router["allowed_fails_policy"], "AllowedFails"),
    cooldownMs: (amountOf(either("cooldown_time")) ?? defaultCooldownSeconds) * 1000,
    disableCooldowns: flag("disable_cooldowns"),
    enablePreCallChecks: flag("enable_pre_call_checks"),
    enableTagFiltering: flag("enable_tag_filtering"),
    tagFilteringMatchAny: booleanOf(router["tag_filtering_match_any"]) ?? true,
    defaultMaxParallelRequests: amountOf(router["default_max_parallel_requests"]),
    enableHealthCheckRouting:
      booleanOf(router["enable_health_check_routing"] ?? general["enable_health_check_routing"]) ?? false,
    healthCheckStalenessMs:
      (amountOf(router["health_check_staleness_threshold"] ?? general["health_check_staleness_threshold"]) ??
        defaultStalenessSeconds) * 1000,
  });
}

/** A name that nothing answers to is a finding, and the shuffle. */
function strategyOf(name: string | null): RoutingStrategy {
  return routingStrategies.find((known) => known === name) ?? "simple-shuffle";
}

/** `RateLimitErrorRetries: 3` -> `{RateLimitError: 3}`; null where nothing is written. */
function policyOf(value: unknown, ending: "Retries" | "AllowedFails"): ByFailureClass | null {
  const written = mapOf(value);
  const entries = failureClasses.flatMap((name) => {
    const number = amountOf(written[`${name}${ending}`]);
    return number === null ? [] : [[name, number] as const];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function groupPolicies(value: unknown): Map<string, ByFailureClass> {
  const entries = Object.entries(mapOf(value)).map(([group, policy]) => [group, policyOf(policy, "Retries")] as const);
  return new Map(entries.filter((entry) => entry[1] !== null) as [string, ByFailureClass][]); // null is filtered out
}

/** A list of single-key maps; a group that stands twice keeps its first list, as in LiteLLM. */
function fallbacksOf(list: unknown): FallbackMap | null {
  if (!Array.isArray(list)) return null;
  const map = new Map<string, readonly string[]>();
  for (const item of list as unknown[]) {
    for (const [group, targets] of Object.entries(mapOf(item))) if (!map.has(group)) map.set(group, textsOf(targets));
  }
  return map;
}

/** `default_fallbacks` are one more entry, for every group. */
function withDefaults(map: FallbackMap | null, defaults: readonly string[]): FallbackMap {
  const all = new Map(map ?? []);
  if (defaults.length > 0 && !all.has("*")) all.set("*", defaults);
  return all;
}
