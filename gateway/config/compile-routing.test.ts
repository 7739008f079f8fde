import { describe, expect, it } from "vitest";
import { compileRouting } from "./compile-routing.ts";

describe("compileRouting", () => {
  it("has LiteLLM's defaults", () => {
    expect(compileRouting({}, {}, {})).toEqual({
      strategy: "simple-shuffle",
      latency: { ttlMs: 3_600_000, buffer: 0, maxSamples: 10 },
      retryPolicy: null,
      groupRetryPolicies: new Map(),
      fallbacks: new Map(),
      contextWindowFallbacks: null,
      contentPolicyFallbacks: null,
      maxFallbacks: 5,
      allowedFails: null,
      allowedFailsPolicy: null,
      cooldownMs: 5000,
      disableCooldowns: false,
      enablePreCallChecks: false,
      enableTagFiltering: false,
      tagFilteringMatchAny: true,
      defaultMaxParallelRequests: null,
      enableHealthCheckRouting: false,
      healthCheckStalenessMs: 600_000,
    });
  });

  it("reads every key", () => {
    const router = {
      routing_strategy: "latency-based-routing",
      routing_strategy_args: { ttl: 60, lowest_latency_buffer: 0.5, max_latency_list_size: 3 },
      retry_policy: { TimeoutErrorRetries: 1, AuthenticationErrorRetries: "0", Nonsense: 3 },
      model_group_retry_policy: { a: { RateLimitErrorRetries: 4 }, b: {} },
      fallbacks: [{ a: ["b", "c"] }, { a: ["d"] }, { b: "c" }],
      default_fallbacks: ["z"],
      context_window_fallbacks: [{ a: ["large"] }],
      content_policy_fallbacks: [],
      max_fallbacks: 2,
      allowed_fails: 0,
      allowed_fails_policy: { TimeoutErrorAllowedFails: 9 },
      cooldown_time: 0.5,
      disable_cooldowns: "true",
      enable_pre_call_checks: true,
      enable_tag_filtering: true,
      tag_filtering_match_any: false,
      default_max_parallel_requests: 7,
      enable_health_check_routing: true,
      health_check_staleness_threshold: 30,
    };
    expect(compileRouting(router, {}, {})).toEqual({
      strategy: "latency-based-routing",
      latency: { ttlMs: 60_000, buffer: 0.5, maxSamples: 3 },
      retryPolicy: { TimeoutError: 1, AuthenticationError: 0 },
      groupRetryPolicies: new Map([["a", { RateLimitError: 4 }]]),
      fallbacks: new Map([
        ["a", ["b", "c"]],
        ["b", ["c"]],
        ["*", ["z"]],
      ]),
      contextWindowFallbacks: new Map([["a", ["large"]]]),
      contentPolicyFallbacks: new Map(),
      maxFallbacks: 2,
      allowedFails: 0,
      allowedFailsPolicy: { TimeoutError: 9 },
      cooldownMs: 500,
      disableCooldowns: true,
      enablePreCallChecks: true,
      enableTagFiltering: true,
      tagFilteringMatchAny: false,
      defaultMaxParallelRequests: 7,
      enableHealthCheckRouting: true,
      healthCheckStalenessMs: 30_000,
    });
  });

  it("lets router_settings win over litellm_settings, which stand in where it is silent", () => {
    const litellm = {
      fallbacks: [{ a: ["l"] }],
      default_fallbacks: ["d"],
      context_window_fallbacks: [{ a: ["w"] }],
      allowed_fails: 3,
      cooldown_time: 9,
    };
    expect(compileRouting({ fallbacks: [{ a: ["r"] }], cooldown_time: 1 }, litellm, {})).toMatchObject({
      fallbacks: new Map([
        ["a", ["r"]],
        ["*", ["d"]],
      ]),
      contextWindowFallbacks: new Map([["a", ["w"]]]),
      allowedFails: 3,
      cooldownMs: 1000,
    });
  });
});
