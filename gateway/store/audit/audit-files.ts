/** The audit log's folder: its files in order, all of them their owner's alone. */
import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

export const headName = "head.json";
export const privateMode = 0o600;
const privateFolder = 0o700;
const form = /^audit-(\d{6})\.jsonl$/;

export interface AuditFile {
  readonly name: string;
  readonly path: string;
  readonly number: number;
  readonly bytes: number;
}

export function auditFolder(dataDirectory: string): string {
  return join(dataDirectory, "audit");
}

export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: privateFolder });
}

export function fileName(number: number): string {
  return `audit-${String(number).padStart(6, "0")}.jsonl`;
}

/** Oldest first; none when there is no folder. @throws what the disk says */
export async function listFiles(folder: string): Promise<AuditFile[]> {
  const names = await readdir(folder).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === "ENOENT") return [];
    throw failure;
  });
  const files = names.flatMap((name) => {
    const number = Number(form.exec(name)?.[1] ?? 0);
    return number === 0 ? [] : [{ name, path: join(folder, name), number }];
  });
  files.sort((left, right) => left.number - right.number);
  return Promise.all(files.map(async (file) => ({ ...file, bytes: (await stat(file.path)).size })));
}
