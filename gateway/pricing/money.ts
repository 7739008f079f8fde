/** Exact money: decimal text of US dollars to whole nanos, without a float in between. */
import { usdNanos, type UsdNanos } from "../contract/units.ts";

const decimalPattern = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i;
const nanoDigits = 9;

/**
 * @param usd  a non-negative decimal such as `0.000123` or `1.23e-7`
 * @returns USD nanos, rounded half up at the tenth digit
 * @throws RangeError when the text is not such a decimal
 */
export function nanosFromDecimal(usd: string): UsdNanos {
  const match = decimalPattern.exec(usd);
  if (match === null) throw new RangeError(`Not a decimal amount: ${usd.slice(0, 40)}`);
  const fraction = match[2] ?? "";
  const digits = BigInt((match[1] ?? "0") + fraction);
  const shift = nanoDigits - fraction.length + Number(match[3] ?? "0");
  if (shift >= 0) return usdNanos(digits * 10n ** BigInt(shift));
  const divisor = 10n ** BigInt(-shift);
  return usdNanos((digits + divisor / 2n) / divisor);
}
