/** A config file as it is on disk now: its bytes, whether they are a text, and whether a save could replace them. */
import { constants, isUtf8 } from "node:buffer";
import { access, readFile, realpath, stat } from "node:fs/promises";
import { constants as modes } from "node:fs";
import { dirname, resolve } from "node:path";
import { maxConfigBytes } from "../yaml-source.ts";

/** @returns null when there is no such file, or none that can be read whole */
export async function readBytes(path: string): Promise<Buffer | null> {
  try {
    const present = await stat(path);
    // A pipe would be waited for, and can be read once only.
    return present.isFile() && present.size <= constants.MAX_LENGTH ? await readFile(path) : null;
  } catch {
    return null;
  }
}

/** @returns null when the bytes are no text of a config */
export function textOf(bytes: Buffer): string | null {
  return bytes.length > maxConfigBytes || !isUtf8(bytes) ? null : bytes.toString("utf8");
}

/**
 * Why a file cannot be replaced, as the system's error code; null = it can. A file that is not there can when its folder can.
 */
export async function obstacle(path: string): Promise<string | null> {
  try {
    const target = await realpath(path).catch(() => resolve(path));
    await access(dirname(target), modes.W_OK);
    const present = await stat(target).catch(() => null);
    if (present === null) return null;
    if (!present.isFile()) return "ENOTFILE";
    // Root may write everything; a file that nobody may write is meant to stay as it is.
    if ((present.mode & anyoneMayWrite) === 0) return "EACCES";
    if (await isMounted(target)) return "EBUSY";
    await access(target, modes.W_OK);
    const bytes = await readBytes(target);
    return bytes === null || textOf(bytes) !== null ? null : "ENOTTEXT";
  } catch (failure) {
    return failure instanceof Error && "code" in failure ? String(failure.code) : "unknown";
  }
}

const anyoneMayWrite = 0o222;

/** A single file that is mounted into a container cannot be replaced; only its folder's entry could be. */
async function isMounted(target: string): Promise<boolean> {
  const mounts = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  const written = target.replaceAll(/[ \t\n\\]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, "0")}`);
  return mounts.split("\n").some((line) => line.split(" ", 5)[4] === written);
}
