/**
 * Exact money: decimal texts of US dollars as integers, without a float in between.
 *
 * A price per token may be far below a nano, so sums are kept in units of 1e-24 USD and rounded once, at the end.
 */
import { usdNanos, type UsdNanos } from "../contract/units.ts";

/** USD in units of 1e-24. */
export type ExactUsd = bigint & { readonly __unit: "exact-usd" };

const decimalPattern = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i;
const nanoDigits = 9;
const exactDigits = 24;
/** A count may be a fraction (seconds); this many digits of it count. */
const quantityDigits = 9;

/**
 * @param usd  a non-negative decimal such as `0.000123` or `1.23e-7`
 * @returns USD nanos, rounded half up at the tenth digit
 * @throws RangeError when the text is not such a decimal
 */
export function nanosFromDecimal(usd: string): UsdNanos {
  return usdNanos(scaled(usd, nanoDigits));
}

/** @throws RangeError when the text is not a non-negative decimal */
export function exactFromDecimal(usd: string): ExactUsd {
  return exact(scaled(usd, exactDigits));
}

/** @param quantity  not negative; a fraction counts to its ninth digit */
export function times(price: ExactUsd, quantity: number): ExactUsd {
  if (Number.isSafeInteger(quantity)) return exact(price * BigInt(quantity));
  return exact(divided(price * scaled(String(quantity), quantityDigits), 10n ** BigInt(quantityDigits)));
}

export function sum(amounts: readonly ExactUsd[]): ExactUsd {
  return exact(amounts.reduce((total: bigint, amount) => total + amount, 0n));
}

/** Rounds half up. */
export function nanosFromExact(amount: ExactUsd): UsdNanos {
  return usdNanos(divided(amount, 10n ** BigInt(exactDigits - nanoDigits)));
}

/** @returns a plain decimal without trailing zeros, e.g. `0.0000025` */
export function decimalFromExact(amount: ExactUsd): string {
  return decimalText(amount, exactDigits);
}

export function decimalFromNanos(nanos: UsdNanos): string {
  return decimalText(nanos, nanoDigits);
}

function decimalText(value: bigint, digits: number): string {
  const text = value.toString().padStart(digits + 1, "0");
  const fraction = text.slice(-digits).replace(/0+$/, "");
  return fraction === "" ? text.slice(0, -digits) : `${text.slice(0, -digits)}.${fraction}`;
}

/** The decimal as a whole number of 10^-digits, rounded half up. */
function scaled(decimal: string, digits: number): bigint {
  const match = decimalPattern.exec(decimal);
  if (match === null) throw new RangeError(`Not a decimal amount: ${decimal.slice(0, 40)}`);
  const fraction = match[2] ?? "";
  const whole = BigInt((match[1] ?? "0") + fraction);
  const shift = digits - fraction.length + Number(match[3] ?? "0");
  return shift >= 0 ? whole * 10n ** BigInt(shift) : divided(whole, 10n ** BigInt(-shift));
}

function divided(value: bigint, divisor: bigint): bigint {
  return (value + divisor / 2n) / divisor;
}

function exact(value: bigint): ExactUsd {
  return value as ExactUsd; // the one place where the brand is put on
}
