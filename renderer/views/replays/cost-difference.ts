/** What a bill changed by, with its sign and exact; null where either side is not wholly known. */
import type { Bill } from "../../../gateway/contract/replay.ts";
import { formatUsd } from "../../ui/format.ts";

export function costDifference(before: Bill, after: Bill): string | null {
  if (before.unknown + after.unknown > 0 || before.priced + after.priced === 0) return null;
  const difference = BigInt(after.nanos) - BigInt(before.nanos);
  const about = before.estimated + after.estimated > 0 ? "≈ " : "";
  const amount = formatUsd(String(difference < 0n ? -difference : difference));
  return `${about}${difference === 0n ? "" : difference < 0n ? "−" : "+"}${amount}`;
}
