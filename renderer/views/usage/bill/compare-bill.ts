/**
 * Holds a bill against the ledger, by UTC day and model: the difference, what only one of them knows, what cannot be said.
 *
 * Law: an unknown is never taken for 0. Where either side does not know a cost there is no difference, only what is known.
 */
import type { UsageDays } from "../../../../gateway/contract/usage-figures.ts";
import type { Bill, BillSum } from "./read-bill.ts";
import { modelKey } from "./model-key.ts";

export const verdicts = ["differs", "only_bill", "only_ours", "unknown", "rounding", "equal"] as const;
export type Verdict = (typeof verdicts)[number];

export interface Side {
  /** Of what is priced; null = nothing is. */
  readonly nanos: bigint | null;
  /** Requests of ours, or lines of the bill, whose cost is not known. */
  readonly unpriced: number;
  readonly requests: number | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
}

export interface ComparedRow {
  readonly day: string;
  /** Names it goes by, of the bill first; "" = the bill does not tell models apart. */
  readonly model: string;
  readonly ours: Side | null;
  readonly bill: Side | null;
  /** The bill's less ours; null = not known. */
  readonly difference: bigint | null;
  readonly verdict: Verdict;
}

export interface Comparison {
  readonly rows: readonly ComparedRow[];
  readonly ours: Side;
  readonly bill: Side;
  readonly difference: bigint | null;
  readonly counts: Readonly<Record<Verdict, number>>;
}

type OurDay = UsageDays["rows"][number];

interface Pair {
  readonly names: Set<string>;
  readonly ours: OurDay[];
  readonly bill: BillSum[];
}

/** @param provider  of the ledger; null = all */
export function compareBill({ sums, halfNanos }: Bill, days: UsageDays, provider: string | null): Comparison {
  const ours = days.rows.filter((row) => provider === null || row.provider === provider);
  const hasModels = sums.some(({ model }) => model !== "");
  const pairs = new Map<string, Pair>();
  const pairAt = (day: string, model: string): Pair => {
    const key = `${day}\n${hasModels ? modelKey(model) : ""}`;
    const pair = pairs.get(key) ?? { names: new Set(), ours: [], bill: [] };
    pairs.set(key, pair);
    if (hasModels && model !== "") pair.names.add(model);
    return pair;
  };
  for (const sum of sums) pairAt(sum.day, sum.model).bill.push(sum);
  // A request that failed everywhere has no charge, and no provider bills it.
  for (const row of ours) if (row.sum.charges > 0) pairAt(row.day, row.model).ours.push(row);
  const rows = [...pairs]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, pair]) => rowOf(key, pair, halfNanos));
  return {
    rows,
    ...totals(rows),
    counts: Object.fromEntries(
      verdicts.map((verdict) => [verdict, rows.filter((row) => row.verdict === verdict).length]),
    ) as Record<Verdict, number>, // every verdict is in the list
  };
}

function rowOf(key: string, pair: Pair, halfNanos: bigint): ComparedRow {
  const ours = ourSide(pair.ours);
  const bill = billSide(pair.bill);
  const difference = differenceOf(ours, bill);
  const priced = pair.bill.reduce((sum, { lines, unpricedLines }) => sum + lines - unpricedLines, 0);
  const rounded = BigInt(priced) * halfNanos;
  const verdict = verdictOf({ ours, bill, difference, rounded });
  return { day: key.slice(0, 10), model: [...pair.names].join(", "), ours, bill, difference, verdict };
}

interface Judged {
  readonly ours: Side | null;
  readonly bill: Side | null;
  readonly difference: bigint | null;
  readonly rounded: bigint;
}

function verdictOf({ ours, bill, difference, rounded }: Judged): Verdict {
  if (ours === null) return "only_bill";
  if (bill === null) return "only_ours";
  if (difference === null) return "unknown";
  if (difference === 0n) return "equal";
  return difference <= rounded && difference >= -rounded ? "rounding" : "differs";
}

function differenceOf(ours: Side | null, bill: Side | null): bigint | null {
  if (ours === null || bill === null || ours.nanos === null || bill.nanos === null) return null;
  return ours.unpriced > 0 || bill.unpriced > 0 ? null : bill.nanos - ours.nanos;
}

function ourSide(rows: readonly OurDay[]): Side | null {
  if (rows.length === 0) return null;
  const total = (of: (row: OurDay) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  const unpriced = total(({ sum }) => sum.unpriced);
  const requests = total(({ sum }) => sum.charges);
  return {
    nanos: unpriced === requests ? null : rows.reduce((sum, row) => sum + BigInt(row.sum.nanos), 0n),
    unpriced,
    requests,
    promptTokens: total(({ sum }) => sum.promptTokens),
    completionTokens: total(({ sum }) => sum.completionTokens),
  };
}

function billSide(sums: readonly BillSum[]): Side | null {
  if (sums.length === 0) return null;
  return {
    nanos: sums.reduce<bigint | null>((all, { nanos }) => addedNanos(all, nanos), null),
    unpriced: sums.reduce((all, { unpricedLines }) => all + unpricedLines, 0),
    requests: sums.reduce<number | null>((all, sum) => added(all, sum.requests), null),
    promptTokens: sums.reduce<number | null>((all, sum) => added(all, sum.promptTokens), null),
    completionTokens: sums.reduce<number | null>((all, sum) => added(all, sum.completionTokens), null),
  };
}

const nothing: Side = { nanos: null, unpriced: 0, requests: null, promptTokens: null, completionTokens: null };

function totals(rows: readonly ComparedRow[]): Pick<Comparison, "ours" | "bill" | "difference"> {
  const together = (of: (row: ComparedRow) => Side | null): Side =>
    rows.map(of).reduce<Side>((sum, side) => (side === null ? sum : plus(sum, side)), nothing);
  const [ours, bill] = [together((row) => row.ours), together((row) => row.bill)];
  return { ours, bill, difference: differenceOf(ours, bill) };
}

function plus(one: Side, other: Side): Side {
  return {
    nanos: addedNanos(one.nanos, other.nanos),
    unpriced: one.unpriced + other.unpriced,
    requests: added(one.requests, other.requests),
    promptTokens: added(one.promptTokens, other.promptTokens),
    completionTokens: added(one.completionTokens, other.completionTokens),
  };
}

function added(sum: number | null, value: number | null): number | null {
  return value === null ? sum : (sum ?? 0) + value;
}

function addedNanos(sum: bigint | null, value: bigint | null): bigint | null {
  return value === null ? sum : (sum ?? 0n) + value;
}
