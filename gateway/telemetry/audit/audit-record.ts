/** An act as its line says it: bounded, and without a secret. */
import type { AuditChange, AuditOutcome, AuditRecord, BegunAct } from "../../contract/audit.ts";
import type { Redactor } from "../../base/redact.ts";

const mostChanges = 100;
const longestText = 500;

export interface ActEnd {
  readonly changes: readonly AuditChange[];
  /** Changes that are not among them. */
  readonly leftOut: number;
  readonly outcome: AuditOutcome;
  readonly refusalsLeftOut: number;
}

export function auditRecord(
  act: BegunAct,
  { changes, leftOut, outcome, refusalsLeftOut }: ActEnd,
  redact: Redactor,
): AuditRecord {
  return {
    ...begunAct(act, redact),
    ...cleaned({ changes: changes.slice(0, mostChanges) as AuditChange[], outcome }, redact),
    changesLeftOut: leftOut + Math.max(0, changes.length - mostChanges),
    refusalsLeftOut,
  };
}

export function begunAct({ id, at, act, who, from, object }: BegunAct, redact: Redactor): BegunAct {
  return { id, at, act, ...cleaned({ who, from, object }, redact) };
}

/** The redactor goes over each text before JSON escapes it: an escape must not hide a secret. */
function cleaned<Value>(value: Value, redact: Redactor): Value {
  const text = JSON.stringify(value, (_name, part: unknown) =>
    typeof part === "string" ? redact(part).slice(0, longestText + 40) : part,
  );
  return JSON.parse(text) as Value; // the same shape with other texts
}
