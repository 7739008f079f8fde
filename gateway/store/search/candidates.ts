/**
 * Rows that may pass a filter, newest first, a group of blocks at a time.
 *
 * Numbers follow the requests' ends, the list their starts: a row is handed out once no block that is still to come can
 * hold a newer one. The full-text index is asked for one group's range at a time, so a common word costs what is shown.
 */
import type { LogFilter } from "../../contract/request-filter.ts";
import { blockRows, type ColumnBlock } from "./column-block.ts";
import { isBelow, type IdKey } from "./id-key.ts";
import type { LogColumns } from "./log-columns.ts";
import { compileFilter, type RowSelector } from "./select-rows.ts";
import type { TextMatches } from "./text-query.ts";

const largestGroup = 64;

export interface Candidate extends IdKey {
  readonly doc: number;
}

export interface CandidateQuery {
  readonly filter: LogFilter;
  /** Only rows not above this id and not below that one; the ids themselves are the caller's to leave out. */
  readonly before: IdKey | null;
  readonly after: IdKey | null;
  readonly text: TextMatches | null;
  /** Numbers of the only rows that may pass, e.g. the pinned ones; null = all. */
  readonly only: ReadonlySet<number> | null;
}

interface NumberedBlock {
  readonly firstDoc: number;
  readonly block: ColumnBlock;
}

export function* candidates(columns: LogColumns, query: CandidateQuery): Generator<Candidate[]> {
  const selector = compileFilter(query.filter, columns.dictionaries);
  const blocks = columns.blocks().filter(({ block }) => isInReach(block, query));
  const newestBelow = newestOfRest(blocks);
  let held: Candidate[] = [];
  for (let from = 0, size = 1; from < blocks.length; from += size, size = Math.min(size * 2, largestGroup)) {
    const group = blocks.slice(from, from + size).flatMap((numbered) => narrow(numbered, selector));
    held.push(...rowsOf(group, query).filter((row) => isInBounds(row, query)));
    held.sort((left, right) => (isBelow(left, right) ? 1 : -1));
    const bound = newestBelow[Math.min(from + size, blocks.length)] ?? -Infinity;
    const ready = held.filter(({ high }) => high > bound);
    held = held.filter(({ high }) => high <= bound);
    if (ready.length > 0) yield ready;
  }
  if (held.length > 0) yield held;
}

function isInBounds(row: Candidate, { before, after }: CandidateQuery): boolean {
  return (before === null || !isBelow(before, row)) && (after === null || !isBelow(row, after));
}

function isInReach({ minHigh, maxHigh }: ColumnBlock, { before, after }: CandidateQuery): boolean {
  return (before === null || minHigh <= before.high) && (after === null || maxHigh >= after.high);
}

/** At n: the newest start in block n and all after it. */
function newestOfRest(blocks: readonly NumberedBlock[]): number[] {
  const newest = [-Infinity];
  for (const { block } of blocks.toReversed()) newest.unshift(Math.max(newest[0] ?? -Infinity, block.maxHigh));
  return newest;
}

interface NarrowedBlock extends NumberedBlock {
  /** 1 for each row that passes. */
  readonly selection: Uint8Array;
}

/** @returns nothing when no row passes */
function narrow(numbered: NumberedBlock, selector: RowSelector): NarrowedBlock[] {
  const selection = new Uint8Array(blockRows);
  return selector.select(numbered.block, selection) === 0 ? [] : [{ ...numbered, selection }];
}

function rowsOf(group: readonly NarrowedBlock[], { text, only }: CandidateQuery): Candidate[] {
  if (group.length === 0) return [];
  if (text === null && only === null) return group.flatMap((block) => everyRow(block));
  const byIndex = new Map(group.map((block) => [block.firstDoc / blockRows, block]));
  const docs = text === null ? [...(only ?? [])] : text.between(firstDocOf(group), lastDocOf(group));
  return docs.flatMap((doc) => {
    const block = byIndex.get(Math.floor(doc / blockRows));
    const isWanted = block?.selection[doc % blockRows] === 1 && (only === null || only.has(doc));
    return isWanted ? [candidateAt(block, doc % blockRows)] : [];
  });
}

function everyRow(block: NarrowedBlock): Candidate[] {
  const rows: Candidate[] = [];
  for (let row = 0; row < blockRows; row++) if (block.selection[row] === 1) rows.push(candidateAt(block, row));
  return rows;
}

function candidateAt({ firstDoc, block }: NumberedBlock, row: number): Candidate {
  return { doc: firstDoc + row, high: block.high[row] ?? 0, low: block.low[row] ?? 0 };
}

/** Blocks stand newest first. */
function firstDocOf(group: readonly NarrowedBlock[]): number {
  const last = group.at(-1);
  return last === undefined ? 0 : last.firstDoc + last.selection.indexOf(1);
}

function lastDocOf(group: readonly NarrowedBlock[]): number {
  const [first] = group;
  return first === undefined ? 0 : first.firstDoc + first.selection.lastIndexOf(1);
}
