/** The log on real files: what was acknowledged is there, what is asked comes back, what breaks is said. */
import Database from "better-sqlite3";
import fc from "fast-check";
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newRequestId } from "../base/ids.ts";
import { operations } from "../contract/operations.ts";
import { requestStates, type RequestOutcome } from "../contract/spend-log.ts";
import { intentOf, outcomeOf } from "./__fixtures__/rows.ts";
import { openRequestStore, type RequestStore, type StoreOptions } from "./request-store.ts";

let folder = "";
let file = "";
const opened: RequestStore[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-log-"));
  file = join(folder, "requests.db");
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.dispose()));
  rmSync(folder, { recursive: true, force: true });
});

async function open(more: Partial<StoreOptions> = {}): Promise<RequestStore> {
  const store = await openRequestStore({
    file,
    bodies: { enabled: true, maxBytes: 64 * 1024 },
    retention: { days: 3650, maxBytes: 1 << 30 },
    secrets: [],
    ...more,
  });
  opened.push(store);
  return store;
}

const page = (store: RequestStore, query: object = {}): ReturnType<RequestStore["page"]> =>
  store.page({ limit: 100, ...query });

async function write(store: RequestStore, id: string, more: Partial<RequestOutcome> = {}): Promise<void> {
  await store.begin(intentOf(id));
  store.finish(outcomeOf(id, more));
}

const ended = async (store: RequestStore, id: string): Promise<void> =>
  expect.poll(async () => (await store.detail(id))?.state, { timeout: 10_000 }).not.toBe("in_flight");

describe("a request", () => {
  it("is never missing from a page between its end and its row", async () => {
    const store = await open();
    const ids: string[] = [];
    for (let round = 0; round < 60; round++) {
      const id = newRequestId(round + 1);
      ids.push(id);
      await write(store, id);
      await new Promise((resolve) => setTimeout(resolve, round % 7));
      const { rows } = await page(store);
      expect(rows.map((row) => row.id)).toEqual(ids.toReversed());
    }
  });

  it("is in the log, running, as soon as its begin is acknowledged, and complete after its end", async () => {
    const store = await open();
    await store.begin(intentOf("a", { tags: ["t"], metadata: { team: "x" } }));
    expect((await page(store)).rows).toMatchObject([{ id: "a", state: "in_flight", totalMs: null }]);
    store.finish(outcomeOf("a"));
    await ended(store, "a");
    expect(await store.detail("a")).toMatchObject({
      state: "ok",
      tags: ["t"],
      metadata: { team: "x" },
      requestBody: '{"a":1}',
      responseBody: '{"b":2}',
      completionTokens: 2,
    });
    expect((await page(store)).rows).toHaveLength(1);
  });

  it("keeps what is not known unknown", async () => {
    const store = await open();
    await write(store, "a", { promptTokens: null, costUsdNanos: null, firstTokenMs: null });
    await ended(store, "a");
    expect(await store.detail("a")).toMatchObject({ promptTokens: null, costUsdNanos: null, firstTokenMs: null });
  });

  it("keeps its bodies up to the cap, packed when that pays, and says that they were cut", async () => {
    const store = await open({ bodies: { enabled: true, maxBytes: 10_000 } });
    const long = Buffer.from("0123456789".repeat(2000));
    await write(store, "a", { requestBody: long, requestBytes: long.length });
    await ended(store, "a");
    const detail = await store.detail("a");
    expect(detail?.requestBody).toBe(long.subarray(0, 10_000).toString());
    expect([detail?.requestCut, detail?.responseCut]).toEqual([true, false]);
    const stored = new Database(file, { readonly: true });
    expect(
      stored.prepare("SELECT request_packed, length(request_body) AS bytes FROM request_detail").get(),
    ).toMatchObject({
      request_packed: 1,
    });
    stored.close();
  });

  it("keeps no body when bodies are off", async () => {
    const store = await open({ bodies: { enabled: false, maxBytes: 10_000 } });
    await write(store, "a");
    await ended(store, "a");
    expect(await store.detail("a")).toMatchObject({ requestBody: null, responseBody: null, requestBytes: 7 });
  });
});

/** Everything of a row that a text search looks at. */
const searched = ({ id, alias, errorMessage }: { id: string; alias: string; errorMessage: string | null }): string =>
  [
    id,
    alias,
    "x",
    "openai",
    "test/1",
    "0123456789ab",
    "master key",
    errorMessage,
    errorMessage === null ? null : "upstream_error",
  ].join("\n");

