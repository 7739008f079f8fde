/** How many requests began when, with their errors and costs: one pass over the columns for any filter. */
import type { Histogram, HistogramQuery } from "../../contract/request-search.ts";
import type { Connection } from "../database.ts";
import { blockRows, flag, type ColumnBlock } from "./column-block.ts";
import type { LogColumns } from "./log-columns.ts";
import { markedDocs } from "./marked-docs.ts";
import { compileFilter } from "./select-rows.ts";
import { parseTextQuery, TextMatches } from "./text-query.ts";

/** Rows with the searched words that are counted at most, the newest ones. */
const mostMatches = 50_000;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [1, 2, 5, 10, 15, 30].flatMap((count) => [count * second, count * minute]);
const niceSteps = [
  100,
  250,
  500,
  ...steps,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  30 * day,
].sort((left, right) => left - right);

interface Counts {
  count: number;
  errors: number;
  cost: number;
  unknownCost: number;
}

interface SelectedBlock {
  readonly block: ColumnBlock;
  readonly selection: Uint8Array;
}

export function countByTime(connection: Connection, columns: LogColumns, query: HistogramQuery): Histogram {
  const { docs, countedFrom } = matchingDocs(connection, columns, query);
  const selected = select(columns, query, docs);
  const { from, to } = rangeOf(selected, query);
  const { first, stepMs, length } = bucketsOf(from, to, query);
  const buckets = Array.from({ length }, emptyCounts);
  for (const { block, selection } of selected) {
    const { startedAt } = block;
    for (let row = 0; row < blockRows; row++) {
      if (selection[row] === 0) continue;
      const bucket = buckets[Math.floor(((startedAt[row] ?? 0) - first) / stepMs)];
      if (bucket !== undefined) add(bucket, block, row);
    }
  }
  const total = emptyCounts();
  for (const bucket of buckets) sum(total, bucket);
  return { from: first, stepMs, buckets: buckets.map(shown), total: shown(total), countedFrom };
}

/** The finest steps, at whole times of the clock, that need no more buckets than were asked for. */
function bucketsOf(
  from: number,
  to: number,
  { buckets, offsetMinutes }: HistogramQuery,
): { first: number; stepMs: number; length: number } {
  const offset = offsetMinutes * minute;
  for (const stepMs of niceSteps) {
    const first = Math.floor((from + offset) / stepMs) * stepMs - offset;
    const length = Math.floor((to - first) / stepMs) + 1;
    if (length <= buckets) return { first, stepMs, length };
  }
  return { first: from, stepMs: Math.ceil((to - from + 1) / buckets), length: buckets };
}

/** Rows that the words and marks leave; null = all. */
function matchingDocs(
  connection: Connection,
  columns: LogColumns,
  query: HistogramQuery,
): { docs: readonly number[] | null; countedFrom: number | null } {
  const marked = markedDocs(connection, query);
  const text = query.text === undefined ? null : parseTextQuery(query.text, connection);
  if (text === null || text.expression === null) {
    return { docs: marked === null ? null : [...marked], countedFrom: null };
  }
  const matches = new TextMatches(connection, text.expression).newest(mostMatches);
  const docs = marked === null ? matches : matches.filter((doc) => marked.has(doc));
  const isCut = matches.length === mostMatches;
  return { docs, countedFrom: isCut ? startOf(columns, matches.at(-1) ?? 0) : null };
}

function startOf(columns: LogColumns, doc: number): number {
  const block = columns.blocks().find(({ firstDoc }) => firstDoc === doc - (doc % blockRows))?.block;
  return block?.startedAt[doc % blockRows] ?? 0;
}

function select(columns: LogColumns, query: HistogramQuery, docs: readonly number[] | null): SelectedBlock[] {
  const selector = compileFilter(query, columns.dictionaries);
  const allowed = docs === null ? null : byBlock(docs);
  return columns.blocks().flatMap(({ firstDoc, block }) => {
    const only = allowed?.get(firstDoc / blockRows);
    if (allowed !== null && only === undefined) return [];
    const selection = new Uint8Array(blockRows);
    if (selector.select(block, selection) === 0) return [];
    if (only !== undefined)
      for (let row = 0; row < blockRows; row++) selection[row] = (selection[row] ?? 0) & (only[row] ?? 0);
    return [{ block, selection }];
  });
}

function byBlock(docs: readonly number[]): Map<number, Uint8Array> {
  const blocks = new Map<number, Uint8Array>();
  for (const doc of docs) {
    const index = Math.floor(doc / blockRows);
    let rows = blocks.get(index);
    if (rows === undefined) blocks.set(index, (rows = new Uint8Array(blockRows)));
    rows[doc % blockRows] = 1;
  }
  return blocks;
}

/** What was asked for; where nothing was, from the first to the last that was found. */
function rangeOf(selected: readonly SelectedBlock[], { since, until }: HistogramQuery): { from: number; to: number } {
  const found = since === undefined || until === undefined ? foundRange(selected) : null;
  const from = since ?? found?.oldest ?? until ?? 0;
  const to = until === undefined ? (found?.newest ?? from) : until - 1;
  return { from, to: Math.max(from, to) };
}

/** @returns null when nothing was found */
function foundRange(selected: readonly SelectedBlock[]): { oldest: number; newest: number } | null {
  let [oldest, newest] = [Infinity, -Infinity];
  for (const { block, selection } of selected) {
    const { startedAt, minStarted, maxStarted } = block;
    if (minStarted >= oldest && maxStarted <= newest) continue; // nothing in it can widen the range
    for (let row = 0; row < blockRows; row++) {
      if (selection[row] === 0) continue;
      const at = startedAt[row] ?? 0;
      if (at < oldest) oldest = at;
      if (at > newest) newest = at;
    }
  }
  return oldest === Infinity ? null : { oldest, newest };
}

function add(bucket: Counts, { flags, cost: costs }: ColumnBlock, row: number): void {
  bucket.count++;
  if (((flags[row] ?? 0) & flag.error) !== 0) bucket.errors++;
  const cost = costs[row] ?? NaN;
  if (!Number.isNaN(cost)) bucket.cost += cost;
  else if (((flags[row] ?? 0) & flag.unpriced) !== 0) bucket.unknownCost++;
}

function sum(total: Counts, part: Counts): void {
  total.count += part.count;
  total.errors += part.errors;
  total.cost += part.cost;
  total.unknownCost += part.unknownCost;
}

function emptyCounts(): Counts {
  return { count: 0, errors: 0, cost: 0, unknownCost: 0 };
}

/** Nanos are integers, and their sum is exact up to nine million dollars. */
function shown({ count, errors, cost, unknownCost }: Counts): Histogram["total"] {
  return { count, errors, costUsdNanos: String(BigInt(Math.round(cost))), unknownCost };
}
