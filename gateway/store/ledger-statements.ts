/** The ledger's statements, prepared once; every value is bound. */
import type { Statement } from "better-sqlite3";
import type { Connection } from "./database.ts";

export class LedgerStatements {
  readonly charge: Statement;
  readonly addMeter: Statement;
  readonly setMeter: Statement;
  readonly dropMeter: Statement;
  readonly addSum: Statement;
  readonly putKey: Statement;
  readonly dropKey: Statement;

  constructor(connection: Connection) {
    this.charge =
      connection.prepare(`INSERT OR IGNORE INTO charge (id, day, started_at, ended_at, state, operation, alias,
      provider, deployment_id, upstream_model, token, user_id, team_id, end_user, tags, prompt_tokens, completion_tokens,
      nanos, is_estimate, client, cached_tokens) VALUES (@id, @day, @startedAt, @endedAt, @state, @operation, @alias, @provider, @deploymentId,
      @upstreamModel, @token, @userId, @teamId, @endUser, @tags, @promptTokens, @completionTokens, @nanos, @isEstimate,
      @client, @cachedTokens)`);
    this.addMeter =
      connection.prepare(`INSERT INTO meter (scope, name, spent, last_at) VALUES (@scope, @name, @nanos, @at)
      ON CONFLICT (scope, name) DO UPDATE SET spent = spent + excluded.spent, last_at = excluded.last_at`);
    this.setMeter =
      connection.prepare(`INSERT OR REPLACE INTO meter (scope, name, spent, duration, period_start, last_at)
      VALUES (@scope, @name, @spent, @duration, @periodStart, @lastAt)`);
    this.dropMeter = connection.prepare("DELETE FROM meter WHERE scope = ? AND name = ?");
    this.addSum = connection.prepare(`INSERT INTO spend (day, scope, name, nanos, requests, unpriced, prompt_tokens,
      completion_tokens) VALUES (@day, @scope, @name, @nanos, @requests, @unpriced, @promptTokens, @completionTokens)
      ON CONFLICT (scope, name, day) DO UPDATE SET nanos = nanos + excluded.nanos, requests = requests + excluded.requests,
      unpriced = unpriced + excluded.unpriced, prompt_tokens = prompt_tokens + excluded.prompt_tokens,
      completion_tokens = completion_tokens + excluded.completion_tokens`);
    this.putKey = connection.prepare(`INSERT OR REPLACE INTO virtual_key (token, key_name, created_at, updated_at,
      expires_at, settings) VALUES (@token, @keyName, @createdAt, @updatedAt, @expiresAt, @settings)`);
    this.dropKey = connection.prepare("DELETE FROM virtual_key WHERE token = ?");
  }
}
