/** The strategy of each name that `routing_strategy` may have. */
import type { RoutingStrategy } from "../../contract/routing-settings.ts";
import { leastBusy } from "./least-busy.ts";
import { lowestCost } from "./lowest-cost.ts";
import { lowestLatency } from "./lowest-latency.ts";
import { lowestUsage } from "./lowest-usage.ts";
import { simpleShuffle } from "./simple-shuffle.ts";
import type { Strategy } from "./strategy.ts";

const strategies: Readonly<Record<RoutingStrategy, Strategy>> = {
  "simple-shuffle": simpleShuffle,
  "least-busy": leastBusy,
  "latency-based-routing": lowestLatency,
  "usage-based-routing": lowestUsage,
  "usage-based-routing-v2": lowestUsage,
  "cost-based-routing": lowestCost,
};

export function strategyFor(name: RoutingStrategy): Strategy {
  return strategies[name];
}
