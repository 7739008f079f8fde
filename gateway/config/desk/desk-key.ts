/**
 * The key of this installation that masks and hashes are made with, so that neither says anything of a secret and both
 * outlive a restart. Made on first use; when it cannot be kept, it lasts as long as the process.
 */
import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const keyBytes = 32;

export function readDeskKey(folder: string): Buffer {
  const file = join(folder, "key");
  const kept = readKey(file);
  if (kept !== null) return kept;
  const made = randomBytes(keyBytes);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, made, { mode: 0o600 });
  } catch {
    // Nowhere to keep it: masks of a draft are then unknown after a restart, and refused.
  }
  return made;
}

function readKey(file: string): Buffer | null {
  try {
    const key = readFileSync(file);
    return key.length === keyBytes ? key : null;
  } catch {
    return null;
  }
}

/** Of a file's bytes; what a save says it began from. */
export function contentHash(key: Buffer, bytes: Uint8Array): string {
  return createHmac("sha256", key).update(bytes).digest("hex");
}

/** Of a file that is not there. */
export const absentHash = "absent";
