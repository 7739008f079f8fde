/**
 * What a gateway that starts finds of the audit log: its head, or the end of its files where the head is gone, and the acts
 * that were never finished.
 */
import { open } from "node:fs/promises";
import type { AuditChange, AuditRecord, BegunAct } from "../../contract/audit.ts";
import { listFiles } from "./audit-files.ts";
import { readHead, removeDrafts, type AuditHead } from "./audit-head.ts";
import { emptyChain, readLine, type ChainEnd } from "./audit-line.ts";
import { isAlive } from "./folder-lock.ts";
import { mendTail } from "./mend-tail.ts";

export interface RecoveredHead {
  readonly head: AuditHead;
  /** What is to be written of it, in order. */
  readonly records: readonly AuditRecord[];
}

export interface RecoveryParts {
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
}

/** @throws what the disk says */
export async function recoverHead(folder: string, parts: RecoveryParts): Promise<RecoveredHead> {
  await removeDrafts(folder);
  const found = await readHead(folder);
  const head = found === null || found === "unreadable" ? await headFromFiles(folder) : found;
  const isLost = found === "unreadable" || (found === null && head.sequence > 0);
  const { mendedBytes } = await mendTail(folder, head);
  const changes: AuditChange[] = [
    ...(isLost ? [{ path: "head", before: found === null ? "missing" : "unreadable", after: "made anew" }] : []),
    ...(mendedBytes > 0 ? [{ path: "tail", before: `${mendedBytes} bytes missing`, after: "written" }] : []),
  ];
  const left = head.begun.filter(({ pid }) => pid === process.pid || !isAlive(pid));
  const records = [
    ...left.map(({ act }) => interrupted(act)),
    ...(changes.length === 0 ? [] : [recoveryRecord(changes, parts)]),
  ];
  return { head, records };
}

async function headFromFiles(folder: string): Promise<AuditHead> {
  const newest = (await listFiles(folder)).at(-1);
  const empty = { v: 1, lines: "", begun: [] } as const;
  if (newest === undefined) return { ...empty, ...emptyChain, file: 1, length: 0, begun: [] };
  const end = await lastLine(newest.path, newest.bytes);
  const { sequence, digest } = end ?? emptyChain;
  return { ...empty, sequence, digest, file: newest.number, length: newest.bytes, begun: [] };
}

/** Longer than any line. */
const tailBytes = 4 * 1024 * 1024;

async function lastLine(path: string, size: number): Promise<ChainEnd | null> {
  const bytes = Buffer.alloc(Math.min(size, tailBytes));
  const handle = await open(path, "r");
  try {
    await handle.read(bytes, 0, bytes.length, size - bytes.length);
  } finally {
    await handle.close();
  }
  const lines = bytes.toString("utf8").split("\n");
  for (const text of lines.toReversed()) {
    const line = readLine(text);
    if (line !== null && line !== "edited") return line;
  }
  return null;
}

function interrupted(act: BegunAct): AuditRecord {
  const reason = "The gateway ended before this act was over: it may have been done or not.";
  return {
    ...act,
    changes: [],
    changesLeftOut: 0,
    outcome: { result: "interrupted", status: null, code: null, reason },
    refusalsLeftOut: 0,
  };
}

function recoveryRecord(changes: AuditChange[], { newId, nowMs }: RecoveryParts): AuditRecord {
  return {
    id: newId(),
    at: new Date(nowMs()).toISOString(),
    act: "audit.recovered",
    who: { kind: "gateway", key: null, name: null, session: null, changedBy: null },
    from: { address: null, userAgent: null, callId: null, forwardedFor: null },
    object: { kind: "audit", id: "", name: null },
    changes,
    changesLeftOut: 0,
    outcome: { result: "done", status: null, code: null, reason: null },
    refusalsLeftOut: 0,
  };
}
