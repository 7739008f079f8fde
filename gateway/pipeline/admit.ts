/**
 * What a request may use is taken before any provider is asked: its key's right to the alias, its rate limits, and a
 * reservation of every budget it stands under. The record gives it back or settles it, whatever the exit.
 */
import type { Deployment, ModelGroup } from "../contract/deployment.ts";
import type { ChargeFacts } from "../contract/ledger.ts";
import type { RequestIntent } from "../contract/spend-log.ts";
import type { Admission } from "../policy/admission.ts";
import type { Reservation } from "../policy/reservation.ts";
import { assertMayUse } from "../policy/virtual-keys.ts";
import type { PriceBook } from "../pricing/price-book.ts";
import { estimateCharge, estimateRequestTokens } from "./estimate-charge.ts";
import type { Resolved } from "./exchange.ts";
import type { RequestRecord } from "./record.ts";

export interface AdmitParts {
  readonly admission: Admission;
  readonly prices: PriceBook;
}

/**
 * @returns the reservation, and the group without the deployments whose own or whose provider's budget is spent
 * @throws GatewayError `key_model_access_denied`, `budget_exceeded`, `budget_reserved`, `rate_limit_exceeded`
 */
export function admit(
  resolved: Resolved,
  record: RequestRecord,
  { admission, prices }: AdmitParts,
): { readonly reservation: Reservation; readonly group: ModelGroup } {
  const { principal, catalog, group, model } = resolved;
  const { limits } = catalog.settings;
  if (principal.key !== null) assertMayUse(principal.key, catalog, group, model);
  const affordable = withinBudget(group, (deployment) => admission.allows(deployment, limits));
  if (affordable.deployments.length === 0 && group.deployments.length > 0)
    admission.assertAllowed(group.deployments, limits);
  const reservation = admission.admit({
    facts: chargeFacts(record.intent, resolved),
    key: principal.key,
    groupAlias: group.alias,
    limits,
    estimateTokens: () => estimateRequestTokens(resolved),
    estimateNanos: () => estimateCharge({ ...resolved, group: affordable }, record.startedAt, prices),
  });
  record.holds(reservation);
  return { reservation, group: affordable };
}

/** What the ledger knows a request by. */
export function chargeFacts(intent: RequestIntent, { principal }: Pick<Resolved, "principal">): ChargeFacts {
  const { id, startedAt, operation, alias, endUser, tags } = intent;
  const settings = principal.key?.row.settings;
  return {
    id,
    startedAt,
    operation,
    alias,
    token: principal.key?.token ?? null,
    userId: settings?.user_id ?? null,
    teamId: settings?.team_id ?? null,
    endUser,
    tags,
  };
}

function withinBudget(group: ModelGroup, allows: (deployment: Deployment) => boolean): ModelGroup {
  if (group.deployments.every(allows)) return group;
  return { ...group, deployments: group.deployments.filter(allows) };
}
