/**
 * Who used which alias, counted by day as rows are written: renaming an alias asks this, and must be told everyone.
 *
 * Only requests that reached a deployment count, so that a client's wrong names fill no table. Kept for as many days as
 * the log is, whatever its size.
 */
import type { RequestIntent } from "../contract/spend-log.ts";
import { neverUsed, type AliasUse, type AliasUser, type UsedName } from "../contract/request-use.ts";
import type { Connection } from "./database.ts";
import type { OutcomeRow } from "./messages.ts";

const dayMs = 24 * 3_600_000;
const listedUsers = 20;
const listedNames = 2000;
/** As much of a user agent tells programs apart. */
const agentCharacters = 120;

const upsert = `INSERT INTO alias_use (alias, day, key_digest, user_agent, key_name, requests, last_used_at)
  VALUES (@alias, @day, @keyDigest, @userAgent, @keyName, 1, @startedAt)
  ON CONFLICT DO UPDATE SET requests = requests + 1, key_name = coalesce(excluded.key_name, key_name),
    last_used_at = max(last_used_at, excluded.last_used_at)`;

export type CountUse = (intent: RequestIntent, outcome: Pick<OutcomeRow, "deploymentId">) => void;

/** @returns what the writer calls for each new row, within its transaction */
export function useCounter(connection: Connection): CountUse {
  const statement = connection.prepare(upsert);
  return ({ alias, startedAt, keyDigest, keyName, userAgent }, { deploymentId }) => {
    if (deploymentId === null || alias === "") return;
    statement.run({
      alias,
      startedAt,
      keyName,
      day: dayOf(startedAt),
      keyDigest: keyDigest ?? "",
      userAgent: (userAgent ?? "").slice(0, agentCharacters),
    });
  };
}

/** Days before the log's. */
export function forgetUse(connection: Connection, days: number, nowMs: number): void {
  connection.prepare("DELETE FROM alias_use WHERE day < ?").run(dayOf(nowMs - days * dayMs));
}

export function readUsedNames(connection: Connection, sinceMs: number): UsedName[] {
  const sql = `SELECT alias, sum(requests) AS requests FROM alias_use WHERE day >= ?
    GROUP BY alias ORDER BY requests DESC, alias LIMIT ?`;
  return connection.prepare<[number, number], UsedName>(sql).all(dayOf(sinceMs), listedNames);
}

// The name of a key is the one it had last: SQLite takes a plain column from the row of the maximum.
const usersOfNames = `SELECT coalesce(key_name, key_digest) AS key, user_agent AS client, sum(requests) AS requests,
  max(last_used_at) AS lastUsedAt FROM alias_use WHERE alias IN (SELECT value FROM json_each(?)) AND day >= ?
  GROUP BY key_digest, user_agent ORDER BY requests DESC, lastUsedAt DESC`;

export function readAliasUse(
  connection: Connection,
  names: readonly (readonly string[])[],
  sinceMs: number,
): AliasUse[] {
  const statement = connection.prepare<[string, number], AliasUser>(usersOfNames);
  return names.map((list) => summedUp(statement.all(JSON.stringify(list), dayOf(sinceMs))));
}

function summedUp(users: readonly AliasUser[]): AliasUse {
  if (users.length === 0) return neverUsed;
  return {
    requests: users.reduce((sum, { requests }) => sum + requests, 0),
    lastUsedAt: Math.max(...users.map(({ lastUsedAt }) => lastUsedAt)),
    users: users.slice(0, listedUsers),
    moreUsers: Math.max(0, users.length - listedUsers),
  };
}

function dayOf(ms: number): number {
  return Math.floor(ms / dayMs);
}
