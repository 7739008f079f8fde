/**
 * The worker thread that owns the log's write connection: takes batches, acknowledges them; in between it takes texts into
 * the full-text index and forgets old rows.
 *
 * When the disk is full or the file is held, a batch is answered with the problem; the main thread keeps the rows and
 * sends them again.
 */
import { unlinkSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { ProbedAbility } from "../contract/deployment-figures.ts";
import { GatewayError } from "../contract/errors.ts";
import type { RequestIntent } from "../contract/spend-log.ts";
import { openDatabase, type Connection } from "./database.ts";
import { deleteRows, rowsOfIds } from "./delete-rows.ts";
import { leftJournals } from "./journal-files.ts";
import { writeMarks } from "./marks.ts";
import type {
  Batch,
  ChangeAnswer,
  FromWriter,
  LogChange,
  RetentionLimits,
  ToWriter,
  WriterOptions,
} from "./messages.ts";
import { deleteRun, stopLeftRuns, writeRun } from "./replay-runs.ts";
import { forgetSlice } from "./retention.ts";
import { unpackBodies } from "./packed-bodies.ts";
import { TextPace } from "./search/text-pace.ts";
import { Writer } from "./writer.ts";

const sweepEveryMs = 60_000;
const slicePauseMs = 50;

type Say = (message: FromWriter) => void;

function run(options: WriterOptions): void {
  const say: Say = (message) => parentPort?.postMessage(message);
  let connection: Connection;
  let writer: Writer;
  try {
    const opened = openDatabase(options.file);
    connection = opened.connection;
    writer = new Writer(connection, options);
    for (const { path, lines } of leftJournals<object>(options.file)) {
      writer.interrupt(connection, lines.filter(isIntent));
      if (!options.keepsLeftJournals) unlinkSync(path);
    }
    stopLeftRuns(connection, Date.now());
    say({ type: "opened", notice: opened.notice });
  } catch (failure) {
    say({ type: "failed", problem: wordsOf(failure) });
    return;
  }
  const kept = { limits: options.retention };
  const sweeper = startSweeping(connection, kept, say);
  const texts = new TextPace(connection);
  parentPort?.on("message", (message: ToWriter) => {
    if (message.type === "batch") {
      say({ type: "written", problem: tryWrite(writer, message) });
      texts.noteBatch();
    } else if (message.type === "secrets") writer.setSecrets(message.secrets);
    else if (message.type === "rules") {
      writer.setBodies(message.rules.bodies);
      kept.limits = message.rules.retention;
    } else if (message.type === "probes") keepProbes(writer, connection, message.probes);
    else if (message.type === "change") change(connection, message, say);
    else {
      clearInterval(sweeper);
      texts.dispose();
      connection.pragma("wal_checkpoint(TRUNCATE)");
      connection.close();
      say({ type: "closed" });
      parentPort?.close();
    }
  });
}

/** The ledger may have lines in it too. */
function isIntent(line: object): line is RequestIntent {
  return "operation" in line;
}

function tryWrite(writer: Writer, message: Extract<ToWriter, { type: "batch" }>): string | null {
  try {
    writer.write(JSON.parse(message.rows) as Batch, unpackBodies(message.bodies)); // made by request-store.ts
    return null;
  } catch (failure) {
    return wordsOf(failure);
  }
}

/** A result that cannot be kept can be had again: the disk's trouble shows where rows are written. */
function keepProbes(writer: Writer, connection: Connection, probes: readonly ProbedAbility[]): void {
  try {
    writer.keepProbes(connection, probes);
  } catch {
    // As said.
  }
}

function change(connection: Connection, { sequence, change: wanted }: ChangeMessage, say: Say): void {
  try {
    say({ type: "changed", sequence, answer: doChange(connection, wanted, say), problem: null });
  } catch (failure) {
    const problem = { text: wordsOf(failure), isRefused: failure instanceof GatewayError };
    say({ type: "changed", sequence, answer: null, problem });
  }
}

type ChangeMessage = Extract<ToWriter, { type: "change" }>;

function doChange(connection: Connection, wanted: LogChange, say: Say): ChangeAnswer {
  switch (wanted.kind) {
    case "mark":
      return { marks: writeMarks(connection, wanted.request), deleted: 0 };
    case "keep_run":
      writeRun(connection, wanted.head, wanted.items);
      return { marks: {}, deleted: 0 };
    case "forget_run":
      return { marks: {}, deleted: deleteRun(connection, wanted.id) };
    case "delete":
      return { marks: {}, deleted: deleteByHand(connection, wanted.ids, say) };
  }
}

function deleteByHand(connection: Connection, ids: readonly string[], say: Say): number {
  const rows = rowsOfIds(connection, ids);
  deleteRows(connection, rows);
  say({ type: "deleted", docs: rows.map(({ doc }) => doc) });
  return rows.length;
}

/** @param kept  what is kept now; may change */
function startSweeping(connection: Connection, kept: { limits: RetentionLimits }, say: Say): NodeJS.Timeout {
  const step = (isFirst: boolean): void => {
    if (!connection.open) return;
    try {
      if (isFirst) connection.pragma("optimize"); // before anything is measured: its statistics take pages too
      const { docs, hasMore } = forgetSlice(connection, kept.limits, Date.now());
      if (docs.length > 0) say({ type: "deleted", docs });
      if (hasMore) setTimeout(step, slicePauseMs, false);
    } catch {
      // A full or busy disk: writing reports it; the next sweep tries again.
    }
  };
  setTimeout(step, slicePauseMs, true);
  return setInterval(step, sweepEveryMs, true);
}

function wordsOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

run(workerData as WriterOptions); // what request-store.ts put in
