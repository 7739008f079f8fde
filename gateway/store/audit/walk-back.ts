/** The lines of the audit log from a place backwards, piece by piece, so that the newest page reads no more than its own. */
import { open } from "node:fs/promises";
import type { AuditFile } from "./audit-files.ts";

export interface BackLine {
  readonly file: number;
  /** Where it begins in its file, in bytes: whoever goes on from here gets the line before. */
  readonly offset: number;
  readonly text: string;
}

export interface BackPlace {
  readonly file: number;
  readonly offset: number;
}

const newline = 0x0a;
const pieceBytes = 64 * 1024;
const mostBytes = 4 * 1024 * 1024;

/** @param from  lines before this place; null = from the end */
export async function* walkBack(files: readonly AuditFile[], from: BackPlace | null): AsyncGenerator<BackLine> {
  for (const file of files.toReversed()) {
    if (from !== null && file.number > from.file) continue;
    const end = from !== null && file.number === from.file ? Math.min(from.offset, file.bytes) : file.bytes;
    yield* linesBefore(file, end);
  }
}

async function* linesBefore({ path, number }: AuditFile, end: number): AsyncGenerator<BackLine> {
  const handle = await open(path, "r");
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let at = end; at > 0;) {
      const size = Math.min(pieceBytes, at);
      at -= size;
      const piece = Buffer.alloc(size);
      // oxlint-disable-next-line no-await-in-loop -- the next piece only when it is asked for
      await handle.read(piece, 0, size, at);
      // Longer than any line: what is left of it is none.
      rest = rest.length > mostBytes ? piece : Buffer.concat([piece, rest]);
      for (let cut = rest.lastIndexOf(newline, -2); cut !== -1; cut = rest.lastIndexOf(newline, -2)) {
        yield { file: number, offset: at + cut + 1, text: textOf(rest.subarray(cut + 1)) };
        rest = rest.subarray(0, cut + 1);
      }
    }
    if (rest.length > 0) yield { file: number, offset: 0, text: textOf(rest) };
  } finally {
    await handle.close();
  }
}

function textOf(line: Buffer): string {
  return line.toString("utf8").replace(/\n$/, "");
}
