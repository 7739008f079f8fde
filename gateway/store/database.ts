/**
 * Opens a SQLite file, the log or the ledger: WAL, private, migrated; a file that is no database is set aside and a new
 * one begun.
 *
 * better-sqlite3 is seen only in this room.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";

export type Connection = Database.Database;

export interface OpenedDatabase {
  readonly connection: Connection;
  /** What the user should know, e.g. that a broken file was set aside; null when all is well. */
  readonly notice: string | null;
}

export interface DatabaseKind {
  /** In the user's words, at the beginning of a sentence. */
  readonly name: string;
  /** Folder of its numbered scripts, beside this module. */
  readonly migrations: string;
  /** NORMAL may lose the last commits when the power fails; FULL does not. */
  readonly synchronous: "NORMAL" | "FULL";
}

const log: DatabaseKind = { name: "The log", migrations: "migrations", synchronous: "NORMAL" };

/** The file was written by a newer version; it is left alone. */
export class NewerDatabaseError extends Error {}

const journalLimitBytes = 64 * 1024 * 1024;
/** Older ones can corrupt a WAL file when two connections reset it. @source https://sqlite.org/wal.html#walresetbug */
const minimalSqlite = [3, 51, 3];

/** @param restore  puts an older copy in the place of a damaged file; @returns whether there was one */
export function openDatabase(
  file: string,
  kind: DatabaseKind = log,
  restore: () => boolean = () => false,
): OpenedDatabase {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    return { connection: open(file, kind), notice: null };
  } catch (failure) {
    if (!isCorrupt(failure)) throw failure;
    const aside = setAside(file);
    const next = restore() ? "its last copy was taken" : "a new one was begun";
    return {
      connection: open(file, kind),
      notice: `${kind.name} was damaged and was set aside as ${aside}; ${next}.`,
    };
  }
}

/** A second connection that can only read. */
export function openReader(file: string): Connection {
  const connection = new Database(file, { readonly: true, fileMustExist: true });
  connection.pragma("query_only = ON");
  return connection;
}

function open(file: string, kind: DatabaseKind): Connection {
  const connection = new Database(file);
  try {
    refuseNewer(connection, kind);
    chmodSync(file, 0o600);
    connection.pragma("auto_vacuum = INCREMENTAL");
    connection.pragma("journal_mode = WAL");
    connection.pragma(`synchronous = ${kind.synchronous}`);
    connection.pragma("busy_timeout = 5000");
    connection.pragma(`journal_size_limit = ${journalLimitBytes}`);
    assertVersion(connection);
    migrate(connection, kind);
    return connection;
  } catch (failure) {
    connection.close();
    throw failure;
  }
}

function assertVersion(connection: Connection): void {
  const version = String(connection.prepare("SELECT sqlite_version()").pluck().get());
  const parts = version.split(".").map(Number);
  for (const [index, minimum] of minimalSqlite.entries()) {
    const part = parts[index] ?? 0;
    if (part > minimum) return;
    if (part < minimum) throw new Error(`SQLite ${version} is too old; ${minimalSqlite.join(".")} is needed.`);
  }
}

/** Before anything is changed: even a pragma would rewrite the header of a file that is not ours to touch. */
function refuseNewer(connection: Connection, kind: DatabaseKind): void {
  if (userVersion(connection) <= migrationScripts(kind).length) return;
  throw new NewerDatabaseError(
    `${kind.name} was written by a newer version of Portico; it is left untouched and nothing is written.`,
  );
}

function userVersion(connection: Connection): number {
  return Number(connection.pragma("user_version", { simple: true }));
}

function migrate(connection: Connection, kind: DatabaseKind): void {
  const current = userVersion(connection);
  for (const [index, script] of migrationScripts(kind).entries()) {
    if (index < current) continue;
    connection.transaction(() => {
      connection.exec(script);
      connection.pragma(`user_version = ${index + 1}`);
    })();
  }
}

/** Numbered files in order: beside this module in a checkout and in the bundle. */
function migrationScripts({ migrations }: DatabaseKind): string[] {
  const folder = join(dirname(fileURLToPath(import.meta.url)), migrations);
  const names = readdirSync(folder).filter((name) => /^\d{4}-[\w-]+\.sql$/.test(name));
  return names.sort().map((name) => readFileSync(join(folder, name), "utf8"));
}

function isCorrupt(failure: unknown): boolean {
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
  return code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB";
}

function setAside(file: string): string {
  const aside = `${file}.corrupt-${Date.now()}`;
  for (const suffix of ["", "-wal", "-shm"]) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}
