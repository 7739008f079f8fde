/**
 * Amounts and times in the filter's language: `>0.01`, `<500ms`, `2s..5s`, `2026-11-24T13:00`, `yesterday`, `90m` (ago).
 *
 * Inside, costs are USD nanos, durations milliseconds, times epoch milliseconds; both bounds belong to a range.
 */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

export type Unit = "usd" | "ms" | "count";

const nanosPerUsd = 1_000_000_000;
const durations: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @returns null when it is no amount */
export function parseRange(text: string, unit: Unit): Range | null {
  const [, sign = "", rest = ""] = /^(>=?|<=?|=?)(.*)$/.exec(text) ?? [];
  if (rest.includes("..")) {
    const [min, max] = rest.split("..", 2).map((part) => (part === "" ? undefined : parseAmount(part, unit)));
    if (min === null || max === null || (min === undefined && max === undefined)) return null;
    return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  }
  const amount = parseAmount(rest, unit);
  if (amount === null) return null;
  if (sign.startsWith(">")) return { min: amount };
  return sign.startsWith("<") ? { max: amount } : { min: amount, max: amount };
}

export function formatRange({ min, max }: Range, unit: Unit): string {
  if (min !== undefined && min === max) return formatAmount(min, unit);
  if (max === undefined) return `>${formatAmount(min ?? 0, unit)}`;
  return min === undefined ? `<${formatAmount(max, unit)}` : `${formatAmount(min, unit)}..${formatAmount(max, unit)}`;
}

function parseAmount(text: string, unit: Unit): number | null {
  const [, digits = "", suffix = ""] = /^\$?(\d+(?:\.\d+)?|\.\d+)([a-z]*)$/i.exec(text) ?? [];
  if (digits === "") return null;
  const value = Number(digits);
  if (unit === "usd") return suffix === "" ? Math.round(value * nanosPerUsd) : null;
  if (unit === "count") return suffix === "" ? value : suffix === "k" ? value * 1000 : null;
  const factor = suffix === "" ? 1 : durations[suffix];
  return factor === undefined ? null : value * factor;
}

function formatAmount(value: number, unit: Unit): string {
  if (unit === "count") return String(value);
  if (unit === "usd") return (value / nanosPerUsd).toFixed(9).replace(/\.?0+$/, "");
  return value >= 1000 && value % 100 === 0 ? `${value / 1000}s` : `${value}ms`;
}

/** @returns epoch milliseconds; null when it is no time */
export function parseTime(text: string, nowMs: number): number | null {
  if (text === "today" || text === "오늘") return midnight(nowMs, 0);
  if (text === "yesterday" || text === "어제") return midnight(nowMs, -1);
  const [, count = "", suffix = ""] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (count !== "") return nowMs - Number(count) * (durations[suffix] ?? 0);
  const [, day = "", time = "00:00"] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?$/.exec(text) ?? [];
  if (day === "") return null;
  const at = new Date(`${day}T${time}`).getTime(); // without a zone it is local time
  return Number.isNaN(at) ? null : at;
}

/** Local time, as short as it is exact. */
export function formatTimeOf(epochMs: number): string {
  const at = new Date(epochMs);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const [milliseconds, seconds] = [at.getMilliseconds(), at.getSeconds()];
  if (at.getHours() + at.getMinutes() + seconds + milliseconds === 0) return day;
  const exact = milliseconds > 0 ? `.${String(milliseconds).padStart(3, "0")}` : "";
  const tail = seconds + milliseconds === 0 ? "" : `:${two(seconds)}${exact}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}${tail}`;
}

function midnight(nowMs: number, days: number): number {
  const at = new Date(nowMs);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days).getTime();
}
