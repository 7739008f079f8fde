/**
 * Checks the audit log: every line by its own digest, by the digest of the line before and by its number, and the end by
 * the head. Says the first line that is wrong and what is wrong with it.
 *
 * It reads what is there and changes nothing, also while a gateway is writing.
 */
import { join } from "node:path";
import type { AuditChain, ChainFault } from "../../contract/audit.ts";
import { auditFolder, fileName, listFiles, type AuditFile } from "./audit-files.ts";
import { readHead, type AuditHead } from "./audit-head.ts";
import { emptyChain, readLine, type ChainEnd, type ReadLine } from "./audit-line.ts";
import { faultAt, type Placed } from "./chain-fault.ts";
import { missingBytes, type FileEnd } from "./missing-bytes.ts";
import { walkLines } from "./walk-lines.ts";

/** A fault that a running gateway's next write explains is none. */
const mostTries = 5;

/**
 * @param anchor  a digest that was noted elsewhere: one of the lines must have it
 * @throws what the disk says
 */
export async function verifyChain(dataDirectory: string, anchor: string | null = null): Promise<AuditChain> {
  const folder = auditFolder(dataDirectory);
  for (let tries = 1; ; tries++) {
    // oxlint-disable-next-line no-await-in-loop -- again only when the log moved under the check
    const { chain, hasMoved } = await verifyOnce(folder, anchor);
    if (chain.isWhole || !hasMoved || tries === mostTries) return chain;
  }
}

async function verifyOnce(folder: string, anchor: string | null): Promise<{ chain: AuditChain; hasMoved: boolean }> {
  const found = await readHead(folder);
  const head = found === "unreadable" ? null : found;
  const files = await listFiles(folder);
  const end = head === null ? null : await missingBytes(folder, head);
  const sized = head === null || end === null ? files : withHeadFile(files, folder, { number: head.file, ...end });
  const check = new ChainCheck(sized, head, anchor);
  const rest = end?.missing ?? Buffer.alloc(0);
  if (rest.length > 0)
    check.notes.push(`${rest.length} bytes of the last lines are in the head and not yet in the file.`);
  await check.walk(head === null ? new Map() : new Map([[head.file, rest]]));
  const now = await readHead(folder);
  if (check.broken === null) check.compareWithHead(found === "unreadable", now);
  return { chain: check.result(), hasMoved: JSON.stringify(now) !== JSON.stringify(found) };
}

/** The size of the head's file and what is missing after it are of one moment; it may have come after the others were listed. */
function withHeadFile(
  files: readonly AuditFile[],
  folder: string,
  { number, size, missing }: FileEnd & { readonly number: number },
): AuditFile[] {
  const others = files.filter((file) => file.number !== number);
  if (size + missing.length === 0 && others.length === files.length) return [...files];
  const name = fileName(number);
  const own = { name, path: join(folder, name), number, bytes: size };
  return [...others, own].toSorted((left, right) => left.number - right.number);
}

interface EndFault {
  readonly at: Placed | null;
  readonly fault: ChainFault;
  readonly message: string;
}

class ChainCheck {
  readonly notes: string[] = [];
  readonly #files: readonly AuditFile[];
  readonly #head: AuditHead | null;
  #end: ChainEnd = emptyChain;
  #firstAt: string | null = null;
  #lastAt: string | null = null;
  /** The last good line and the one before it. */
  #last: Placed | null = null;
  /** The line that the head names, and the one after it. */
  #atHead: Placed | null = null;
  #afterHead: Placed | null = null;
  readonly #anchor: string | null;
  #hasAnchor = false;
  broken: AuditChain["broken"] = null;

  constructor(files: readonly AuditFile[], head: AuditHead | null, anchor: string | null) {
    this.#anchor = anchor;
    this.#files = files;
    this.#head = head;
  }

