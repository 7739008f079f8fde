/** What is wrong at the first line that does not go on the chain, told from what stands around it. */
import type { ChainFault } from "../../contract/audit.ts";
import type { ChainEnd, ReadLine } from "./audit-line.ts";

export interface Placed {
  readonly file: string;
  /** 1-based, in its file. */
  readonly number: number;
  readonly text: string | null;
  readonly hasNewline: boolean;
  /** null when its own digest is not right, or it is no line at all. */
  readonly line: ReadLine | null;
}

export interface FaultyPlace {
  readonly line: Placed;
  /** The good line before; null at the beginning. */
  readonly last: Placed | null;
  readonly end: ChainEnd;
  /** Digest of the last line, as the head has it. */
  readonly headDigest: string | null;
  /** What follows. */
  readonly rest: AsyncGenerator<Placed>;
}

export interface FoundFault {
  readonly at: Placed;
  readonly fault: ChainFault;
  readonly message: string;
}

export async function faultAt(place: FaultyPlace): Promise<FoundFault> {
  const { line: at, end } = place;
  const next = (await place.rest.next()).value ?? null;
  if (at.line === null || !at.hasNewline) return brokenLine(at, next, end);
  const { sequence } = at.line;
  const expected = end.sequence + 1;
  if (sequence === expected) return notFollowing(place, at.line, next);
  if (sequence < expected) return twice(place, at.line, next);
  if (next?.line?.sequence === expected || (await comesLater(place.rest, expected)))
    return { at, fault: "reordered", message: `Reordered: number ${sequence} stands before number ${expected}.` };
  const gap = sequence - 1 === expected ? `number ${expected} is` : `numbers ${expected} to ${sequence - 1} are`;
  return { at, fault: "missing", message: `Missing: ${gap} not here, before number ${sequence}.` };
}

function brokenLine(at: Placed, next: Placed | null, { sequence }: ChainEnd): FoundFault {
  const isCut = !at.hasNewline || (at.text !== null && isBeginning(at.text) && next?.line?.sequence === sequence + 1);
  if (isCut) return { at, fault: "torn", message: `Torn: number ${sequence + 1} is not written to its end.` };
  if (next?.line?.sequence === sequence + 1)
    return { at, fault: "inserted", message: `Inserted: this is no line of the log; number ${sequence + 1} follows.` };
  return { at, fault: "edited", message: `Edited: number ${sequence + 1} is not what its digest says.` };
}

/** Of a line whose end is not there. */
function isBeginning(text: string): boolean {
  return text !== "" && !text.endsWith("}") && '{"v":1,"sequence":'.startsWith(text.slice(0, 18));
}

/** The number is right and the digest before it another: one of the two was written anew, and what follows says which. */
function notFollowing(place: FaultyPlace, line: ReadLine, next: Placed | null): FoundFault {
  const { line: at, last, end } = place;
  const message = (sequence: number): string =>
    `Edited: number ${sequence} was written anew; the lines around it hold another digest.`;
  if (last !== null && isConfirmed(line, next, place))
    return { at: last, fault: "edited", message: message(end.sequence) };
  return { at, fault: "edited", message: message(line.sequence) };
}

/** A number that was there already. When both stand at the same place of the chain, what follows says which one belongs. */
function twice(place: FaultyPlace, line: ReadLine, next: Placed | null): FoundFault {
  const { line: at, last, end } = place;
  const message = `Inserted: number ${line.sequence} stands here twice.`;
  const isRival = line.sequence === end.sequence && last?.line?.previous === line.previous;
  const isOther = last?.line?.digest !== line.digest;
  const wrong = isRival && isOther && isConfirmed(line, next, place) ? last : at;
  return { at: wrong, fault: "inserted", message };
}

/** The next line goes on from this one; after the last one the head does. */
function isConfirmed(line: ReadLine, next: Placed | null, { headDigest }: FaultyPlace): boolean {
  return line.digest === (next === null ? headDigest : next.line?.previous);
}

async function comesLater(rest: AsyncGenerator<Placed>, sequence: number): Promise<boolean> {
  for await (const { line } of rest) if (line?.sequence === sequence) return true;
  return false;
}
