/** The narrow facts of up to `blockRows` requests whose numbers follow each other, a column each; and their bounds. */
import { noValue } from "./dictionary.ts";

export const blockRows = 4096;

/** Columns of strings: numbers of a dictionary each. */
export const nameColumns = [
  "alias",
  "provider",
  "deployment",
  "model",
  "status",
  "keyName",
  "keyDigest",
  "client",
  "address",
  "tags",
  "state",
  "operation",
  "errorCode",
  "errorMessage",
] as const;
export type NameColumn = (typeof nameColumns)[number];

/** Columns of amounts, kept with 24 bits; NaN = not known. */
const amountColumns = ["totalMs", "firstTokenMs", "tokens"] as const;
export type AmountColumn = (typeof amountColumns)[number];

export const flag = { present: 1, error: 2, stream: 4, unpriced: 8 } as const;

export interface BlockRow {
  readonly at: number;
  readonly high: number;
  readonly low: number;
  readonly flags: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** USD nanos; NaN = not known (then `unpriced` is set), or nothing was answered. */
  readonly cost: number;
  readonly names: Readonly<Record<NameColumn, number>>;
  readonly amounts: Readonly<Record<AmountColumn, number>>;
}

export class ColumnBlock {
  /** See id-key.ts. */
  readonly high = new Float64Array(blockRows);
  readonly low = new Uint16Array(blockRows);
  readonly flags = new Uint8Array(blockRows);
  readonly names = mapOf(nameColumns, () => new Uint16Array(blockRows).fill(noValue));
  readonly startedAt = new Float64Array(blockRows);
  readonly cost = new Float64Array(blockRows);
  readonly amounts = mapOf(amountColumns, () => new Float32Array(blockRows));
  /** Of `high` and of `startedAt`, over every row that ever stood here. */
  minHigh = Infinity;
  maxHigh = -Infinity;
  minStarted = Infinity;
  maxStarted = -Infinity;

  set({ at, high, low, flags, startedAt, cost, names, amounts }: BlockRow): void {
    this.high[at] = high;
    this.low[at] = low;
    this.flags[at] = flags | flag.present;
    this.startedAt[at] = startedAt;
    this.cost[at] = cost;
    for (const name of nameColumns) this.names[name][at] = names[name];
    for (const name of amountColumns) this.amounts[name][at] = amounts[name];
    this.minHigh = Math.min(this.minHigh, high);
    this.maxHigh = Math.max(this.maxHigh, high);
    this.minStarted = Math.min(this.minStarted, startedAt);
    this.maxStarted = Math.max(this.maxStarted, startedAt);
  }
}

function mapOf<Name extends string, Value>(names: readonly Name[], make: () => Value): Readonly<Record<Name, Value>> {
  return Object.fromEntries(names.map((name) => [name, make()])) as Record<Name, Value>; // an entry per name
}
