/** Reads the ledger: what is loaded at the start, and the sums and rows that the spend routes ask for. */
import { idsFrom } from "../base/ids.ts";
import type { Charge, MeterState } from "../contract/ledger.ts";
import type { ChargeQuery, KeyAliasQuery, SpendQuery, SpendSum } from "../contract/spend.ts";
import type { KeyRow, KeySettings } from "../contract/virtual-key.ts";
import type { Connection } from "./database.ts";

/** More than anyone reads at once. */
const maxSums = 10_000;
/** An id is made a moment before or after its request's start is noted. */
const idSlackMs = 60_000;

export function readKeys(connection: Connection): KeyRow[] {
  return connection
    .prepare<[], Omit<KeyRow, "settings"> & { readonly settings: string }>(
      `SELECT token, key_name AS keyName, created_at AS createdAt, updated_at AS updatedAt, expires_at AS expiresAt, settings
       FROM virtual_key ORDER BY created_at, token`,
    )
    .all()
    .map((row) => ({ ...row, settings: JSON.parse(row.settings) as KeySettings })); // written by ledger-writer.ts
}

export function readMeters(connection: Connection): MeterState[] {
  type Row = { scope: MeterState["scope"]; name: string; duration: string | null } & Record<string, bigint | null>;
  return connection
    .prepare<[], Row>("SELECT scope, name, spent, duration, period_start AS periodStart, last_at AS lastAt FROM meter")
    .safeIntegers()
    .all()
    .map(({ scope, name, duration, spent, periodStart, lastAt }) => ({
      scope,
      name,
      duration,
      spent: spent ?? 0n,
      periodStart: numberOrNull(periodStart),
      lastAt: numberOrNull(lastAt),
    }));
}

type SumRow = { day: string; name: string } & Record<
  "nanos" | "requests" | "unpriced" | "promptTokens" | "completionTokens",
  bigint
>;

export function readSums(connection: Connection, query: SpendQuery): SpendSum[] {
  const parameters = {
    scope: query.scope,
    from: query.from,
    to: query.to,
    names: query.names === null ? null : JSON.stringify(query.names),
    byDay: query.byDay ? 1 : 0,
    limit: maxSums,
  };
  return connection
    .prepare<[typeof parameters], SumRow>(
      `SELECT CASE WHEN @byDay THEN day ELSE '' END AS day, name, sum(nanos) AS nanos, sum(requests) AS requests,
       sum(unpriced) AS unpriced, sum(prompt_tokens) AS promptTokens, sum(completion_tokens) AS completionTokens
       FROM spend WHERE scope = @scope AND (@from IS NULL OR day >= @from) AND (@to IS NULL OR day <= @to)
       AND (@names IS NULL OR name IN (SELECT value FROM json_each(@names)))
       GROUP BY CASE WHEN @byDay THEN day ELSE '' END, name ORDER BY 1, 3 DESC, 2 LIMIT @limit`,
    )
    .safeIntegers()
    .all(parameters)
    .map(sumOf);
}

/** Ids sort by time, so the day is one run of the key's index, however much the key did before. */
export function readKeyAliases(connection: Connection, { token, day, limit }: KeyAliasQuery): SpendSum[] {
  const parameters = { token, day, limit, from: idsFrom(Date.parse(day) - idSlackMs) };
  return connection
    .prepare<[typeof parameters], SumRow>(
      `SELECT '' AS day, alias AS name, sum(coalesce(nanos, 0)) AS nanos, count(*) AS requests,
       sum(nanos IS NULL) AS unpriced, sum(coalesce(prompt_tokens, 0)) AS promptTokens,
       sum(coalesce(completion_tokens, 0)) AS completionTokens
       FROM charge WHERE token = @token AND id >= @from AND day = @day
       GROUP BY alias ORDER BY 3 DESC, 4 DESC, 2 LIMIT @limit`,
    )
    .safeIntegers()
    .all(parameters)
    .map(sumOf);
}

function sumOf({ day, name, nanos, ...counts }: SumRow): SpendSum {
  return {
    day,
    name,
    nanos,
    requests: Number(counts.requests),
    unpriced: Number(counts.unpriced),
    promptTokens: Number(counts.promptTokens),
    completionTokens: Number(counts.completionTokens),
  };
}

export function readCharges(connection: Connection, query: ChargeQuery): Charge[] {
  type Row = Omit<Charge, "tags" | "isEstimate" | "nanos"> & {
    tags: string;
    isEstimate: number;
    nanosText: string | null;
  };
  return connection
    .prepare<[ChargeQuery], Row>(
      `SELECT id, started_at AS startedAt, ended_at AS endedAt, state, operation, alias, provider,
       deployment_id AS deploymentId, upstream_model AS upstreamModel, token, user_id AS userId, team_id AS teamId,
       end_user AS endUser, client, tags, prompt_tokens AS promptTokens, completion_tokens AS completionTokens,
       cached_tokens AS cachedTokens, CAST(nanos AS TEXT) AS nanosText, is_estimate AS isEstimate
       FROM charge WHERE (@id IS NULL OR id = @id) AND (@token IS NULL OR token = @token)
       AND (@userId IS NULL OR user_id = @userId)
       AND (@from IS NULL OR day >= @from) AND (@to IS NULL OR day <= @to) ORDER BY id DESC LIMIT @limit`,
    )
    .all(query)
    .map(({ tags, isEstimate, nanosText, ...charge }) => ({
      ...charge,
      tags: JSON.parse(tags) as string[], // written by ledger-writer.ts
      isEstimate: isEstimate === 1,
      nanos: nanosText === null ? null : BigInt(nanosText),
    }));
}

function numberOrNull(value: bigint | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
