/**
 * Why a request went where it went: every candidate with what spoke against it, every pick, attempt, wait, cooldown and
 * fallback, in order. Kept with the request and given for one that is not sent.
 *
 * Times are epoch milliseconds, durations milliseconds. Bounded: long groups and long stories are cut and say so.
 */
import { z } from "zod";

export const exclusionReasons = [
  "cooling_down",
  "unhealthy",
  "context_window",
  "region",
  "unsupported_params",
  "tags",
  "over_budget",
  "rpm_limit",
  "tpm_limit",
  "max_parallel_requests",
  "already_tried",
  "lower_order",
] as const;

export const fallbackKinds = ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks", "request"] as const;

export const candidateSchema = z.object({
  deploymentId: z.string(),
  provider: z.string(),
  upstreamModel: z.string(),
  /** null = it could be picked. */
  excluded: z.enum(exclusionReasons).nullable(),
  /** The figures behind an exclusion, e.g. `until 1790000000000`. */
  detail: z.string().nullable(),
  /** What the strategy weighed: share of the draw, requests in flight, seconds, tokens or USD; null = excluded or not known. */
  score: z.number().nullable(),
});

const pickSchema = z.object({
  type: z.literal("pick"),
  group: z.string(),
  candidates: z.array(candidateSchema),
  /** Candidates that are not listed, because the group is long. */
  omitted: z.number().int(),
  /** null = nothing could be picked. */
  picked: z.string().nullable(),
});

const attemptedSchema = z.object({
  type: z.literal("attempt"),
  deploymentId: z.string(),
  at: z.number(),
  durationMs: z.number(),
  /** null = it answered. */
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
});

const cooldownSchema = z.object({
  type: z.literal("cooldown"),
  deploymentId: z.string(),
  until: z.number(),
  reason: z.string(),
});

const retrySchema = z.object({
  type: z.literal("retry"),
  waitMs: z.number(),
  /** Which retry of how many. */
  retry: z.number().int(),
  of: z.number().int(),
});

/** Why the group was given up. */
const gaveUpSchema = z.object({ type: z.literal("gave_up"), group: z.string(), reason: z.string() });

const fallbackSchema = z.object({
  type: z.literal("fallback"),
  kind: z.enum(fallbackKinds),
  from: z.string(),
  to: z.string(),
  /** Why it was passed over; null = it was tried. */
  skipped: z.string().nullable(),
});

/** The answer broke after its first byte and went on at another group. */
const continuedSchema = z.object({
  type: z.literal("continued"),
  afterCharacters: z.number().int(),
  errorCode: z.string(),
});

export const routeStepSchema = z.discriminatedUnion("type", [
  pickSchema,
  attemptedSchema,
  cooldownSchema,
  retrySchema,
  gaveUpSchema,
  fallbackSchema,
  continuedSchema,
]);

export const routeDecisionSchema = z.object({
  strategy: z.string(),
  /** The name that was asked for, and the group it led to. */
  model: z.string(),
  group: z.string(),
  /** How the name was found: `alias`, `deployment_id`, `model_group_alias`, `litellm_model`, `wildcard`. */
  matchedBy: z.string(),
  /** Of the request; they choose only where `enable_tag_filtering` is on. */
  tags: z.array(z.string()),
  steps: z.array(routeStepSchema),
  /** Steps that are not kept, because the story is long. */
  omittedSteps: z.number().int(),
});

export type ExclusionReason = (typeof exclusionReasons)[number];
export type FallbackKind = (typeof fallbackKinds)[number];
export type Candidate = z.infer<typeof candidateSchema>;
export type RouteStep = z.infer<typeof routeStepSchema>;
export type RouteDecision = z.infer<typeof routeDecisionSchema>;