describe("pages and filters", () => {
  it("agree with a plain list of the same rows, for any of them", async () => {
    const store = await open();
    const ends = requestStates.filter((state) => state !== "in_flight" && state !== "interrupted");
    const rows = Array.from({ length: 120 }, (_, index) => ({
      id: String(index).padStart(4, "0"),
      alias: ["m", "other", "100%_m"][index % 3] ?? "m",
      state: ends[index % ends.length] ?? "ok",
      operation: operations[index % 7] ?? "chat",
      errorMessage: index % 4 === 0 ? `it's "broken" \\ ${index}` : null,
    }));
    for (const { id, alias, state, operation, errorMessage } of rows) {
      await store.begin(intentOf(id, { alias, operation }));
      store.finish(outcomeOf(id, { state, errorMessage, errorCode: errorMessage === null ? null : "upstream_error" }));
    }
    await ended(store, "0119");
    const newest = rows.toReversed();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          alias: fc.constantFrom(undefined, "m", "100%_m", "none"),
          state: fc.constantFrom(undefined, ...ends),
          operation: fc.constantFrom(undefined, "chat" as const, "messages" as const, "rerank" as const),
          errors: fc.constantFrom(undefined, "true" as const),
          search: fc.constantFrom(undefined, "%", "_", "'", '"broken"', "\\", "100%", "BROKEN", "zzz"),
          before: fc.constantFrom(undefined, "0050", "0000", "zzzz"),
          limit: fc.constantFrom(1, 7, 500),
        }),
        async (query) => {
          const word = query.search?.toLowerCase();
          const wanted = newest.filter(
            (row) =>
              (query.alias === undefined || row.alias === query.alias) &&
              (query.state === undefined || row.state === query.state) &&
              (query.operation === undefined || row.operation === query.operation) &&
              (query.errors === undefined || row.errorMessage !== null) &&
              (query.before === undefined || row.id < query.before) &&
              (word === undefined || searched(row).toLowerCase().includes(word)),
          );
          const found = await store.page(query);
          expect(found.rows.map(({ id }) => id)).toEqual(wanted.slice(0, query.limit).map(({ id }) => id));
          expect(found.hasMore).toBe(wanted.length > query.limit);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("find running requests by their kind too", async () => {
    const store = await open();
    await store.begin(intentOf("a", { operation: "messages" }));
    await store.begin(intentOf("b"));
    expect((await page(store, { operation: "messages" })).rows.map(({ id }) => id)).toEqual(["a"]);
    expect((await page(store, { operation: "chat" })).rows.map(({ id }) => id)).toEqual(["b"]);
  });

  it("take any text as a text to look for", async () => {
    const store = await open();
    await write(store, "a");
    await ended(store, "a");
    for (const search of ["'; DROP TABLE request; --", "\0", "%%%", "\\", "x".repeat(200), "\u{1F600}"]) {
      expect((await page(store, { search })).rows).toEqual([]);
    }
    expect((await page(store)).rows).toHaveLength(1);
  });
});

describe("a crash", () => {
  it("loses no acknowledged request in twenty kills, and marks what ran as interrupted", async () => {
    const begun: string[] = [];
    for (let round = 0; round < 20; round++) begun.push(...(await killedWriter(20 + ((round * 37) % 120))));
    const store = await open();
    expect(begun.length).toBeGreaterThan(100);
    const seen = new Map<string, string>();
    for (let before: string | undefined, hasMore = true; hasMore;) {
      const found = await store.page({ limit: 500, before });
      for (const { id, state } of found.rows) {
        expect(seen.has(id), `${id} twice`).toBe(false);
        seen.set(id, state);
      }
      before = found.rows.at(-1)?.id;
      ({ hasMore } = found);
    }
    expect(begun.filter((id) => !seen.has(id))).toEqual([]);
    expect(new Set(seen.values())).toEqual(new Set(["ok", "interrupted"]));
    const raw = new Database(file, { readonly: true });
    expect(raw.pragma("integrity_check", { simple: true })).toBe("ok");
    raw.close();
  }, 60_000);
});

/** @returns ids whose begin was acknowledged before the process was killed */
async function killedWriter(afterMs: number): Promise<string[]> {
  const program = join(import.meta.dirname, "__fixtures__", "endless-writer.ts");
  const child = spawn(process.execPath, [program, file], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.startsWith("ready")) resolve();
    });
  });
  const closed = new Promise((resolve) => child.once("close", resolve));
  await ready;
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill("SIGKILL");
  await closed;
  const lines = said.split("\n");
  lines.pop(); // may be half a line
  return lines.flatMap((line) => (line.startsWith("begun ") ? [line.slice(6)] : []));
}

