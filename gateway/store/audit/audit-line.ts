/**
 * One line of the audit log as text: what is hashed, and how the chain holds it.
 *
 * `digest` stands last and is the SHA-256 of the line as it would be without it, so a line is checked by itself, and
 * `previous` names the digest of the line before. Law: these bytes never change their form; a new form has a new `v`.
 */
import { hash } from "node:crypto";
import type { AuditRecord } from "../../contract/audit.ts";
import { isRecord } from "../../base/json-shape.ts";

export const firstPrevious = "0".repeat(64);

/** Where the next line goes on. */
export interface ChainEnd {
  /** Of the last line; 0 = none. */
  readonly sequence: number;
  readonly digest: string;
}

export const emptyChain: ChainEnd = { sequence: 0, digest: firstPrevious };

export interface SealedLine extends ChainEnd {
  /** Without its newline. */
  readonly text: string;
}

export function sealLine(record: AuditRecord, { sequence, digest: previous }: ChainEnd): SealedLine {
  const { id, at, act, who, from, object, changes, changesLeftOut, outcome, refusalsLeftOut } = record;
  const fields = { id, at, act, who, from, object, changes, changesLeftOut, outcome, refusalsLeftOut };
  const plain = JSON.stringify({ v: 1, sequence: sequence + 1, ...fields, previous });
  const digest = hash("sha256", plain, "hex");
  return { sequence: sequence + 1, digest, text: `${plain.slice(0, -1)},"digest":"${digest}"}` };
}

export interface ReadLine extends ChainEnd {
  readonly previous: string;
  readonly at: string;
  readonly act: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const tail = /,"digest":"([0-9a-f]{64})"\}$/;

/** @returns null when the text is no line; "edited" when it is one whose digest is another */
export function readLine(text: string): ReadLine | "edited" | null {
  const value = parsed(text);
  if (value === null) return null;
  const { sequence, previous, at, act } = value;
  const digest = tail.exec(text)?.[1];
  const isLine =
    Number.isSafeInteger(sequence) && typeof previous === "string" && typeof at === "string" && typeof act === "string";
  if (!isLine || digest === undefined) return "edited";
  const plain = `${text.slice(0, text.length - `,"digest":"${digest}"}`.length)}}`;
  if (hash("sha256", plain, "hex") !== digest) return "edited";
  return { sequence: Number(sequence), digest, previous, at, act, value };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
