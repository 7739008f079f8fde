/**
 * One writer at a time in a folder, also when two gateways share a data directory: a file that only one can make.
 *
 * A lock whose owner is dead, or that is older than any write takes, is taken away.
 */
import { randomUUID } from "node:crypto";
import { readFile, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { privateMode } from "./audit-files.ts";

const lockName = "lock";
const staleMs = 10_000;
/** For the owner to write its name. */
const namelessMs = 1000;
/** In a container every start has the number of the one before. */
const ownName = `${process.pid} ${randomUUID()}`;
const pauseMs = 10;

/** @throws what the disk says, or what `work` throws */
export async function withLock<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const file = join(folder, lockName);
  // oxlint-disable-next-line no-await-in-loop -- another writer was first
  while (!(await taken(file))) await pause(pauseMs);
  try {
    return await work();
  } finally {
    await unlink(file).catch(() => {});
  }
}

async function taken(file: string): Promise<boolean> {
  try {
    await writeFile(file, ownName, { flag: "wx", mode: privateMode });
    return true;
  } catch (failure) {
    if (!isCode(failure, "EEXIST")) {
      await unlink(file).catch(() => {}); // made, but the disk has no room for its one word
      throw failure;
    }
    if (await isLeft(file)) await unlink(file).catch(() => {});
    return false;
  }
}

async function isLeft(file: string): Promise<boolean> {
  const [owner, facts] = await Promise.all([readFile(file, "utf8").catch(() => null), stat(file).catch(() => null)]);
  if (owner === null || facts === null || owner === ownName) return false;
  const pid = Number(owner.split(" ", 1)[0]);
  if (owner !== "" && (pid === process.pid || !isAlive(pid))) return true;
  return Date.now() - facts.mtimeMs > (owner === "" ? namelessMs : staleMs);
}

/** @param pid  of this machine */
export function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (failure) {
    return isCode(failure, "EPERM");
  }
}

function isCode(failure: unknown, code: string): boolean {
  return failure instanceof Error && "code" in failure && failure.code === code;
}
