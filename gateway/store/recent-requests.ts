/**
 * The newest requests as far as their route and price depend on: asked in pages, so that no answer is long to receive.
 */
import { idsFrom } from "../base/ids.ts";
import { isRecord, textOf } from "../base/json-shape.ts";
import type { Billed, GivenUp, RecentRequest, RecentRequests } from "../contract/request-use.ts";
import { costBreakdownSchema, type CostUnit } from "../contract/cost.ts";
import { fallbackKinds } from "../contract/route-decision.ts";
import type { Connection } from "./database.ts";

/** A page is a few milliseconds' work for whoever receives it. */
const pageRows = 500;

export interface RecentPage {
  readonly sinceMs: number;
  /** Rows with an id below this one; null = from the newest on. */
  readonly before: string | null;
  readonly limit: number;
}

type Stored = Omit<RecentRequest, "tags" | "billed" | "givenUp"> & {
  readonly tags: string | null;
  readonly cost: string | null;
  readonly route: string | null;
};

// A route is long and read only where it tells of a fallback.
const page = `SELECT request.id, started_at AS startedAt, operation, alias, deployment_id AS deploymentId, provider,
  upstream_model AS upstreamModel, error_code AS errorCode, prompt_tokens AS promptTokens,
  completion_tokens AS completionTokens, cached_tokens AS cachedTokens, cache_write_tokens AS cacheWriteTokens,
  reasoning_tokens AS reasoningTokens, request.tags AS tags, cost,
  CASE WHEN instr(route, '"type":"fallback"') > 0 THEN route END AS route
  FROM request LEFT JOIN request_detail ON request_detail.id = request.id
  WHERE request.id >= @since AND request.id < @before ORDER BY request.id DESC LIMIT @limit`;

/** Above every id. */
const beyond = "~";

export function readRecent(connection: Connection, { sinceMs, before, limit }: RecentPage): RecentRequest[] {
  const rows = connection
    .prepare<object, Stored>(page)
    .all({ since: idsFrom(sinceMs), before: before ?? beyond, limit });
  return rows.map(({ tags, cost, route, ...row }) => ({
    ...row,
    tags: tags === null ? [] : (JSON.parse(tags) as string[]), // written by writer.ts
    billed: cost === null ? null : billedIn(cost),
    givenUp: route === null ? null : givenUpIn(route),
  }));
}

/** Page after page, up to the limit. */
export async function gatherRecent(
  ask: (page: RecentPage) => Promise<readonly RecentRequest[]>,
  sinceMs: number,
  limit: number,
): Promise<RecentRequests> {
  const rows: RecentRequest[] = [];
  for (;;) {
    // One more than is wanted says whether there are older ones.
    const wanted = Math.min(pageRows, limit + 1 - rows.length);
    const found = await ask({ sinceMs, before: rows.at(-1)?.id ?? null, limit: wanted });
    rows.push(...found);
    if (rows.length > limit) return { rows: rows.slice(0, limit), isCut: true };
    if (found.length < wanted) return { rows, isCut: false };
  }
}

function billedIn(cost: string): Billed {
  const { source, usdNanos, entry, serviceTier, lines } = costBreakdownSchema.parse(JSON.parse(cost));
  const quantities: Partial<Record<CostUnit, number>> = {};
  for (const { unit, quantity } of lines) quantities[unit] = (quantities[unit] ?? 0) + quantity;
  return { source, usdNanos, entry, serviceTier, quantities };
}

/** @returns null when every fallback was passed over, or the client had brought its own */
function givenUpIn(route: string): GivenUp | null {
  const decision: unknown = JSON.parse(route);
  const steps = isRecord(decision) && Array.isArray(decision["steps"]) ? decision["steps"] : [];
  const taken = steps.filter(isRecord).filter(({ type, skipped }) => type === "fallback" && skipped === null);
  const word = textOf(taken.at(-1)?.["kind"]);
  const kind = fallbackKinds.find((one) => one === word);
  if (kind === undefined || kind === "request") return null;
  return { groups: [...new Set(taken.map(({ from }) => textOf(from) ?? ""))], kind };
}
