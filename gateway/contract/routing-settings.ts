/**
 * What the file says about routing, compiled: strategy, retries, cooldowns, fallbacks, tags and pre-call checks.
 *
 * Names are LiteLLM's in camelCase. Times in milliseconds; null = not set, and then LiteLLM's default holds.
 */
export const routingStrategies = [
  "simple-shuffle",
  "least-busy",
  "latency-based-routing",
  "usage-based-routing",
  "usage-based-routing-v2",
  "cost-based-routing",
] as const;

export type RoutingStrategy = (typeof routingStrategies)[number];

/** The classes that `retry_policy` and `allowed_fails_policy` know. */
export const failureClasses = [
  "BadRequestError",
  "AuthenticationError",
  "TimeoutError",
  "RateLimitError",
  "ContentPolicyViolationError",
  "InternalServerError",
] as const;

export type FailureClass = (typeof failureClasses)[number];

/** A number for some of the classes: retries, or failures that are allowed. */
export type ByFailureClass = Readonly<Partial<Record<FailureClass, number>>>;

/** Group -> the groups to try after it, in order; `*` stands for every group. */
export type FallbackMap = ReadonlyMap<string, readonly string[]>;

export interface LatencySettings {
  /** How long a sample counts. */
  readonly ttlMs: number;
  /** Deployments within best x (1 + buffer) share the draw. */
  readonly buffer: number;
  readonly maxSamples: number;
}

export interface RoutingSettings {
  readonly strategy: RoutingStrategy;
  readonly latency: LatencySettings;
  /** `retry_policy`; null = none. */
  readonly retryPolicy: ByFailureClass | null;
  readonly groupRetryPolicies: ReadonlyMap<string, ByFailureClass>;
  /** `fallbacks`, with `default_fallbacks` under `*`. */
  readonly fallbacks: FallbackMap;
  /** null = not configured: such failures go to the general fallbacks. */
  readonly contextWindowFallbacks: FallbackMap | null;
  readonly contentPolicyFallbacks: FallbackMap | null;
  /** How deep fallbacks of fallbacks go. */
  readonly maxFallbacks: number;
  /** Set = the counting rule instead of the default one. */
  readonly allowedFails: number | null;
  readonly allowedFailsPolicy: ByFailureClass | null;
  readonly cooldownMs: number;
  readonly disableCooldowns: boolean;
  readonly enablePreCallChecks: boolean;
  readonly enableTagFiltering: boolean;
  /** True: one common tag is enough; false: every tag of the request must be there. */
  readonly tagFilteringMatchAny: boolean;
  readonly defaultMaxParallelRequests: number | null;
  /** Deployments that failed their last fresh health check are passed over while others are there. */
  readonly enableHealthCheckRouting: boolean;
  readonly healthCheckStalenessMs: number;
}
