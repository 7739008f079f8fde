/** What the gateway's own log says of its requests, summed as the documented queries sum spans. */
import { isUnpriced, type SpendLogDetail } from "../../gateway/contract/spend-log.ts";

/** By the names of the queries' columns. */
export interface Figures {
  readonly requests: number;
  readonly errors: number;
  readonly error_rate: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** Whole nano-dollars; null when none is known. */
  readonly cost_usd: bigint | null;
  readonly unpriced: number;
  readonly mean_ms: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
}

export type KeysOf = (row: SpendLogDetail) => readonly string[];

/** @returns by the keys, joined */
export function figuresBy(rows: readonly SpendLogDetail[], keysOf: KeysOf): ReadonlyMap<string, Figures> {
  const groups = Map.groupBy(rows, (row) => keysOf(row).join(" | "));
  return new Map([...groups].map(([key, group]) => [key, figuresOf(group)]));
}

/** As the page defines it. */
export function agentOf({ metadata, keyName, userAgent }: SpendLogDetail): string {
  const said = metadata["agent_id"];
  if (typeof said === "string" && said !== "") return said;
  if (keyName !== null && keyName !== "master key") return keyName;
  return (userAgent ?? "").split("/", 1)[0] ?? "";
}

export function dayOf({ startedAt }: SpendLogDetail): string {
  return new Date(startedAt).toISOString().slice(0, 10);
}

/** Decimal dollars in whole nanos. @throws Error when it is neither null nor a decimal's text of at most nine places */
export function nanosOf(dollars: unknown): bigint | null {
  if (dollars === null) return null;
  if (typeof dollars !== "string" || !/^\d+(\.\d{1,9})?$/.test(dollars)) throw new Error("not an exact amount");
  const [whole = "0", part = ""] = dollars.split(".");
  return BigInt(whole + part.padEnd(9, "0"));
}

/** ClickHouse's `quantileExact`. */
export function quantile(values: readonly number[], level: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(level * values.length)] ?? 0;
}

export function sumOfCosts(rows: readonly SpendLogDetail[]): bigint | null {
  const known = rows.flatMap(({ costUsdNanos }) => (costUsdNanos === null ? [] : [BigInt(costUsdNanos)]));
  return known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0n);
}

export function sumOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

function figuresOf(rows: readonly SpendLogDetail[]): Figures {
  const errors = rows.filter(({ state }) => state !== "ok").length;
  const times = rows.map(({ totalMs }) => totalMs ?? 0);
  return {
    requests: rows.length,
    errors,
    error_rate: errors / rows.length,
    input_tokens: sumOf(rows.map(({ promptTokens }) => promptTokens)),
    output_tokens: sumOf(rows.map(({ completionTokens }) => completionTokens)),
    cost_usd: sumOfCosts(rows),
    unpriced: rows.filter(isUnpriced).length,
    mean_ms: sumOf(times) / rows.length,
    p50_ms: quantile(times, 0.5),
    p95_ms: quantile(times, 0.95),
  };
}
