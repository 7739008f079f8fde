/** What the router is asked for one attempt of a request. */
import type { Deployment } from "../contract/deployment.ts";
import type { GatewayError } from "../contract/errors.ts";
import type { PreCallFacts } from "../routing/pre-call-checks.ts";
import type { PickInput } from "../routing/router.ts";
import type { Resolved } from "./exchange.ts";

/** Why a deployment's budget forbids an attempt; null = it does not. */
export type BudgetRefusal = (deployment: Deployment) => GatewayError | null;

export function pickInputFor(
  at: Resolved,
  facts: PreCallFacts,
  refusal: BudgetRefusal,
  tried: ReadonlySet<string> = new Set(),
): PickInput {
  const { group, catalog, wishes, isStream } = at;
  const overBudget = (deployment: Deployment): string | null => refusal(deployment)?.message ?? null;
  return { group, settings: catalog.settings.routing, facts, tags: wishes.tags, overBudget, tried, isStream };
}
