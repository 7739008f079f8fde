import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { newRequestId } from "../base/ids.ts";
import type { RequestIntent, RequestOutcome } from "../contract/spend-log.ts";
import { intentOf, outcomeOf } from "./__fixtures__/rows.ts";
import { readAliasUse, readUsedNames } from "./alias-use.ts";
import { openDatabase, type Connection } from "./database.ts";
import { forgetSlice } from "./retention.ts";
import { Writer } from "./writer.ts";

const dayMs = 24 * 3_600_000;
const now = Date.UTC(2026, 10, 25, 12);
const folder = mkdtempSync(join(tmpdir(), "portico-use-"));
const file = join(folder, "requests.db");
const options = { file, bodies: { enabled: false, maxBytes: 0 }, secrets: [] };

let connection: Connection;
let writer: Writer;

beforeEach(() => {
  ({ connection } = openDatabase(file));
  writer = new Writer(connection, { ...options, retention: { days: 30, maxBytes: 1e9 } });
});
afterEach(() => {
  connection.close();
  for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(count: number, intent: Partial<RequestIntent>, outcome: Partial<RequestOutcome> = {}): void {
  const rows = Array.from({ length: count }, () => {
    const id = newRequestId(intent.startedAt ?? now);
    return { intent: intentOf(id, { startedAt: now, ...intent }), outcome: outcomeOf(id, outcome) };
  });
  writer.write(
    rows,
    rows.flatMap(() => [null, null]),
  );
}

describe("the use of an alias", () => {
  it("names every key and program with its own count, most requests first", () => {
    write(3, { alias: "qwen", keyDigest: "aa", keyName: "webui", userAgent: "Open-WebUI/0.6", startedAt: now - 5000 });
    write(5, { alias: "qwen", keyDigest: "bb", keyName: null, userAgent: "OpenAI/Python 1.90" });
    write(2, { alias: "qwen", keyDigest: "aa", keyName: "webui", userAgent: "curl/8" });
    write(9, { alias: "other" });
    expect(readAliasUse(connection, [["qwen"], ["nobody"]], now - 30 * dayMs)).toEqual([
      {
        requests: 10,
        lastUsedAt: now,
        moreUsers: 0,
        users: [
          { key: "bb", client: "OpenAI/Python 1.90", requests: 5, lastUsedAt: now },
          { key: "webui", client: "Open-WebUI/0.6", requests: 3, lastUsedAt: now - 5000 },
          { key: "webui", client: "curl/8", requests: 2, lastUsedAt: now },
        ],
      },
      { requests: 0, lastUsedAt: null, users: [], moreUsers: 0 },
    ]);
  });

  it("counts a user once who used several names of one wildcard", () => {
    write(2, { alias: "openrouter/a" });
    write(3, { alias: "openrouter/b" });
    const [together] = readAliasUse(connection, [["openrouter/a", "openrouter/b"]], 0);
    expect(together).toMatchObject({ requests: 5, users: [{ requests: 5 }] });
  });

  it("lists twenty users and says how many more there are", () => {
    for (let user = 0; user < 23; user++) write(user + 1, { alias: "m", keyName: `key ${user}`, keyDigest: `${user}` });
    const [use] = readAliasUse(connection, [["m"]], 0);
    expect(use?.users.map(({ requests }) => requests)).toEqual(Array.from({ length: 20 }, (_, at) => 23 - at));
    expect(use).toMatchObject({ requests: (23 * 24) / 2, moreUsers: 3 });
  });

  it("shows the name that a key had last", () => {
    write(1, { alias: "m", keyDigest: "aa", keyName: "zebra", startedAt: now - 2 * dayMs });
    write(1, { alias: "m", keyDigest: "aa", keyName: "ant", startedAt: now });
    expect(readAliasUse(connection, [["m"]], 0)[0]?.users).toMatchObject([{ key: "ant", requests: 2 }]);
  });

  it("leaves out what came before the days that were asked for", () => {
    write(4, { alias: "m", startedAt: now - 31 * dayMs });
    write(1, { alias: "m", startedAt: now - 29 * dayMs });
    expect(readAliasUse(connection, [["m"]], now - 30 * dayMs)[0]).toMatchObject({ requests: 1 });
    expect(readUsedNames(connection, now - 30 * dayMs)).toEqual([{ alias: "m", requests: 1 }]);
    expect(readUsedNames(connection, now)).toEqual([]);
  });

  it("does not count a request that reached no deployment, so wrong names fill no table", () => {
    write(50, { alias: "typo" }, { deploymentId: null, state: "rejected" });
    write(1, { alias: "" });
    expect(readUsedNames(connection, 0)).toEqual([]);
  });

  it("stays when the log is cut by size, and goes with its days", () => {
    write(3, { alias: "old", startedAt: now - 40 * dayMs });
    write(3, { alias: "new" });
    while (forgetSlice(connection, { days: 30, maxBytes: 1 }, now).hasMore);
    expect(connection.prepare("SELECT count(*) FROM request").pluck().get()).toBe(0);
    expect(readUsedNames(connection, 0)).toEqual([{ alias: "new", requests: 3 }]);
  });
});
