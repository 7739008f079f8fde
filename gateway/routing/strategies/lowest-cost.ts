/**
 * cost-based-routing: the deployment whose input and output token together cost least.
 *
 * One whose price is not known counts as very expensive, as in LiteLLM: it is picked only where nothing else is left.
 */
import { drawLowest, type Strategy } from "./strategy.ts";

/** USD for two tokens; more than any model costs. @source LiteLLM router_strategy/lowest_cost.py (5.0 each) */
const unknownUsd = 10;

export const lowestCost: Strategy = (input) => {
  const prices = input.deployments.map((deployment) => input.priceOf(deployment));
  const draw = drawLowest(
    input,
    prices.map((price) => price ?? unknownUsd),
  );
  return { picked: draw.picked, scores: prices };
};
