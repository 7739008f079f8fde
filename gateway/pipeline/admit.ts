/**
 * What a request may use is taken before any provider is asked: its key's right to the alias, its rate limits, and a
 * reservation of every budget it stands under. The record gives it back or settles it, whatever the exit.
 */
import type { ChargeFacts } from "../contract/ledger.ts";
import type { RequestIntent } from "../contract/spend-log.ts";
import type { Admission } from "../policy/admission.ts";
import type { Reservation } from "../policy/reservation.ts";
import { assertMayUse } from "../policy/virtual-keys.ts";
import type { PriceBook } from "../pricing/price-book.ts";
import { namedFallbacks } from "../routing/fallbacks.ts";
import { resolveAlias } from "../routing/resolve-alias.ts";
import { estimateCharge, estimateRequestTokens } from "./estimate-charge.ts";
import type { Resolved } from "./exchange.ts";
import type { RequestRecord } from "./record.ts";

export interface AdmitParts {
  readonly admission: Admission;
  readonly prices: PriceBook;
}

/**
 * Deployments whose own or whose provider's budget is spent are left out at each pick, so a fallback can stand in.
 *
 * @throws GatewayError `key_model_access_denied`, `budget_exceeded`, `budget_reserved`, `rate_limit_exceeded`
 */
export function admit(resolved: Resolved, record: RequestRecord, { admission, prices }: AdmitParts): Reservation {
  const { principal, catalog, group } = resolved;
  assertMayAsk(resolved);
  const reservation = admission.admit({
    facts: chargeFacts(record.intent, resolved),
    key: principal.key,
    groupAlias: group.alias,
    limits: catalog.settings.limits,
    deployments: group.deployments,
    estimateTokens: () => estimateRequestTokens(resolved),
    estimateNanos: () => estimateCharge(resolved, record.startedAt, prices),
  });
  record.holds(reservation);
  return reservation;
}

/**
 * Whether the key may use the group, and every group that the request itself names as its fallback.
 *
 * @throws GatewayError `key_model_access_denied`
 */
export function assertMayAsk({ principal: { key }, catalog, group, model, wishes }: Resolved): void {
  if (key === null) return;
  assertMayUse(key, catalog, group, model);
  for (const name of namedFallbacks(wishes.fallbacks)) {
    const match = resolveAlias(catalog, name);
    if (match !== null) assertMayUse(key, catalog, match.group, name);
  }
}

type AskedFacts = Pick<RequestIntent, "id" | "startedAt" | "operation" | "alias" | "endUser" | "userAgent" | "tags">;

/** What the ledger knows a request by. */
export function chargeFacts(asked: AskedFacts, { principal }: Pick<Resolved, "principal">): ChargeFacts {
  const { id, startedAt, operation, alias, endUser, userAgent, tags } = asked;
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
    client: userAgent,
    tags,
  };
}
