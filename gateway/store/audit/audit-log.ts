/**
 * The writer of the audit log: one at a time, in the order it is asked, and on the disk before a call resolves.
 *
 * What waits is written together: the head first, with the lines in it, then the lines. From then on they are kept: a crash
 * or a full disk between the two only delays them. Law: a line is never changed, and never written twice.
 */
import { join } from "node:path";
import type { AuditRecord, AuditSink, BegunAct } from "../../contract/audit.ts";
import { fileName, makeFolder } from "./audit-files.ts";
import { readHead, writeHead, writeSynced, type AuditHead } from "./audit-head.ts";
import { sealLine, type ChainEnd } from "./audit-line.ts";
import { withLock } from "./folder-lock.ts";
import { mendTail, type MendedTail } from "./mend-tail.ts";
import { recoverHead, type RecoveryParts } from "./recover-head.ts";

export interface AuditLogParts extends RecoveryParts {
  readonly folder: string;
  /** A file that has as many is followed by the next one. */
  readonly fileBytes: number;
  /** Told of what the disk says. */
  readonly report: (failure: unknown) => void;
}

interface Waiting {
  readonly begun: BegunAct | null;
  readonly record: AuditRecord | null;
  readonly done: () => void;
  readonly failed: (failure: unknown) => void;
}

const most = 64;
const mostOwed = 256;

export class AuditLog implements AuditSink {
  readonly #parts: AuditLogParts;
  /** As it was written last; null = nothing was read yet. */
  #head: AuditHead | null = null;
  #waiting: Waiting[] = [];
  /** Lines of acts that were done and could not be written: they come first as soon as there is room. */
  #owed: AuditRecord[] = [];
  #running: Promise<void> | null = null;
  #problem: string | null = null;

  constructor(parts: AuditLogParts) {
    this.#parts = parts;
  }

  /** Why nothing can be written now; null = it can. */
  get problem(): string | null {
    return this.#problem;
  }

  begin(act: BegunAct): Promise<void> {
    return this.#add(act, null);
  }

  write(record: AuditRecord): Promise<void> {
    return this.#add(null, record);
  }

  /** Comes back when everything that waits was tried. */
  async dispose(): Promise<void> {
    await this.#running;
  }

  #add(begun: BegunAct | null, record: AuditRecord | null): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ begun, record, done, failed });
      this.#running ??= this.#drain();
    });
  }

  async #drain(): Promise<void> {
    await Promise.resolve(); // what is asked in the same moment is written together
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, most);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await this.#writeBatch(batch);
    }
    this.#running = null;
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    const { folder, report } = this.#parts;
    try {
      await makeFolder(folder);
      await withLock(folder, () => this.#append(batch));
      this.#problem = null;
      for (const { done } of batch) done();
    } catch (failure) {
      this.#problem = failure instanceof Error ? failure.message : String(failure);
      report(failure);
      this.#owed.push(...batch.flatMap(({ record }) => (record === null ? [] : [record])));
      this.#owed = this.#owed.slice(0, mostOwed);
      for (const { failed } of batch) failed(failure);
    }
  }

  async #append(batch: readonly Waiting[]): Promise<void> {
    const { folder, report } = this.#parts;
    const { head, records: found } = await this.#present();
    const tail = await mendTail(folder, head);
    const records = [...found, ...this.#owed, ...batch.flatMap(({ record }) => (record === null ? [] : [record]))];
    const begun = batch.flatMap(({ begun: act }) => (act === null ? [] : [act]));
    const next = this.#follow(head, tail, { records, begun });
    await writeHead(folder, next);
    this.#head = next;
    this.#owed = [];
    // From here on the lines are on the disk; where they belong, now or with the next ones.
    if (records.length > 0) await writeSynced(join(folder, fileName(next.file)), "a", next.lines).catch(report);
  }

  /** The head as it is now: another gateway on the same data may have written meanwhile. */
  async #present(): Promise<{ readonly head: AuditHead; readonly records: readonly AuditRecord[] }> {
    const { folder } = this.#parts;
    const own = this.#head;
    if (own === null) return recoverHead(folder, this.#parts);
    const other = await readHead(folder);
    const isAhead = other !== null && other !== "unreadable" && other.sequence >= own.sequence;
    return { head: isAhead ? other : own, records: [] };
  }

  #follow(
    head: AuditHead,
    tail: MendedTail,
    { records, begun }: { readonly records: readonly AuditRecord[]; readonly begun: readonly BegunAct[] },
  ): AuditHead {
    const over = new Set(records.map(({ id }) => id));
    const open = [...head.begun, ...begun.map((act) => ({ pid: process.pid, act }))];
    const rest = { begun: open.filter(({ act }) => !over.has(act.id)) };
    if (records.length === 0) return { ...head, ...rest };
    const { text, end } = sealAll(records, head);
    const isFull = tail.length > 0 && tail.length + Buffer.byteLength(text) > this.#parts.fileBytes;
    const lines = isFull || tail.endsInNewline ? text : `\n${text}`;
    const length = (isFull ? 0 : tail.length) + Buffer.byteLength(lines);
    return { v: 1, ...end, file: isFull ? head.file + 1 : head.file, length, lines, ...rest };
  }
}

function sealAll(records: readonly AuditRecord[], from: ChainEnd): { readonly text: string; readonly end: ChainEnd } {
  let end: ChainEnd = { sequence: from.sequence, digest: from.digest };
  let text = "";
  for (const record of records) {
    const line = sealLine(record, end);
    text += `${line.text}\n`;
    end = { sequence: line.sequence, digest: line.digest };
  }
  return { text, end };
}
