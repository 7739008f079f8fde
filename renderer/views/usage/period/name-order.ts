/** The orders of the table of names. Equal ones keep the gateway's order: dearest first. */
import type { UsageName, UsageSum } from "../../../../gateway/contract/usage-figures.ts";
import { cacheShare } from "./metrics.ts";

export const nameOrders = ["name", "cost", "unpriced", "requests", "errors", "prompt", "completion", "cache"] as const;
export type NameOrder = (typeof nameOrders)[number];

const amounts: Record<Exclude<NameOrder, "name" | "cost">, (sum: UsageSum) => number> = {
  unpriced: ({ unpriced }) => unpriced,
  requests: ({ requests }) => requests,
  errors: ({ errors }) => errors,
  prompt: ({ promptTokens }) => promptTokens,
  completion: ({ completionTokens }) => completionTokens,
  cache: (sum) => cacheShare(sum) ?? -1,
};

export function orderedNames(names: readonly UsageName[], order: NameOrder, isUp: boolean): readonly UsageName[] {
  const turned = isUp ? -1 : 1;
  return names.toSorted((one, other) => turned * compared(order, one, other));
}

/** Largest first; names as people sort them. */
function compared(order: NameOrder, one: UsageName, other: UsageName): number {
  if (order === "name") return one.label.localeCompare(other.label);
  if (order === "cost") return sign(BigInt(other.sum.nanos) - BigInt(one.sum.nanos));
  return amounts[order](other.sum) - amounts[order](one.sum);
}

function sign(value: bigint): number {
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}
