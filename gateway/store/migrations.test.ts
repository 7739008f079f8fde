/** A log of an older version opens with its rows whole; what they could not know yet is null. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import { intentOf, outcomeOf } from "./__fixtures__/rows.ts";
import { readAliasUse } from "./alias-use.ts";
import { openDatabase, openReader } from "./database.ts";
import { readDetail } from "./reader.ts";
import { Answers } from "./answers.ts";
import { TextIndex } from "./search/text-index.ts";
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

  it("number the rows of a log that had no search, and take their texts and tags into it bit by bit", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "portico-migrations-")), "requests.db");
    const old = new Database(file);
    const before = ["request-log", "cost", "operation-index", "route", "ability-probe", "alias-use"];
    const scripts = before.map((name, at) => `000${at + 1}-${name}`);
    for (const name of scripts) old.exec(readFileSync(join(import.meta.dirname, "migrations", `${name}.sql`), "utf8"));
    old.pragma(`user_version = ${scripts.length}`);
    const request = old.prepare(
      "INSERT INTO request (id, started_at, state, operation, alias, stream) VALUES (?, ?, 'ok', 'chat', 'a', 0)",
    );
    const detail =
      old.prepare(`INSERT INTO request_detail (id, path, catalog_version, tags, metadata, attempt_list, request_bytes,
      response_bytes, request_packed, response_packed, request_body) VALUES (?, '/v1', 'c', ?, '{}', '[]', 0, 0, 0, 0, ?)`);
    for (let at = 0; at < 200; at++) {
      const id = String(at).padStart(4, "0");
      request.run(id, at);
      detail.run(id, at === 7 ? '["team:a"]' : "[]", Buffer.from(JSON.stringify({ input: `오래된 로그를 ${at}` })));
    }
    old.close();
    const { connection } = openDatabase(file);
    const index = new TextIndex(connection);
    let steps = 0;
    while (index.step(5)) steps++;
    expect(steps).toBeGreaterThan(1);
    const reader = openReader(file);
    const answers = new Answers(reader, []);
    const ids = async (query: object): Promise<string[]> => {
      const page = (await answers.to({ kind: "page", query: { limit: 500, ...query } })) as { rows: { id: string }[] };
      return page.rows.map(({ id }) => id);
    };
    expect(await ids({ text: "로그" })).toHaveLength(200);
    expect(await ids({ text: '"로그를 42"' })).toEqual(["0042"]);
    expect(await ids({ tag: "team:a" })).toEqual(["0007"]);
    answers.dispose();
    reader.close();
    connection.close();
  });
});
