/** Acts and logs for the tests of the audit log. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditRecord } from "../../../contract/audit.ts";
import { auditFolder } from "../audit-files.ts";
import { AuditLog, type AuditLogParts } from "../audit-log.ts";

const at = Date.parse("2026-11-25T09:00:00Z");

export function auditRecord(number: number, over: Partial<AuditRecord> = {}): AuditRecord {
  return {
    id: `act-${number}`,
    at: new Date(at + number * 1000).toISOString(),
    act: "key.update",
    who: { kind: "master_key", key: "0123456789ab", name: "master key", session: null, changedBy: null },
    from: { address: "127.0.0.1", userAgent: "curl/8 – über", callId: null, forwardedFor: null },
    object: { kind: "key", id: "ab12cd34ef56", name: `key ${number}` },
    changes: [{ path: "max_budget", before: number, after: number + 1 }],
    changesLeftOut: 0,
    outcome: { result: "done", status: 200, code: null, reason: null },
    refusalsLeftOut: 0,
    ...over,
  };
}

export function temporaryData(): string {
  return mkdtempSync(join(tmpdir(), "portico-audit-"));
}

export function auditLogIn(dataDirectory: string, over: Partial<AuditLogParts> = {}): AuditLog {
  let made = 0;
  return new AuditLog({
    folder: auditFolder(dataDirectory),
    fileBytes: 1 << 24,
    report: () => {},
    newId: () => `recovery-${++made}`,
    nowMs: () => at,
    ...over,
  });
}

export async function writeRecords(log: AuditLog, count: number, from = 1): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, index) => log.write(auditRecord(from + index))));
}
