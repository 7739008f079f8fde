/**
 * What a run would come to before anything is sent: which rows can go, what they cost, and what the same counts of tokens
 * cost on the alias by the prices that are known now.
 *
 * An answer's length is not known before it is there, so the old one's stands in for it.
 */
import type { Catalog } from "../../contract/deployment.ts";
import type { CostUnit } from "../../contract/cost.ts";
import { replayFacts, type Bill, type ReplayHindrance, type ReplayPlan } from "../../contract/replay.ts";
import { billOf } from "../../contract/run-sums.ts";
import type { RecentRequest } from "../../contract/request-use.ts";
import type { SpendLogDetail } from "../../contract/spend-log.ts";
import { destinationOf, type Destination } from "../preview/destination.ts";
import { costAt, isAnswered } from "../preview/rebill.ts";
import { tokenPrice } from "../routing-facts.ts";
import { hindranceOn, operationOf } from "./hindrance-of.ts";
import type { ReplayDeskParts, ReplayLog } from "./replay-desk.ts";

export interface PlanParts extends ReplayDeskParts {
  readonly log: ReplayLog;
}

export async function planRun(ids: readonly string[], alias: string, parts: PlanParts): Promise<ReplayPlan> {
  const skipped: { id: string; hindrance: ReplayHindrance }[] = [];
  const befores: Parameters<typeof billOf>[0][number][] = [];
  const costs: (bigint | null)[] = [];
  let refusal: string | null = null;
  const catalog = parts.catalog();
  for (const id of ids) {
    // oxlint-disable-next-line no-await-in-loop -- bodies are large: one at a time
    const row = await parts.log.detail(id);
    const hindrance = hindranceOn(alias, row, catalog);
    if (row === null || hindrance !== null) {
      skipped.push({ id, hindrance: hindrance ?? "gone" });
      continue;
    }
    befores.push(replayFacts(row));
    const destination = destinationFor(row, alias, catalog, parts);
    refusal ??= destination.reason;
    costs.push(estimate(row, destination, parts));
  }
  return { replayable: befores.length, skipped, before: billOf(befores), estimate: estimated(costs), refusal };
}

function destinationFor(
  row: SpendLogDetail,
  name: string,
  catalog: Catalog,
  { pipeline: { prices, maxInputTokensOf } }: PlanParts,
): Destination {
  const { tags, promptTokens } = row;
  const asked = { operation: operationOf(row), name, tags, promptTokens: promptTokens ?? 0, givenUp: null };
  return destinationOf(catalog, asked, { maxInputTokensOf, priceOf: (one) => tokenPrice(one, prices) });
}

function estimate(row: SpendLogDetail, destination: Destination, { pipeline }: PlanParts): bigint | null {
  const billed = asBilled(row);
  if (!isAnswered(billed) || destination.shares.length === 0) return null;
  return costAt(destination, billed, operationOf(row), pipeline.prices);
}

function asBilled(row: SpendLogDetail): RecentRequest {
  const { cost, ...facts } = row;
  if (cost === null) return { ...facts, billed: null, givenUp: null };
  const { source, usdNanos, entry, serviceTier, lines } = cost;
  const quantities: Partial<Record<CostUnit, number>> = {};
  for (const { unit, quantity } of lines) quantities[unit] = (quantities[unit] ?? 0) + quantity;
  return { ...facts, billed: { source, usdNanos, entry, serviceTier, quantities }, givenUp: null };
}

function estimated(costs: readonly (bigint | null)[]): Bill {
  const known = costs.filter((cost) => cost !== null);
  const sum = known.reduce((total, cost) => total + cost, 0n);
  return { nanos: sum.toString(), priced: known.length, estimated: known.length, unknown: costs.length - known.length };
}
