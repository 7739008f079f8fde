/**
 * Which deployments of a group may take this attempt: LiteLLM's pipeline, with the reason for each one left out.
 *
 * Cooldowns and health, pre-call checks, tags, budgets, limits, what this request tried already, then the lowest `order` tier.
 * A check that would leave nobody says so and leaves nobody; only a failed health check and `already_tried` give way,
 * because a doubtful try is better than none.
 */
import type { Deployment } from "../contract/deployment.ts";
import type { ExclusionReason } from "../contract/route-decision.ts";
import type { RoutingSettings } from "../contract/routing-settings.ts";
import { preCallExclusion, type PreCallFacts } from "./pre-call-checks.ts";
import { tagExclusion, taggedDeployments } from "./tag-filter.ts";

export interface CandidateInput {
  readonly deployments: readonly Deployment[];
  readonly settings: RoutingSettings;
  readonly facts: PreCallFacts;
  readonly tags: readonly string[];
  readonly tried: ReadonlySet<string>;
  readonly overBudget: OverBudget;
  readonly view: CandidateView;
}

/** Why a deployment's budget, or its provider's, has nothing left for this request; null = it has. */
export type OverBudget = (deployment: Deployment) => string | null;

/** What is known of each deployment now. */
export interface CandidateView {
  /** Milliseconds it still rests; 0 = it does not. */
  readonly restsMs: (id: string) => number;
  readonly isUnhealthy: (id: string) => boolean;
  readonly inFlight: (id: string) => number;
  readonly minute: (id: string) => { readonly requests: number; readonly tokens: number };
}

export interface Judged {
  readonly deployment: Deployment;
  readonly excluded: ExclusionReason | null;
  readonly detail: string | null;
}

type Exclusion = readonly [reason: ExclusionReason, detail: string] | null;

/** @returns every deployment of the group, in its order */
export function judgeCandidates(input: CandidateInput): Judged[] {
  const { deployments, settings, tags, tried } = input;
  const tagged = settings.enableTagFiltering ? taggedDeployments(deployments, tags, settings) : null;
  const judged = deployments.map((deployment) => judge(deployment, input, tagged));
  if (settings.enableHealthCheckRouting) narrow(judged, ({ id }) => !input.view.isUnhealthy(id), "unhealthy");
  if (tried.size > 0) narrow(judged, ({ id }) => !tried.has(id), "already_tried");
  const order = lowestOrder(judged);
  if (order !== null) exclude(judged, (deployment) => deployment.order === order, "lower_order");
  return judged;
}

type Open = { -readonly [Key in keyof Judged]: Judged[Key] };

function judge(deployment: Deployment, input: CandidateInput, tagged: ReadonlySet<string> | null): Open {
  const exclusion =
    restExclusion(deployment, input.view) ??
    preCall(deployment, input) ??
    (tagged === null ? null : tagExclusion(deployment, tagged)) ??
    budgetExclusion(deployment, input) ??
    limitExclusion(deployment, input);
  return { deployment, excluded: exclusion?.[0] ?? null, detail: exclusion?.[1] ?? null };
}

function restExclusion({ id }: Deployment, view: CandidateView): Exclusion {
  const restsMs = view.restsMs(id);
  return restsMs > 0 ? ["cooling_down", `for ${(restsMs / 1000).toFixed(1)} s more`] : null;
}

function preCall(deployment: Deployment, { settings, facts }: CandidateInput): Exclusion {
  return settings.enablePreCallChecks ? preCallExclusion(deployment, facts) : null;
}

function budgetExclusion(deployment: Deployment, { overBudget }: CandidateInput): Exclusion {
  const detail = overBudget(deployment);
  return detail === null ? null : ["over_budget", detail];
}

function limitExclusion(deployment: Deployment, { settings, view, facts }: CandidateInput): Exclusion {
  const { id, rpm, tpm } = deployment;
  if (limitsAreHard(settings)) {
    const { requests, tokens } = view.minute(id);
    if (rpm !== null && requests >= rpm) return ["rpm_limit", `${requests} of ${rpm} this minute`];
    if (tpm !== null && tokens + facts.promptTokens() > tpm) return ["tpm_limit", `${tokens} of ${tpm} this minute`];
  }
  const parallel = parallelLimit(deployment, settings);
  const running = view.inFlight(id);
  return parallel !== null && running >= parallel ? ["max_parallel_requests", `${running} of ${parallel}`] : null;
}

/** With simple-shuffle and least-busy, rpm and tpm are weights unless pre-call checks are on. */
function limitsAreHard({ strategy, enablePreCallChecks }: RoutingSettings): boolean {
  return enablePreCallChecks || (strategy !== "simple-shuffle" && strategy !== "least-busy");
}

export function parallelLimit(deployment: Deployment, settings: RoutingSettings): number | null {
  return deployment.maxParallelRequests ?? settings.defaultMaxParallelRequests;
}

/** Leaves those out that do not pass, unless that would leave nobody. */
function narrow(judged: readonly Open[], passes: (deployment: Deployment) => boolean, reason: ExclusionReason): void {
  if (judged.some(({ excluded, deployment }) => excluded === null && passes(deployment))) {
    exclude(judged, passes, reason);
  }
}

function exclude(judged: readonly Open[], passes: (deployment: Deployment) => boolean, reason: ExclusionReason): void {
  for (const one of judged) if (one.excluded === null && !passes(one.deployment)) one.excluded = reason;
}

/** null = no candidate has one; then all are of one tier. */
function lowestOrder(judged: readonly Judged[]): number | null {
  let lowest: number | null = null;
  for (const { excluded, deployment } of judged) {
    if (excluded !== null || deployment.order === null) continue;
    if (lowest === null || deployment.order < lowest) lowest = deployment.order;
  }
  return lowest;
}
