/** What the head holds of the last lines and the file does not: written by nobody yet, lost by nobody. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import { fileName } from "./audit-files.ts";
import type { AuditHead } from "./audit-head.ts";

export interface FileEnd {
  /** Of the file, in bytes; 0 also where there is none. */
  readonly size: number;
  readonly endsInNewline: boolean;
  /** The rest of the head's lines; empty when the file is whole, or is not what was written. */
  readonly missing: Buffer;
}

const newline = 0x0a;

/** @throws what the disk says */
export async function missingBytes(folder: string, { file, length, lines }: AuditHead): Promise<FileEnd> {
  const wanted = Buffer.from(lines);
  const from = length - wanted.length;
  const handle = await open(join(folder, fileName(file)), "r").catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === "ENOENT") return null;
    throw failure;
  });
  if (handle === null) return { size: 0, endsInNewline: true, missing: from === 0 ? wanted : Buffer.alloc(0) };
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1, newline);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const endsInNewline = last[0] === newline;
    if (size < from || size >= length) return { size, endsInNewline, missing: Buffer.alloc(0) };
    const present = Buffer.alloc(size - from);
    await handle.read(present, 0, present.length, from);
    const isPart = wanted.subarray(0, present.length).equals(present);
    return { size, endsInNewline, missing: isPart ? wanted.subarray(present.length) : Buffer.alloc(0) };
  } finally {
    await handle.close();
  }
}
