/** A log of an older version opens with its rows whole; what they could not know yet is null. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import { intentOf, outcomeOf } from "./__fixtures__/rows.ts";
import { readAliasUse } from "./alias-use.ts";
import { openDatabase } from "./database.ts";
import { readDetail } from "./reader.ts";
import { Writer } from "./writer.ts";

const folder = mkdtempSync(join(tmpdir(), "portico-migrations-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cost = {
  usdNanos: "12",
  source: "price_map",
  entry: "gpt-4o",
  map: "litellm 1, 2026-01-01",
  serviceTier: null,
  isEstimate: true,
  lines: [
    {
      unit: "input",
      quantity: 3,
      price: "0.000000004",
      priceKey: "input_cost_per_token",
      source: "price_map",
      usd: "0.000000012",
    },
  ],
  missing: [],
} as const;

describe("the log's migrations", () => {
  it("add the columns of a bill to a log that has none", () => {
    const file = join(folder, "requests.db");
    const old = new Database(file);
    old.exec(readFileSync(join(import.meta.dirname, "migrations", "0001-request-log.sql"), "utf8"));
    old.pragma("user_version = 1");
    old.exec(`INSERT INTO request (id, started_at, state, operation, alias, stream, cost_usd_nanos) VALUES ('old', 1, 'ok', 'chat', 'a', 0, '7');
      INSERT INTO request_detail (id, path, catalog_version, tags, metadata, attempt_list, request_bytes, response_bytes, request_packed, response_packed)
      VALUES ('old', '/v1', 'c', '[]', '{}', '[]', 0, 0, 0, 0);`);
    old.close();
    const { connection, notice } = openDatabase(file);
    expect(notice).toBeNull();
    expect(readDetail(connection, "old")).toMatchObject({
      costUsdNanos: "7",
      isEstimate: false,
      cost: null,
      cacheWriteTokens: null,
    });
    const writer = new Writer(connection, {
      file,
      bodies: { enabled: false, maxBytes: 0 },
      retention: { days: 1, maxBytes: 1 },
      secrets: [],
      keepsLeftJournals: false,
    });
    const outcome = outcomeOf("new", {
      cacheWriteTokens: 9,
      isEstimate: true,
      costUsdNanos: "12",
      cost: { ...cost, lines: [...cost.lines], missing: [] },
    });
    writer.write([{ intent: intentOf("new"), outcome }], [null, null]);
    expect(readDetail(connection, "new")).toMatchObject({
      cacheWriteTokens: 9,
      isEstimate: true,
      costUsdNanos: "12",
      cost,
    });
    connection.close();
  });

  it("count who used an alias from the rows that are there", () => {
    const file = join(folder, "use.db");
    const old = new Database(file);
    old.exec(readFileSync(join(import.meta.dirname, "migrations", "0001-request-log.sql"), "utf8"));
    old.pragma("user_version = 1");
    old.exec(`INSERT INTO request (id, started_at, state, operation, alias, stream, deployment_id, key_digest, key_name, user_agent)
      VALUES ('1', 1, 'ok', 'chat', 'a', 0, 'd', 'k1', 'webui', 'x/1'), ('2', 7, 'ok', 'chat', 'a', 0, 'd', 'k1', 'webui', 'x/1'),
        ('3', 9, 'ok', 'chat', 'a', 0, 'd', NULL, NULL, NULL), ('4', 9, 'rejected', 'chat', 'typo', 0, NULL, 'k1', 'webui', 'x/1')`);
    old.close();
    const { connection } = openDatabase(file);
    expect(readAliasUse(connection, [["a"], ["typo"]], 0)).toEqual([
      {
        requests: 3,
        lastUsedAt: 9,
        moreUsers: 0,
        users: [
          { key: "webui", client: "x/1", requests: 2, lastUsedAt: 7 },
          { key: "", client: "", requests: 1, lastUsedAt: 9 },
        ],
      },
      { requests: 0, lastUsedAt: null, users: [], moreUsers: 0 },
    ]);
    connection.close();
  });
});
