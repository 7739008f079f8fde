/**
 * An amount of dollars as it is typed, read without a float in between.
 *
 * Law: what is read is to the nano what was typed, or a problem; nothing is rounded.
 */
import { nanosOfUsd, nanosOfUsdText, usdOfNanos, usdTextOf } from "../../../gateway/contract/units.ts";

export type MoneyProblem = "notMoney" | "tooFine" | "tooLarge";
export type Money = { readonly usd: string } | { readonly problem: MoneyProblem };

/** What a budget may be at most. */
const mostNanos = 1_000_000_000n * 1_000_000_000n;
const typed = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d+))?\s*(?:USD)?$/i;

/** Takes `12.5`, `$1,200`, `.05` and `3 USD`. */
export function readMoney(text: string): Money {
  const [, whole = "", fraction = ""] = typed.exec(text.trim()) ?? [];
  if (whole === "" && fraction === "") return { problem: "notMoney" };
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > 9) return { problem: "tooFine" };
  const plain = `${whole.replaceAll(",", "").replace(/^0+(?=\d)/, "") || "0"}${digits === "" ? "" : `.${digits}`}`;
  const nanos = nanosOfUsdText(plain);
  if (nanos === null || nanos > mostNanos) return { problem: "tooLarge" };
  // The gateway keeps LiteLLM's number: one that would round it is not taken.
  return nanosOfUsd(usdOfNanos(nanos)) === nanos ? { usd: usdTextOf(nanos) } : { problem: "tooFine" };
}
