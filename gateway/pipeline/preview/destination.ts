/**
 * Where a request would go under a catalog when nobody rests and nobody is busy: every deployment that could be picked,
 * with its share of the draw.
 *
 * The same steps as a real request takes (name, tags, pre-call checks, `order`, strategy, fallbacks), without its chance
 * and without what the router remembers. Of a request it knows what the log keeps: not its region, nor its schema.
 */
import type { Catalog, Deployment, ModelGroup } from "../../contract/deployment.ts";
import { GatewayError, type ErrorCode } from "../../contract/errors.ts";
import type { Operation } from "../../contract/operations.ts";
import type { GivenUp } from "../../contract/request-use.ts";
import { judgeCandidates, type CandidateView, type Judged } from "../../routing/candidates.ts";
import { Loads } from "../../routing/deployment-load.ts";
import { fallbacksFor, type RequestFallbacks } from "../../routing/fallbacks.ts";
import { fillWildcards, resolveAlias } from "../../routing/resolve-alias.ts";
import { strategyFor } from "../../routing/strategies/registry.ts";
import { canAnswer } from "../operations-of.ts";

export interface Share {
  readonly deployment: Deployment;
  readonly upstreamModel: string;
  /** Parts of a million. */
  readonly weight: number;
}

export interface Destination {
  /** In file order; empty = it is refused. */
  readonly shares: readonly Share[];
  /** Shares are chances of a draw; false = load or price decides among them. */
  readonly isDraw: boolean;
  /** Why it is refused. */
  readonly reason: string | null;
}

export interface Asked {
  readonly operation: Operation;
  readonly name: string;
  readonly tags: readonly string[];
  /** 0 = not known. */
  readonly promptTokens: number;
  readonly givenUp: GivenUp | null;
}

export interface DestinationParts {
  readonly priceOf: (deployment: Deployment) => number | null;
  readonly maxInputTokensOf: (deployment: Deployment) => number | null;
}

export function destinationOf(catalog: Catalog, asked: Asked, parts: DestinationParts): Destination {
  return new Walk(catalog, asked, parts).enter(asked.name, 0) ?? refused("no alias of this name is there");
}

/** A group that does not answer, and the failure that its fallbacks are chosen by. */
interface Failed {
  readonly code: ErrorCode;
  readonly reason: string;
}

const noWishes: RequestFallbacks = {
  isDisabled: false,
  list: null,
  fallbacks: null,
  contextWindow: null,
  contentPolicy: null,
};
const quiet: CandidateView = {
  restsMs: () => 0,
  isUnhealthy: () => false,
  inFlight: () => 0,
  minute: () => ({ requests: 0, tokens: 0 }),
};
const stillClock = { wallMs: () => 0, monotonicMs: () => 0 };
const noOneTried: ReadonlySet<string> = new Set();
const million = 1_000_000;

const failureOf = {
  fallbacks: "upstream_error",
  context_window_fallbacks: "upstream_context_window",
  content_policy_fallbacks: "upstream_content_policy",
  request: "upstream_error",
} as const;

class Walk {
  readonly #catalog: Catalog;
  readonly #asked: Asked;
  readonly #parts: DestinationParts;
  readonly #entered = new Set<string>();

  constructor(catalog: Catalog, asked: Asked, parts: DestinationParts) {
    this.#catalog = catalog;
    this.#asked = asked;
    this.#parts = parts;
  }

  /** @returns null when nothing answers to the name */
  enter(name: string, depth: number): Destination | null {
    const match = resolveAlias(this.#catalog, name);
    const disabled = this.#catalog.disabledAliases.get(name);
    if (match === null && disabled === undefined) return null;
    this.#entered.add(name);
    const outcome =
      match === null
        ? { code: "unknown_model" as const, reason: `it does not work: ${disabled}` }
        : this.#ask(name, match.group, match.captures);
    return "shares" in outcome ? outcome : this.#fallBack(outcome, [name, match?.group.alias ?? name], depth);
  }

  #ask(name: string, group: ModelGroup, captures: readonly string[]): Destination | Failed {
    const { operation, givenUp } = this.#asked;
    if (givenUp?.groups.includes(name) === true)
      return { code: failureOf[givenUp.kind], reason: `${name} failed, and nobody stands in for it` };
    const judged = this.#judge(group);
    const open = judged.filter(({ excluded }) => excluded === null).map(({ deployment }) => deployment);
    if (open.length === 0) return nobodyOf(judged);
    const able = open.filter((deployment) => canAnswer(operation, deployment));
    if (able.length > 0) return this.#shared(able, captures);
    const providers = [...new Set(open.map(({ provider }) => provider))].join(", ");
    return { code: "unsupported_operation", reason: `${providers} cannot answer ${operation.replaceAll("_", " ")}` };
  }

  #judge({ deployments }: ModelGroup): readonly Judged[] {
    const { tags, promptTokens } = this.#asked;
    return judgeCandidates({
      deployments,
      settings: this.#catalog.settings.routing,
      facts: {
        promptTokens: () => promptTokens,
        region: null,
        needsResponseSchema: false,
        maxInputTokensOf: this.#parts.maxInputTokensOf,
      },
      tags,
      // What is spent today says nothing of how a draft routes.
      overBudget: () => null,
      tried: noOneTried,
      view: quiet,
    });
  }

  #shared(deployments: readonly Deployment[], captures: readonly string[]): Destination {
    const settings = this.#catalog.settings.routing;
    const isDraw = settings.strategy === "simple-shuffle";
    const { scores } = strategyFor(settings.strategy)({
      deployments,
      settings,
      loads: new Loads(stillClock),
      isStream: false,
      random: () => 0,
      priceOf: this.#parts.priceOf,
    });
    const weights = isDraw ? scores.map((share) => share ?? 0) : sharesOfTheLowest(scores);
    const shares = deployments.map((deployment, index) => ({
      deployment,
      upstreamModel: fillWildcards(deployment.upstreamModel, captures),
      weight: Math.round((weights[index] ?? 0) * million),
    }));
    return { shares: shares.filter(({ weight }) => weight > 0), isDraw, reason: null };
  }

  #fallBack({ code, reason }: Failed, names: readonly string[], depth: number): Destination {
    const { routing } = this.#catalog.settings;
    const choice = fallbacksFor(new GatewayError(code, { message: reason }), names, routing, noWishes);
    if (depth >= routing.maxFallbacks) return refused(reason);
    for (const name of choice.groups) {
      const next = this.#entered.has(name) ? null : this.enter(name, depth + 1);
      if (next !== null && next.shares.length > 0) return next;
    }
    return refused(reason);
  }
}

/** An even share for each of the lowest; who has no figure comes last. */
function sharesOfTheLowest(scores: readonly (number | null)[]): readonly number[] {
  const known = scores.map((score) => score ?? Infinity);
  const best = Math.min(...known);
  const count = known.filter((score) => score === best).length;
  return known.map((score) => (score === best ? 1 / count : 0));
}

/** What spoke against the first one speaks for all where the reasons are the same. */
function nobodyOf(judged: readonly Judged[]): Failed {
  const { excluded, detail } = judged[0] ?? { excluded: null, detail: null };
  if (excluded === "tags") return { code: "tags_not_allowed", reason: "no deployment has its tags" };
  if (excluded === "context_window")
    return { code: "upstream_context_window", reason: `it does not fit: ${detail ?? "too long"}` };
  return { code: "no_healthy_deployment", reason: "no deployment may take it" };
}

function refused(reason: string): Destination {
  return { shares: [], isDraw: false, reason };
}
