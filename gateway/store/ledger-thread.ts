/**
 * The worker thread that owns the ledger: one connection, every commit synchronous, many requests in each.
 *
 * It answers questions between commits; they are bounded, so no request waits long behind one.
 */
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase, type Connection, type DatabaseKind } from "./database.ts";
import type { FromLedger, LedgerQuestion, LedgerThreadOptions, ToLedger } from "./ledger-messages.ts";
import { readCharges, readKeyAliases, readKeys, readMeters, readSums } from "./ledger-reader.ts";
import { chargeOrphans, differingDays, keepCopy, restoreCopy } from "./ledger-recovery.ts";
import { forgetUsage, readUsage, readUsageDays } from "./usage-reader.ts";
import { dayOf, LedgerWriter } from "./ledger-writer.ts";

const ledger: DatabaseKind = { name: "The ledger", migrations: "ledger-migrations", synchronous: "FULL" };
const sweepEveryMs = 3_600_000;
const sweepRows = 2000;
const dayMs = 86_400_000;

function run(options: LedgerThreadOptions): void {
  const { file, keepDays } = options;
  const say = (message: FromLedger): void => parentPort?.postMessage(message);
  let connection: Connection;
  let writer: LedgerWriter;
  try {
    const opened = openDatabase(file, ledger, () => restoreCopy(file));
    connection = opened.connection;
    writer = new LedgerWriter(connection);
    const notices = opened.notice === null ? [] : [opened.notice];
    chargeOrphans(writer, options, Date.now());
    const days = differingDays(connection);
    if (days.length > 0) notices.push(`The ledger's sums of ${days.slice(0, 5).join(", ")} differ from its rows.`);
    const notice = notices.length === 0 ? null : notices.join(" ");
    say({ type: "opened", keys: readKeys(connection), meters: readMeters(connection), notice });
  } catch (failure) {
    say({ type: "failed", problem: wordsOf(failure) });
    return;
  }
  const timers = [
    setTimeout(() => attempt(() => keepCopy(connection, file, Date.now())), 5000),
    setInterval(() => attempt(() => sweep(connection, file, keepDays)), sweepEveryMs),
  ];
  parentPort?.on("message", (message: ToLedger) => {
    if (message.type === "batch") {
      say({ type: "written", problem: attempt(() => writer.write(message.ops)) });
    } else if (message.type === "ask") {
      say({ type: "answer", sequence: message.sequence, ...answer(connection, message.question, keepDays) });
    } else {
      for (const timer of timers) clearTimeout(timer);
      attempt(() => connection.pragma("wal_checkpoint(TRUNCATE)"));
      connection.close();
      say({ type: "closed" });
      parentPort?.close();
    }
  });
}

function answer(
  connection: Connection,
  question: LedgerQuestion,
  keepDays: number,
): { answer: unknown } | { problem: string } {
  try {
    return { answer: read(connection, question, keepDays) };
  } catch (failure) {
    return { problem: wordsOf(failure) };
  }
}

function read(connection: Connection, { kind, query }: LedgerQuestion, keepDays: number): unknown {
  switch (kind) {
    case "sums":
      return readSums(connection, query);
    case "key_aliases":
      return readKeyAliases(connection, query);
    case "charges":
      return readCharges(connection, query);
    case "usage":
      return readUsage(connection, query, keepDays);
    case "usage_days":
      return readUsageDays(connection, query, keepDays);
  }
}

function sweep(connection: Connection, file: string, keepDays: number): void {
  connection
    .prepare("DELETE FROM charge WHERE id IN (SELECT id FROM charge WHERE day < ? ORDER BY day LIMIT ?)")
    .run(dayOf(Date.now() - keepDays * dayMs), sweepRows);
  forgetUsage(connection, Date.now() - keepDays * dayMs);
  keepCopy(connection, file, Date.now());
}

/** @returns what went wrong, or null */
function attempt(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (failure) {
    return wordsOf(failure);
  }
}

function wordsOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

run(workerData as LedgerThreadOptions); // what ledger-store.ts put in
