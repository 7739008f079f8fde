/** Whether a request's end stands in the ledger: an answer came that could cost something. Everyone asks here. */
import type { CostBreakdown } from "../contract/cost.ts";
import type { RequestOutcome } from "../contract/spend-log.ts";

type Charged = RequestOutcome & {
  readonly cost: CostBreakdown;
  readonly state: Exclude<RequestOutcome["state"], "rejected">;
};

export function isCharged(outcome: RequestOutcome): outcome is Charged {
  return outcome.cost !== null && outcome.state !== "rejected";
}
