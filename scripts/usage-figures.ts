/**
 * How long the questions about use take at a million charges of 30 days, and what writing the sums costs: printed.
 *
 * `npm run usage-figures [-- charges]`. The ledger is made in a temporary folder and removed.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Charge, LedgerOp } from "../gateway/contract/ledger.ts";
import { usageScopes } from "../gateway/contract/usage-figures.ts";
import { writeOldLedger } from "../gateway/store/__fixtures__/old-ledger.ts";
import { openDatabase, type Connection } from "../gateway/store/database.ts";
import { LedgerWriter } from "../gateway/store/ledger-writer.ts";
import { readUsage, readUsageDays } from "../gateway/store/usage-reader.ts";

const kind = { name: "The ledger", migrations: "ledger-migrations", synchronous: "FULL" } as const;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const end = Date.UTC(2026, 10, 25);
const rows = Number(process.argv[2] ?? 1_000_000);
const batchRows = 256;
const turns = 7;

/** The same numbers in every run. */
let seed = 7;
function below(limit: number): number {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
}

/** Eight aliases of sixteen deployments, twenty keys, a dozen clients, thirty tags: all mixed, which is the worst for sums. */
function chargeAt(index: number, startedAt: number): Charge {
  const deployment = below(16);
  return {
    id: `c${String(index).padStart(9, "0")}`,
    startedAt,
    endedAt: startedAt + 900,
    operation: "chat",
    alias: `alias-${deployment % 8}`,
    token: String(below(20) + 10).repeat(32),
    userId: null,
    teamId: null,
    endUser: null,
    client: `client/${below(12)}`,
    tags: [`tag-${below(30)}`],
    provider: `provider-${deployment % 4}`,
    deploymentId: `deployment-${deployment}`,
    upstreamModel: `model-${deployment}`,
    promptTokens: below(4000),
    completionTokens: below(900),
    cachedTokens: below(3) === 0 ? null : below(400),
    nanos: below(50) === 0 ? null : BigInt(below(90_000_000)),
    isEstimate: below(40) === 0,
    state: below(60) === 0 ? "partial" : "ok",
  };
}

function fill(connection: Connection): void {
  const writer = new LedgerWriter(connection);
  const startedAt = performance.now();
  for (let from = 0; from < rows; from += batchRows) {
    const ops: LedgerOp[] = [];
    for (let index = from; index < Math.min(from + batchRows, rows); index++) {
      const at = end - 30 * dayMs + Math.floor((index / rows) * 30 * dayMs);
      ops.push({ kind: "charge", charge: chargeAt(index, at), meters: [] });
    }
    writer.write(ops);
  }
  say("written, in batches of 256", `${(((performance.now() - startedAt) / rows) * 1000).toFixed(1)} µs each`);
}

function writeSingly(connection: Connection): void {
  const writer = new LedgerWriter(connection);
  const times = Array.from({ length: 200 }, (_, index) => {
    const op: LedgerOp = { kind: "charge", charge: chargeAt(rows + index, end + index), meters: [] };
    return timed(() => writer.write([op]));
  });
  say("written alone, committed to disk", `${median(times).toFixed(2)} ms`);
}

function ask(connection: Connection): void {
  const periods: [string, number[]][] = [
    ["a day by hours", edges(24, hourMs)],
    ["7 days", edges(7, dayMs)],
    ["30 days", edges(30, dayMs)],
    ["30 days by 6 hours", edges(120, 6 * hourMs)],
  ];
  for (const [name, at] of periods) {
    for (const by of usageScopes) {
      const times = Array.from({ length: turns }, () => timed(() => readUsage(connection, { edges: at, by }, 400)));
      say(`${name} by ${by}`, `${median(times).toFixed(1)} ms, at most ${Math.max(...times).toFixed(1)}`);
    }
  }
  const times = Array.from({ length: turns }, () =>
    timed(() => readUsageDays(connection, { fromMs: end - 30 * dayMs, toMs: end }, 400)),
  );
  say("a bill's 30 UTC days by model", `${median(times).toFixed(1)} ms, at most ${Math.max(...times).toFixed(1)}`);
}

function edges(count: number, stepMs: number): number[] {
  return Array.from({ length: count + 1 }, (_, index) => end - (count - index) * stepMs);
}

function migrateOld(file: string, from: string): void {
  writeOldLedger(file, from);
  say(
    "an older ledger's first start",
    `${(timed(() => openDatabase(file, kind).connection.close()) / 1000).toFixed(1)} s`,
  );
}

function timed(action: () => unknown): number {
  const startedAt = performance.now();
  action();
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function say(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(40)}${figure}\n`);
}

const folder = mkdtempSync(join(tmpdir(), "portico-usage-figures-"));
try {
  const file = join(folder, "ledger.db");
  const { connection } = openDatabase(file, kind);
  fill(connection);
  connection.pragma("wal_checkpoint(TRUNCATE)");
  const sums = Number(connection.prepare("SELECT count(*) FROM usage").pluck().get());
  say(`${rows} charges`, `${sums} sums of use, ${(statSync(file).size / 1e6).toFixed(0)} MB in all`);
  writeSingly(connection);
  ask(connection);
  connection.close();
  migrateOld(join(folder, "old.db"), file);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
