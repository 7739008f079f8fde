/** Reads the cells of a bill: days in UTC, exact dollars, counts. null = the cell is empty. */
import { BillError } from "./bill-error.ts";

export interface Amount {
  readonly nanos: bigint;
  /** As written; a file that has no finer amount than these rounds to them. */
  readonly decimals: number;
}

const nanoDigits = 9;
const maxDigits = 18;

/** @throws BillError `day`. A time without a zone is UTC, as all of these providers write it. */
export function dayIn(text: string, line: number): string {
  const cell = text.trim();
  if (/^\d{10}$/.test(cell)) return utcDay(Number(cell) * 1000);
  const match =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/.exec(
      cell,
    );
  if (match === null) throw new BillError("day", line, text);
  const [, year = "", month = "", date = "", time = "00:00", zone = "Z"] = match;
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const at = Date.parse(`${day}T${time}${zone === "UTC" ? "Z" : zone}`);
  const isDay = !Number.isNaN(at) && utcDay(Date.parse(`${day}T00:00Z`)) === day; // no 31st of February
  if (!isDay) throw new BillError("day", line, text);
  return utcDay(at);
}

function utcDay(ms: number): string {
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(0, 10);
}

/** `0.19`, `$1,234.50`, `-3`, `1.2e-05`. Finer than a nano is rounded to the nearest. @throws BillError `amount` */
export function amountIn(text: string, line: number): Amount | null {
  const cell = text.trim();
  if (cell === "") return null;
  const match = /^(-?)\$?(-?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/.exec(cell);
  if (match === null) throw new BillError("amount", line, text);
  const [, minus = "", otherMinus = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole.replaceAll(",", "") + fraction;
  const decimals = fraction.length - Number(exponent);
  if (digits === "" || (minus !== "" && otherMinus !== "") || digits.length - decimals > maxDigits)
    throw new BillError("amount", line, text);
  const isNegative = minus !== "" || otherMinus !== "";
  const nanos = scaled(BigInt(digits), nanoDigits - decimals);
  return { nanos: isNegative ? -nanos : nanos, decimals: Math.max(0, decimals) };
}

/** @returns half of the last decimal: what rounding to it may take or add */
export function halfOf(decimals: number): bigint {
  return decimals > nanoDigits ? 0n : 10n ** BigInt(nanoDigits - decimals) / 2n;
}

function scaled(value: bigint, power: number): bigint {
  if (power >= 0) return value * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (value + divisor / 2n) / divisor;
}

/** `12`, `25.0`, `1,234`. @throws BillError `count` */
export function countIn(text: string, line: number): number | null {
  const cell = text.trim();
  if (cell === "") return null;
  if (!/^(\d{1,3}(,\d{3})+|\d{1,15})(\.0*)?$/.test(cell)) throw new BillError("count", line, text);
  return Number(cell.replaceAll(",", ""));
}
