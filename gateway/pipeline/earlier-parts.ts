/**
 * An answer that broke and went on elsewhere: each part is billed where it came from, and the whole is their sum.
 *
 * Between two parts nobody answers; when nobody goes on, the earlier parts are the whole.
 */
import type { CostBreakdown } from "../contract/cost.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import type { BilledCall } from "./bill.ts";

const counts = ["promptTokens", "completionTokens", "cachedTokens", "cacheWriteTokens", "reasoningTokens"] as const;

export class EarlierParts {
  readonly #bills: CostBreakdown[] = [];
  /** Whom the last of them came from. */
  call: BilledCall | null = null;
  /** Of all of them together. */
  usage: TokenUsage = unknownUsage;
  /** The last one broke and no other has begun. */
  isBetween = false;

  end(call: BilledCall, usage: TokenUsage, bill: CostBreakdown | null): void {
    this.call = call;
    this.usage = usage;
    if (bill !== null) this.#bills.push(bill);
    this.isBetween = true;
  }

  /** What the part that runs has used of the whole. */
  rest(whole: TokenUsage): TokenUsage {
    if (this.call === null) return whole;
    const rest: { -readonly [Name in keyof TokenUsage]: TokenUsage[Name] } = { ...whole };
    for (const name of counts) {
      const count = whole[name];
      if (count !== null) rest[name] = Math.max(0, count - (this.usage[name] ?? 0));
    }
    return rest;
  }

  /** A model that goes on reads what was said so far: a prompt that is estimated holds both. */
  wholePrompt(estimated: number | null): number | null {
    const { promptTokens, completionTokens } = this.usage;
    if (this.call === null || estimated === null) return estimated;
    return (promptTokens ?? 0) + estimated + (completionTokens ?? 0);
  }

  /** @param last  of the part that ended the answer; null = there was none */
  bill(last: CostBreakdown | null): CostBreakdown | null {
    const bills = last === null ? this.#bills : [...this.#bills, last];
    const final = bills.at(-1);
    return final === undefined || bills.length === 1 ? (final ?? null) : together(bills, final);
  }
}

/** What anything of it lacks is lacking for the sum. */
function together(bills: readonly CostBreakdown[], final: CostBreakdown): CostBreakdown {
  let nanos: bigint | null = 0n;
  for (const { usdNanos } of bills) nanos = nanos === null || usdNanos === null ? null : nanos + BigInt(usdNanos);
  return {
    ...final,
    usdNanos: nanos === null ? null : String(nanos),
    isEstimate: bills.some(({ isEstimate }) => isEstimate),
    lines: bills.flatMap(({ lines }) => lines),
    missing: [...new Set(bills.flatMap(({ missing }) => missing))],
  };
}
