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
