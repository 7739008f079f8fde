/**
 * LiteLLM's `/spend/...` and `/global/spend...`, from the ledger's sums; rows only where rows are asked for.
 *
 * All under the master key. A cost that is not known is counted beside the sum, never in it.
 */
import type { FastifyInstance } from "fastify";
import { GatewayError } from "../contract/errors.ts";
import type { LimitSettings } from "../contract/limits.ts";
import type { SpendReads, SpendScope, SpendSum } from "../contract/spend.ts";
import { usdOfNanos } from "../contract/units.ts";
import type { KeyPages } from "../policy/key-pages.ts";
import { daysIn, isTrue, tokenIn, type QueryText } from "./spend-query.ts";
import { dayRows, logRow, sumRow, usd } from "./spend-rows.ts";

export interface SpendRouteParts {
  readonly reads: SpendReads;
  readonly pages: KeyPages;
  readonly limits: () => LimitSettings;
}

type Query = { Querystring: QueryText };
const admin = { config: { access: "admin" } } as const;
const maxRows = 1000;
const listedKeys = 100;

/** `group_by` -> whose sums, what one of them is called, and what all are. */
const groupings: Readonly<Record<string, readonly [SpendScope, string, string]>> = {
  team: ["team", "team_name", "teams"],
  api_key: ["key", "api_key", "api_keys"],
  model: ["alias", "model", "models"],
  provider: ["provider", "provider", "providers"],
  tag: ["tag", "tag", "tags"],
  user: ["user", "user_id", "users"],
  customer: ["user", "customer", "customers"],
};

export function registerSpendRoutes(app: FastifyInstance, parts: SpendRouteParts): void {
  const { reads, pages, limits } = parts;
  app.get<Query>("/spend/logs", admin, (request) => spendLogs(request.query, reads));
  app.get<Query>("/spend/tags", admin, async ({ query }) => {
    const sums = await reads.sums({ scope: "tag", ...daysIn(query), names: null, byDay: false });
    return sums.map((sum) => ({
      individual_request_tag: sum.name,
      log_count: sum.requests,
      total_spend: usd(sum.nanos),
      unpriced_requests: sum.unpriced,
    }));
  });
  app.get("/spend/keys", admin, () => {
    const all = { page: 1, userId: null, teamId: null, alias: null, token: null, isFull: true } as const;
    return pages.list({ ...all, size: listedKeys, sortBy: "spend", isDescending: true })["keys"];
  });
  app.get<Query>("/global/spend", admin, async ({ query }) => {
    const [sum] = await reads.sums({ scope: "all", ...daysIn(query), names: null, byDay: false });
    const max = limits().overall?.max ?? null;
    return {
      spend: usd(sum?.nanos ?? 0n),
      max_budget: max === null ? null : usdOfNanos(max),
      requests: sum?.requests ?? 0,
      unpriced_requests: sum?.unpriced ?? 0,
    };
  });
  app.get<Query>("/global/spend/report", admin, (request) => report(request.query, reads));
}

async function spendLogs(query: QueryText, reads: SpendReads): Promise<unknown> {
  const days = daysIn(query);
  const [token, userId, id] = [tokenIn(query), query["user_id"] ?? null, query["request_id"]?.slice(0, 64) ?? null];
  const hasDays = days.from !== null || days.to !== null;
  if (hasDays && id === null && isTrue(query["summarize"], true)) return summarized(days, { token, userId }, reads);
  const charges = await reads.charges({ id, token, userId, ...days, limit: maxRows });
  return charges.map(logRow);
}

async function summarized(
  days: ReturnType<typeof daysIn>,
  { token, userId }: { readonly token: string | null; readonly userId: string | null },
  reads: SpendReads,
): Promise<unknown> {
  const ask = (scope: SpendScope, names: readonly string[] | null): Promise<readonly SpendSum[]> =>
    reads.sums({ scope, ...days, names, byDay: true });
  if (token !== null) return dayRows({ totals: await ask("key", [token]), models: [], users: [], keys: [] });
  if (userId !== null) return dayRows({ totals: await ask("user", [userId]), models: [], users: [], keys: [] });
  const [totals, models, users, keys] = await Promise.all([
    ask("all", null),
    ask("alias", null),
    ask("user", null),
    ask("key", null),
  ]);
  return dayRows({ totals, models, users, keys });
}

/** A list of days, each with its sums by what was asked for; by key and without days as LiteLLM lists keys. */
async function report(query: QueryText, reads: SpendReads): Promise<unknown> {
  const grouping = groupings[query["group_by"] ?? "team"];
  if (grouping === undefined) {
    throw new GatewayError("invalid_request", {
      message: `group_by: must be one of ${Object.keys(groupings).join(", ")}`,
      param: "group_by",
    });
  }
  const [scope, label, plural] = grouping;
  const isByKey = scope === "key";
  const names = isByKey ? tokenIn(query) : null;
  const sums = await reads.sums({
    scope,
    ...daysIn(query),
    names: names === null ? null : [names],
    byDay: !isByKey,
  });
  if (isByKey) return sums.map((sum) => sumRow(label, sum));
  const days = Map.groupBy(sums, ({ day }) => day);
  return [...days].map(([day, ofDay]) => ({
    group_by_day: `${day}T00:00:00+00:00`,
    [plural]: ofDay.map((sum) => sumRow(label, sum)),
  }));
}
