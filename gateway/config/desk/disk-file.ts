/** A config file as it is on disk now: its bytes, whether they are a text, and whether a save could replace them. */
import { constants, isUtf8 } from "node:buffer";
import { access, readFile, realpath, stat } from "node:fs/promises";
import { constants as modes, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { maxConfigBytes } from "../yaml-source.ts";

/** @returns null when there is no such file, or none that can be read whole */
export async function readBytes(path: string): Promise<Buffer | null> {
  try {
    const { size } = await stat(path);
    return size > constants.MAX_LENGTH ? null : await readFile(path);
  } catch {
    return null;
  }
}

/** The same at once, for the moment before a rename. */
export function readBytesNow(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** @returns null when the bytes are no text of a config */
export function textOf(bytes: Buffer): string | null {
  return bytes.length > maxConfigBytes || !isUtf8(bytes) ? null : bytes.toString("utf8");
}

/** A file that is not there can be written when its folder can. */
export async function canReplace(path: string): Promise<boolean> {
  try {
    const target = await realpath(path).catch(() => resolve(path));
    await access(dirname(target), modes.W_OK);
    const present = await stat(target).catch(() => null);
    if (present === null) return true;
    // Root may write everything; a file that nobody may write is meant to stay as it is.
    if (!present.isFile() || (present.mode & 0o222) === 0 || (await isMounted(target))) return false;
    await access(target, modes.W_OK);
    const bytes = await readBytes(target);
    return bytes === null || textOf(bytes) !== null;
  } catch {
    return false;
  }
}

/** A single file that is mounted into a container cannot be replaced; only its folder's entry could be. */
async function isMounted(target: string): Promise<boolean> {
  const mounts = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  const written = target.replaceAll(/[ \t\n\\]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, "0")}`);
  return mounts.split("\n").some((line) => line.split(" ", 5)[4] === written);
}
