/**
 * The head of the audit log, kept apart from it: where the chain ends, the lines that were written last, and the acts that
 * began and are not over.
 *
 * It is replaced whole before its lines are appended. So a cut-off tail is found, a line that a crash left half or did not
 * write at all is written from here, and an act that a crash interrupted is known.
 */
import { open, readdir, readFile, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { BegunAct } from "../../contract/audit.ts";
import { headName, privateMode } from "./audit-files.ts";
import { isAlive } from "./folder-lock.ts";

const headSchema = z.object({
  v: z.literal(1),
  sequence: z.number().int().min(0),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Number of the file that the last lines are in. */
  file: z.number().int().min(1),
  /** Of that file once they are, in bytes. */
  length: z.number().int().min(0),
  /** As they are in the file, each with its newline. */
  lines: z.string(),
  begun: z.array(z.object({ pid: z.number(), act: z.unknown() })),
});

export interface AuditHead extends z.infer<typeof headSchema> {
  readonly begun: { readonly pid: number; readonly act: BegunAct }[];
}

/** @returns null when there is none; "unreadable" when it is not what a gateway wrote */
export async function readHead(folder: string): Promise<AuditHead | null | "unreadable"> {
  const text = await readFile(join(folder, headName), "utf8").catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === "ENOENT") return null;
    throw failure;
  });
  if (text === null) return null;
  try {
    return headSchema.parse(JSON.parse(text)) as AuditHead; // the acts in it are what this gateway wrote there
  } catch {
    return "unreadable";
  }
}

/** @throws what the disk says; then the head is as it was */
export async function writeHead(folder: string, head: AuditHead): Promise<void> {
  const draft = join(folder, `${headName}.${process.pid}.tmp`);
  try {
    await writeSynced(draft, "w", JSON.stringify(head));
    await rename(draft, join(folder, headName));
  } catch (failure) {
    await unlink(draft).catch(() => {});
    throw failure;
  }
  await syncFolder(folder);
}

/** What killed writers left of heads that took no place. */
export async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^head\.json\.(\d+)\.tmp$/.exec(name)?.[1] ?? 0);
    const isLeft = pid !== 0 && (pid === process.pid || !isAlive(pid));
    // oxlint-disable-next-line no-await-in-loop -- there is none, or one
    if (isLeft) await unlink(join(folder, name)).catch(() => {});
  }
}

/** Writes or appends, and comes back when it is on the disk. */
export async function writeSynced(file: string, flag: "w" | "a", text: string | Uint8Array): Promise<void> {
  const handle = await open(file, flag, privateMode);
  try {
    await handle.appendFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Windows cannot; there a power cut within moments could bring the old head back. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
