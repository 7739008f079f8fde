/**
 * The bytes of a set of files as one short text: the same text, the same bytes. A file that is not there counts as such.
 *
 * A pipe (`portico check <(...)`) counts as not there: it can be read once only, and that is the loader's turn.
 */
import { createHash, type Hash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";

export async function fingerprint(files: readonly string[]): Promise<string> {
  const digest = createHash("sha256");
  for (const file of files) add(digest, file, await readLater(file));
  return digest.digest("hex");
}

/** The same, where waiting is no harm: on start and in the worker that loads. */
export function fingerprintNow(files: readonly string[]): string {
  const digest = createHash("sha256");
  for (const file of files) add(digest, file, readNow(file));
  return digest.digest("hex");
}

function readNow(file: string): Buffer | null {
  try {
    return statSync(file).isFile() ? readFileSync(file) : null;
  } catch {
    return null;
  }
}

async function readLater(file: string): Promise<Buffer | null> {
  try {
    return (await stat(file)).isFile() ? await readFile(file) : null;
  } catch {
    return null;
  }
}

function add(digest: Hash, file: string, content: Buffer | null): void {
  digest.update(`${file}\0${content === null ? "absent" : content.length}\0`);
  if (content !== null) digest.update(content);
}
