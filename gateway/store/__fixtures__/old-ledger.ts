/** The charges of a ledger in a file of the version before the sums of use. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";

export function writeOldLedger(file: string, from: string): void {
  const old = new Database(file);
  old.exec(readFileSync(join(import.meta.dirname, "..", "ledger-migrations", "0001-ledger.sql"), "utf8"));
  old.prepare("ATTACH ? AS filled").run(from);
  old.exec(`INSERT INTO charge SELECT id, day, started_at, ended_at, state, operation, alias, provider, deployment_id,
    upstream_model, token, user_id, team_id, end_user, tags, prompt_tokens, completion_tokens, nanos, is_estimate
    FROM filled.charge`);
  old.pragma("user_version = 1");
  old.close();
}
