/**
 * The end of the newest file against the head: what a crash or a full disk left half is written whole.
 *
 * What anyone else did to the file is left as it is, for the check of the chain to find.
 */
import { join } from "node:path";
import { fileName } from "./audit-files.ts";
import { writeSynced, type AuditHead } from "./audit-head.ts";
import { missingBytes } from "./missing-bytes.ts";

export interface MendedTail {
  /** Of the file now, in bytes. */
  readonly length: number;
  readonly endsInNewline: boolean;
  /** Bytes that were missing and are there now. */
  readonly mendedBytes: number;
}

/** @throws what the disk says */
export async function mendTail(folder: string, head: AuditHead): Promise<MendedTail> {
  const { size, endsInNewline, missing } = await missingBytes(folder, head);
  if (missing.length === 0) return { length: size, endsInNewline, mendedBytes: 0 };
  await writeSynced(join(folder, fileName(head.file)), "a", missing);
  return { length: head.length, endsInNewline: true, mendedBytes: missing.length };
}