  async walk(rest: ReadonlyMap<number, Buffer>): Promise<void> {
    const placed = placedLines(walkLines(this.#files, rest));
    for (let next = await placed.next(); next.done !== true; next = await placed.next()) {
      const line = next.value;
      if (isNext(line, this.#end)) this.#take(line);
      else {
        const around = { last: this.#last, end: this.#end, headDigest: this.#head?.digest ?? null, rest: placed };
        // oxlint-disable-next-line no-await-in-loop -- only once: the first fault ends the walk
        const { at, fault, message } = await faultAt({ line, ...around });
        this.#break(at, fault, message);
        return;
      }
    }
  }

  compareWithHead(isUnreadable: boolean, now: AuditHead | "unreadable" | null): void {
    const found = this.#head === null ? this.#headless(isUnreadable) : this.#endFault(this.#head, now);
    if (found !== null) this.#break(found.at, found.fault, found.message);
    else if (this.#anchor !== null && !this.#hasAnchor)
      this.#break(
        this.#last,
        "anchor_missing",
        "No line has the digest that was noted: the log was written anew since.",
      );
  }

  /** Without a head only a log without a line is whole. */
  #headless(isUnreadable: boolean): EndFault | null {
    if (this.#end.sequence === 0 && !isUnreadable && this.#files.length === 0) return null;
    const message = `The head is ${isUnreadable ? "unreadable" : "missing"}: nobody can say whether lines are cut off the end.`;
    return { at: this.#last, fault: "head_missing", message };
  }

  /** @param now  the head after the walk: a running gateway may have gone on meanwhile */
  #endFault(head: AuditHead, now: AuditHead | "unreadable" | null): EndFault | null {
    const { sequence } = this.#end;
    if (sequence < head.sequence) {
      const message = `Cut tail: the head knows ${head.sequence - sequence} more, up to number ${head.sequence}.`;
      return { at: afterLast(this.#last), fault: "cut_tail", message };
    }
    if (head.sequence > 0 && this.#atHead?.line?.digest !== head.digest)
      return { at: this.#atHead, fault: "edited", message: "Edited: the head names another digest of this line." };
    const known = now === null || now === "unreadable" ? 0 : now.sequence;
    if (sequence <= Math.max(head.sequence, known)) return null;
    return { at: this.#afterHead, fault: "inserted", message: "Inserted: the head knows no line this far." };
  }

  result(): AuditChain {
    const { sequence, digest } = this.#end;
    return {
      isWhole: this.broken === null,
      lines: sequence,
      files: this.#files.length,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
      digest: sequence === 0 ? null : digest,
      sequence,
      broken: this.broken,
      notes: this.notes,
    };
  }

  #take(placed: Placed & { readonly line: ReadLine }): void {
    const { line } = placed;
    this.#firstAt ??= line.at;
    this.#lastAt = line.at;
    this.#end = line;
    this.#last = placed;
    if (line.digest === this.#anchor) this.#hasAnchor = true;
    if (line.sequence === this.#head?.sequence) this.#atHead = placed;
    if (line.sequence === (this.#head?.sequence ?? 0) + 1) this.#afterHead = placed;
    if (line.act === "audit.recovered")
      this.notes.push(`Number ${line.sequence}: the gateway mended the log at ${line.at}.`);
  }

  #break(at: Placed | null, fault: ChainFault, message: string): void {
    const { file, number } = at ?? { file: this.#files.at(-1)?.name ?? "", number: 0 };
    this.broken = { file, line: number, sequence: at?.line?.sequence ?? this.#end.sequence + 1, fault, message };
  }
}

async function* placedLines(lines: ReturnType<typeof walkLines>): AsyncGenerator<Placed> {
  for await (const { file, line: number, text, hasNewline } of lines) {
    const read = text === null ? "edited" : readLine(text);
    yield { file, number, text, hasNewline, line: read === "edited" ? null : read };
  }
}

function isNext(placed: Placed, end: ChainEnd): placed is Placed & { readonly line: ReadLine } {
  const { line, hasNewline } = placed;
  return hasNewline && line !== null && line.sequence === end.sequence + 1 && line.previous === end.digest;
}

function afterLast(last: Placed | null): Placed | null {
  return last === null ? null : { ...last, number: last.number + 1, line: null };
}
