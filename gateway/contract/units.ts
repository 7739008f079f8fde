/**
 * Units that must not be mixed up, as branded types.
 *
 * A brand costs nothing at run time; it stops a millisecond from being passed where money is meant.
 */
/** USD in billionths (1e-9 USD), exact integer: money is never a float here. */
export type UsdNanos = bigint & { readonly __unit: "usd-nanos" };

/** Reads an exact integer as USD nanos. */
export function usdNanos(value: bigint): UsdNanos {
  return value as UsdNanos; // the one place where the brand is put on
}

/** A written amount of dollars (a float already) as nanos, rounded to the nearest. */
export function nanosOfUsd(usd: number): UsdNanos {
  return usdNanos(BigInt(Math.round(usd * 1e9)));
}

/** For answers that hold dollars as a JSON number; never for sums. */
export function usdOfNanos(nanos: UsdNanos): number {
  return Number(nanos) / 1e9;
}

/** Dollars as a plain decimal, exact and without trailing zeros, e.g. `0.0000025`. */
export function usdTextOf(nanos: bigint): string {
  const digits = String(nanos).padStart(10, "0");
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, "");
}

/** @returns null when the text is no plain decimal, or finer than a nano */
export function nanosOfUsdText(text: string): UsdNanos | null {
  const match = /^(\d{1,18})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) return null;
  const [, whole = "", fraction = ""] = match;
  return usdNanos(BigInt(whole + fraction.padEnd(9, "0")));
}
