/** The lines of the audit log in order, file by file, without holding more than one piece of a file. */
import { createReadStream } from "node:fs";
import type { AuditFile } from "./audit-files.ts";

export interface WalkedLine {
  readonly file: string;
  /** 1-based, in its file. */
  readonly line: number;
  /** Without its newline; null when it is no UTF-8, or longer than any line. */
  readonly text: string | null;
  readonly hasNewline: boolean;
}

const newline = 0x0a;
const pieceBytes = 64 * 1024;
const mostBytes = 4 * 1024 * 1024;

/** @param rest  bytes that belong to the end of a file and are not in it yet, by the file's number */
export async function* walkLines(
  files: readonly AuditFile[],
  rest: ReadonlyMap<number, Buffer> = new Map(),
): AsyncGenerator<WalkedLine> {
  for (const file of files) yield* linesOf(file, rest.get(file.number) ?? Buffer.alloc(0));
}

async function* linesOf({ path, name, bytes }: AuditFile, rest: Buffer): AsyncGenerator<WalkedLine> {
  // Node reads nothing at all for an end before the start.
  const pieces = bytes === 0 ? [] : createReadStream(path, { end: bytes - 1, highWaterMark: pieceBytes });
  let line = 0;
  let open: Buffer = Buffer.alloc(0);
  const take = function* (piece: Buffer): Generator<WalkedLine> {
    let from = 0;
    for (let at = piece.indexOf(newline); at !== -1; at = piece.indexOf(newline, from)) {
      const whole = open.length === 0 ? piece.subarray(from, at) : Buffer.concat([open, piece.subarray(from, at)]);
      open = Buffer.alloc(0);
      from = at + 1;
      line += 1;
      yield { file: name, line, text: decode(whole), hasNewline: true };
    }
    // Beyond the longest line only its being too long counts.
    if (from < piece.length && open.length <= mostBytes) open = Buffer.concat([open, piece.subarray(from)]);
  };
  for await (const piece of pieces) yield* take(piece as Buffer); // no encoding is set, so it is bytes
  yield* take(rest);
  if (open.length > 0) yield { file: name, line: line + 1, text: decode(open), hasNewline: false };
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Buffer): string | null {
  if (bytes.length > mostBytes) return null;
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
