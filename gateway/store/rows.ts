/** The log's narrow rows as SQLite gives them and as everybody else reads them. */
import type { SpendLogRow } from "../contract/spend-log.ts";
import type { Connection } from "./database.ts";

export const rowColumns = `id, started_at AS startedAt, state, operation, alias, deployment_id AS deploymentId, provider,
  upstream_model AS upstreamModel, stream, status, prompt_tokens AS promptTokens, completion_tokens AS completionTokens,
  cached_tokens AS cachedTokens, cache_write_tokens AS cacheWriteTokens, reasoning_tokens AS reasoningTokens, cost_usd_nanos AS costUsdNanos, is_estimate AS isEstimate,
  first_token_ms AS firstTokenMs, total_ms AS totalMs, attempts, key_digest AS keyDigest, key_name AS keyName,
  user_agent AS userAgent, client_address AS clientAddress, error_code AS errorCode, error_message AS errorMessage,
  tags, call_id AS callId`;

export type StoredRow = Omit<SpendLogRow, "stream" | "isEstimate" | "tags"> & {
  readonly stream: number;
  readonly isEstimate: number;
  readonly tags: string | null;
};

export function asRow({ tags, ...row }: StoredRow): SpendLogRow {
  return {
    ...row,
    stream: row.stream === 1,
    isEstimate: row.isEstimate === 1,
    tags: tags === null ? [] : (JSON.parse(tags) as string[]), // written by writer.ts
  };
}

/** @returns the rows of these numbers that are in the log, newest first */
export function rowsOfDocs(connection: Connection, docs: readonly number[]): SpendLogRow[] {
  return connection
    .prepare<[string], StoredRow>(
      `SELECT ${rowColumns} FROM request WHERE doc IN (SELECT value FROM json_each(?)) ORDER BY id DESC`,
    )
    .all(JSON.stringify(docs))
    .map(asRow);
}