describe("secrets", () => {
  it("reach neither the database nor its journal, in any place a request has", async () => {
    const secret = "provider-key/with+signs=1";
    const store = await open({ secrets: [secret] });
    await store.begin(
      intentOf("a", { userAgent: `x ${secret}`, tags: [secret], metadata: { deep: { key: secret } }, endUser: secret }),
    );
    store.finish(
      outcomeOf("a", {
        requestBody: Buffer.from(JSON.stringify({ key: secret, url: encodeURIComponent(secret) })),
        responseBody: Buffer.from(`bearer sk-abcdefghijklmnopqrstuvwx ${Buffer.from(secret).toString("base64")}`),
        errorMessage: `refused ${secret}`,
        errorCode: "upstream_auth",
      }),
    );
    await ended(store, "a");
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name)).toString("latin1");
      for (const form of [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString("base64"),
        "sk-abcdefghij",
      ]) {
        expect(bytes.includes(form), `${form} in ${name}`).toBe(false);
      }
    }
    expect((await store.detail("a"))?.requestBody).toContain("[redacted]");
  });

  it("are private to the user", async () => {
    await open();
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});

describe("a file that cannot be used", () => {
  it.each([
    ["text", Buffer.from("this is no database, but it is long enough to look like one ".repeat(40))],
    ["random bytes after a good header", Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(8000, 0xa5)])],
  ])("with %s in it is set aside, and a new log begins", async (_what, content) => {
    writeFileSync(file, content);
    const store = await open();
    await write(store, "a");
    await ended(store, "a");
    expect((await store.stats()).problem).toContain("set aside");
    expect(readdirSync(folder).some((name) => name.startsWith("requests.db.corrupt-"))).toBe(true);
  });

  it("that is empty is simply begun", async () => {
    writeFileSync(file, "");
    const store = await open();
    await write(store, "a");
    expect((await store.stats()).problem).toBeNull();
  });

  it("of a newer version is left as it is, and the log says so", async () => {
    const newer = new Database(file);
    newer.pragma("user_version = 999");
    newer.close();
    const before = readFileSync(file);
    const store = await open();
    await write(store, "a");
    expect(await store.stats()).toMatchObject({
      enabled: true,
      rows: 0,
      problem: expect.stringContaining("newer version"),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("in a folder that does not let write never holds a request up", async () => {
    mkdirSync(join(folder, "closed"));
    writeFileSync(join(folder, "closed", "file"), "");
    chmodSync(join(folder, "closed"), 0o500);
    // As root no folder is closed; a file in the place of the folder is, for everyone.
    const store = await open({ file: join(folder, "closed", "file", "requests.db") });
    await write(store, "a");
    expect((await store.stats()).problem).not.toBeNull();
    expect((await page(store)).rows).toEqual([]);
  });
});

describe("a disk that is full", () => {
  it("holds no request up, keeps the rows, and writes them when there is room again", async () => {
    const store = await open();
    await write(store, "a");
    await ended(store, "a");
    // Another program that holds the write lock is what a full disk is to us: every batch fails until it is over.
    const other = new Database(file);
    other.exec("BEGIN IMMEDIATE");
    const startedAt = performance.now();
    for (const id of ["b", "c", "d"]) await write(store, id);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    await expect
      .poll(async () => (await store.stats()).problem, { timeout: 15_000 })
      .toEqual(expect.stringContaining("cannot be written"));
    await store.begin(intentOf("e"));
    store.finish(outcomeOf("e"));
    other.exec("ROLLBACK");
    other.close();
    await expect
      .poll(async () => (await page(store)).rows.map(({ id }) => id), { timeout: 20_000 })
      .toEqual(["e", "d", "c", "b", "a"]);
    await expect.poll(async () => (await store.stats()).problem, { timeout: 5000 }).toBeNull();
    expect((await store.stats()).dropped).toBe(0);
  }, 45_000);
});

describe("retention", () => {
  it("forgets what is older than the days it is told, and only that", async () => {
    const old = Date.now() - 40 * 24 * 3_600_000;
    const first = await open();
    for (let index = 0; index < 30; index++) {
      const startedAt = index < 20 ? old + index : Date.now();
      const id = newRequestId(startedAt);
      await first.begin(intentOf(id, { startedAt }));
      first.finish(outcomeOf(id));
    }
    await first.dispose();
    const second = await open({ retention: { days: 30, maxBytes: 1 << 30 } });
    await expect.poll(async () => (await second.stats()).rows, { timeout: 10_000 }).toBe(10);
  });

  it("keeps the file near its bound, oldest first", async () => {
    const maxBytes = 600_000;
    const first = await open();
    const body = Buffer.from(
      Array.from({ length: 3000 }, (_, index) => String.fromCharCode(33 + ((index * 7919) % 90))).join(""),
    );
    for (let index = 0; index < 700; index++) {
      const id = String(index).padStart(5, "0");
      await first.begin(intentOf(id));
      first.finish(outcomeOf(id, { requestBody: body, responseBody: body }));
    }
    await first.dispose();
    const second = await open({ retention: { days: 3650, maxBytes } });
    await expect.poll(async () => (await second.stats()).bytes, { timeout: 15_000 }).toBeLessThan(maxBytes + 1);
    const { rows } = await page(second, { limit: 500 });
    expect(rows[0]?.id).toBe("00699");
    expect(rows.length).toBeGreaterThan(20);
  });
});
