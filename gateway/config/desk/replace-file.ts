/**
 * Replaces a file's content whole: a reader, a crash or a power cut finds the old bytes or the new ones, never a part.
 *
 * A new file beside it is written, flushed and renamed over it, and the folder is flushed. Mode, owner and a symbolic link
 * stay; what another program wrote in between is not overwritten. `write-file-atomic` does not do: it takes a short write
 * (a disk that fills up) for a whole one.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { lstat, open, readdir, readlink, realpath, rename, stat, unlink, type FileHandle } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface ReplaceOptions {
  /** Of a file that is new. */
  readonly mode?: number;
  /** What must still be there just before the new content takes the place; null = no file. */
  readonly expected?: Uint8Array | null;
}

const privateMode = 0o600;
const modeBits = 0o7777;
const renameTries = 5;
const renamePauseMs = 40;
/** A file of a writer that is gone; a living one is done much sooner. */
const leftBehindMs = 60_000;

/** @throws ChangedMeanwhileError, NotAFileError, or what the file system says, with the file untouched */
export async function replaceFile(file: string, bytes: Uint8Array, options: ReplaceOptions = {}): Promise<void> {
  const target = await linkTarget(file);
  const present = await stat(target).catch(() => null);
  if (present !== null && !present.isFile()) throw new NotAFileError(target);
  await removeLeftBehind(target);
  const draft = join(dirname(target), `${draftPrefix(target)}${process.pid}-${randomBytes(6).toString("hex")}.tmp`);
  try {
    const handle = await open(draft, "wx", privateMode);
    try {
      await handle.writeFile(bytes);
      if (present !== null) await keepOwner(handle, present);
      await handle.chmod(present === null ? (options.mode ?? privateMode) : present.mode & modeBits);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (options.expected !== undefined && !isSame(readNow(target), options.expected)) throw new ChangedMeanwhileError();
    await renamePatiently(draft, target);
  } catch (failure) {
    await unlink(draft).catch(() => {});
    throw failure;
  }
  await syncFolder(dirname(target));
}

/** Another program wrote the file while we did. */
export class ChangedMeanwhileError extends Error {
  readonly code = "ECHANGED";
}

export class NotAFileError extends Error {
  readonly code = "ENOTFILE";

  constructor(file: string) {
    super(`${file} is not a regular file`);
  }
}

/** At once: the less time before the rename, the better. */
function readNow(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

export function isSame(left: Uint8Array | null, right: Uint8Array | null): boolean {
  return left === null || right === null ? left === right : Buffer.compare(left, right) === 0;
}

/** What a path leads to, also when the last link leads to a file that is not there yet. */
async function linkTarget(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (failure) {
    if (codeOf(failure) !== "ENOENT") throw failure;
    const link = await lstat(file).catch(() => null);
    return link?.isSymbolicLink() === true ? resolve(dirname(file), await readlink(file)) : resolve(file);
  }
}

/** Only root may give a file away; for others the group is worth a try. */
async function keepOwner(handle: FileHandle, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  const own = await handle.stat();
  if (own.uid === uid && own.gid === gid) return;
  await handle.chown(uid, gid).catch(() => handle.chown(own.uid, gid).catch(() => {}));
}

/** On Windows a virus scanner or an editor may hold either file for a moment. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- tried again only after it failed
      return await rename(from, to);
    } catch (failure) {
      if (tries === renameTries || !["EPERM", "EACCES", "EBUSY"].includes(codeOf(failure))) throw failure;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await pause(renamePauseMs);
    }
  }
}

/** The rename itself is on the disk only then. Windows cannot do it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The content is safe; only a power cut within moments could bring the old file back.
  }
}

function draftPrefix(target: string): string {
  return `.${basename(target)}.portico-`;
}

/** What a killed writer left: it holds a whole config with its keys. */
async function removeLeftBehind(target: string): Promise<void> {
  const folder = dirname(target);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(draftPrefix(target)) && one.endsWith(".tmp"))) {
    const file = join(folder, name);
    const pid = Number(/^(\d+)-/.exec(name.slice(draftPrefix(target).length))?.[1]);
    // oxlint-disable-next-line no-await-in-loop -- there are none, or few
    const age = Date.now() - ((await stat(file).catch(() => null))?.mtimeMs ?? 0);
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (!isAlive(pid) || age > leftBehindMs) await unlink(file).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (failure) {
    return codeOf(failure) === "EPERM";
  }
}

function codeOf(failure: unknown): string {
  return failure instanceof Error && "code" in failure ? String(failure.code) : "";
}
