/**
 * The requests of the last day, sent in thought under the running catalog and under a draft: which of them would go
 * elsewhere, cost something else, or be refused.
 *
 * Both sides are computed alike, so chance, load and yesterday's prices show no change that the draft does not make. Law:
 * a catalog and itself have no impact.
 */
import { inSlices } from "../../base/slices.ts";
import type { Clock } from "../../base/clock.ts";
import type { Impact } from "../../contract/config-files.ts";
import type { Catalog } from "../../contract/deployment.ts";
import { operations, type Operation } from "../../contract/operations.ts";
import type { RecentRequest, RecentRequests } from "../../contract/request-use.ts";
import type { PriceBook } from "../../pricing/price-book.ts";
import { forcedModel } from "../forced-model.ts";
import { destinationOf, type Asked, type Destination, type DestinationParts } from "./destination.ts";
import { isSamePlace, isSamePricing, placesOf } from "./places.ts";
import { costAt, isAnswered } from "./rebill.ts";

export interface ImpactParts extends DestinationParts {
  readonly prices: PriceBook;
  readonly clock: Pick<Clock, "monotonicMs">;
}

const listedGroups = 50;

export async function draftImpact(
  running: Catalog,
  draft: Catalog,
  { rows, isCut }: RecentRequests,
  parts: ImpactParts,
): Promise<Omit<Impact, "since">> {
  const groups = new Map<string, ChangedGroup>();
  const ways = new Ways(running, draft, parts);
  await inSlices(rows, (row) => ways.follow(row, groups), parts.clock);
  const changed = [...groups.values()].toSorted((left, right) => right.requests - left.requests);
  return { requests: rows.length, isCut, changed: changed.slice(0, listedGroups).map(asTold) };
}

/** Both ways of requests that are alike. */
interface Way {
  readonly before: Destination;
  readonly after: Destination;
  readonly goesElsewhere: boolean;
  /** False = whatever it costs, it costs the same. */
  readonly mayCostElse: boolean;
  readonly told: readonly [before: string, after: string | null];
}

interface ChangedGroup {
  readonly alias: string;
  readonly way: Way;
  requests: number;
  /** Only answered requests cost something. */
  answered: number;
  costBefore: bigint | null;
  costAfter: bigint | null;
}

class Ways {
  readonly #running: Catalog;
  readonly #draft: Catalog;
  readonly #parts: ImpactParts;
  readonly #known = new Map<string, Way>();

  constructor(running: Catalog, draft: Catalog, parts: ImpactParts) {
    this.#running = running;
    this.#draft = draft;
    this.#parts = parts;
  }

  follow(row: RecentRequest, groups: Map<string, ChangedGroup>): void {
    const operation = operations.find((one) => one === row.operation);
    if (operation === undefined || !isRouted(row, operation)) return;
    const way = this.#wayOf(row, operation);
    if (!way.goesElsewhere && !way.mayCostElse) return;
    const costs = isAnswered(row) ? this.#costs(way, row, operation) : null;
    if (!way.goesElsewhere && (costs === null || costs[0] === costs[1])) return;
    const key = JSON.stringify([row.alias, ...way.told, way.after.reason]);
    let group = groups.get(key);
    if (group === undefined) {
      group = { alias: row.alias, way, requests: 0, answered: 0, costBefore: 0n, costAfter: 0n };
      groups.set(key, group);
    }
    group.requests++;
    if (costs === null) return;
    group.answered++;
    group.costBefore = added(group.costBefore, costs[0]);
    group.costAfter = added(group.costAfter, costs[1]);
  }

  #costs(way: Way, row: Parameters<typeof costAt>[1], operation: Operation): [bigint | null, bigint | null] {
    const { prices } = this.#parts;
    return [costAt(way.before, row, operation, prices), costAt(way.after, row, operation, prices)];
  }

  #wayOf(row: RecentRequest, operation: Operation): Way {
    const { alias, tags, givenUp } = row;
    const promptTokens = this.#looksAtSize() ? (row.promptTokens ?? 0) : 0;
    const key = JSON.stringify([operation, alias, tags, promptTokens, givenUp]);
    let way = this.#known.get(key);
    if (way === undefined) {
      way = this.#compare({ operation, name: alias, tags, promptTokens, givenUp });
      this.#known.set(key, way);
    }
    return way;
  }

  /** A prompt's size decides only where the file asks for pre-call checks or hard limits. */
  #looksAtSize(): boolean {
    return [this.#running, this.#draft].some(({ settings: { routing } }) => {
      return routing.enablePreCallChecks || routing.strategy !== "simple-shuffle";
    });
  }

  #compare(asked: Asked): Way {
    const before = destinationOf(this.#running, forced(this.#running, asked), this.#parts);
    const after = destinationOf(this.#draft, forced(this.#draft, asked), this.#parts);
    const goesElsewhere = !isSamePlace(before, after);
    const mayCostElse = goesElsewhere || !isSamePricing(before, after);
    return { before, after, goesElsewhere, mayCostElse, told: placesOf(before, after) };
  }
}

/** What was refused before it was routed would be refused again. */
const routingErrors = new Set([
  "unknown_model",
  "tags_not_allowed",
  "no_healthy_deployment",
  "upstream_context_window",
  "unsupported_operation",
]);

function isRouted({ deploymentId, errorCode, alias }: RecentRequest, operation: Operation): boolean {
  if (operation === "pass_through" || alias === "") return false;
  return deploymentId !== null || routingErrors.has(errorCode ?? "");
}

/** `completion_model` and its like stand in for whatever the client asks for. */
function forced({ settings }: Catalog, asked: Asked): Asked {
  return { ...asked, name: forcedModel(asked.operation, settings) ?? asked.name };
}

function added(sum: bigint | null, cost: bigint | null): bigint | null {
  return sum === null || cost === null ? null : sum + cost;
}

function asTold({ alias, way, requests, answered, costBefore, costAfter }: ChangedGroup): Impact["changed"][number] {
  const cost = (sum: bigint | null): string | null => (answered === 0 ? null : (sum?.toString() ?? null));
  const [before, after] = way.told;
  return {
    alias,
    requests,
    before,
    after,
    costBeforeUsdNanos: cost(costBefore),
    costAfterUsdNanos: after === null ? "0" : cost(costAfter),
    reason: way.after.reason,
  };
}
