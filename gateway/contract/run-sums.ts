/** What a run of replays comes to: how many rows of each state, and the bill of the rows that were sent, before and after. */
import { runItemStates, type Bill, type ReplayFacts, type RunItem, type RunSums } from "./replay.ts";

export function sumsOf(items: readonly RunItem[]): RunSums {
  const counts = Object.fromEntries(
    runItemStates.map((name) => [name, items.filter(({ state }) => state === name).length]),
  ) as RunSums["counts"]; // a key per state: just made
  const sent = items.filter(hasEnded);
  return { counts, before: billOf(sent.map(({ before }) => before)), after: billOf(sent.map(({ after }) => after)) };
}

/** A row that was cut off before it cost anything says nothing of the candidate. */
export function hasEnded({ state, after }: RunItem): boolean {
  return after !== null && (state !== "cancelled" || after.costUsdNanos !== null || after.isUnpriced);
}

/** A request that failed has no cost; one that was answered at no known price is counted, not added. */
export function billOf(
  sides: readonly (Pick<ReplayFacts, "costUsdNanos" | "isUnpriced" | "isEstimate"> | null)[],
): Bill {
  let sum = 0n;
  let priced = 0;
  let estimated = 0;
  let unknown = 0;
  for (const side of sides) {
    if (side === null) continue;
    if (side.isUnpriced) unknown++;
    if (side.costUsdNanos === null) continue;
    sum += BigInt(side.costUsdNanos);
    priced++;
    if (side.isEstimate) estimated++;
  }
  return { nanos: sum.toString(), priced, estimated, unknown };
}
