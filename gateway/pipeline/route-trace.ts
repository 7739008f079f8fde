/**
 * Writes a request's route down as it is made: every pick with its candidates, every attempt, wait, cooldown and fallback.
 *
 * Bounded in both directions, so that neither a group of thousands nor a long storm of retries can bloat a row.
 */
import type { Candidate, RouteDecision, RouteStep } from "../contract/route-decision.ts";
import { fillWildcards } from "../routing/resolve-alias.ts";
import type { Pick } from "../routing/router.ts";
import type { Resolved } from "./exchange.ts";

const maxCandidates = 40;
const maxSteps = 100;

export class RouteTrace {
  readonly #asked: Resolved;
  readonly #steps: RouteStep[] = [];
  #omittedSteps = 0;
  /** Of the group that was tried last. */
  retries = 0;
  maxRetries: number | null = null;
  /** Groups that were tried after the one that was asked for. */
  fallbacks = 0;
  /** The name of the group that was tried last. */
  groupName: string;

  constructor(asked: Resolved) {
    this.#asked = asked;
    this.groupName = asked.groupName;
  }

  add(step: RouteStep): void {
    if (this.#steps.length < maxSteps) this.#steps.push(step);
    else this.#omittedSteps++;
  }

  picked(at: Resolved, pick: Pick, pickedId: string | null): void {
    // The picked one is always listed, however long the group is.
    const listed = pick.judged.filter(({ deployment: { id } }, index) => index < maxCandidates || id === pickedId);
    this.add({
      type: "pick",
      group: at.groupName,
      candidates: listed.map((judged) => candidateOf(judged, pick, at.captures)),
      omitted: pick.judged.length - listed.length,
      picked: pickedId,
    });
  }

  decision(): RouteDecision {
    const { catalog, model, group, matchedBy, wishes } = this.#asked;
    return {
      strategy: catalog.settings.routing.strategy,
      model,
      group: group.alias,
      matchedBy,
      tags: [...wishes.tags],
      steps: this.#steps,
      omittedSteps: this.#omittedSteps,
    };
  }
}

function candidateOf(
  { deployment, excluded, detail }: Pick["judged"][number],
  { scores }: Pick,
  captures: readonly string[],
): Candidate {
  const { id, provider, upstreamModel } = deployment;
  const score = scores.get(id) ?? null;
  return {
    deploymentId: id,
    provider,
    upstreamModel: fillWildcards(upstreamModel, captures),
    excluded,
    detail,
    score: score === null || !Number.isFinite(score) ? null : score,
  };
}
