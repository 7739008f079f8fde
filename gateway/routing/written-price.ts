/** What a deployment costs by its own entry: the prices of `litellm_params`, else of `model_info`. */
import type { Deployment } from "../contract/deployment.ts";

/** @returns USD for one input and one output token together; null where the entry says neither */
export function writtenPrice({ shownParams, modelInfo }: Deployment): number | null {
  const input = price(shownParams["input_cost_per_token"]) ?? price(modelInfo["input_cost_per_token"]);
  const output = price(shownParams["output_cost_per_token"]) ?? price(modelInfo["output_cost_per_token"]);
  return input === null && output === null ? null : (input ?? 0) + (output ?? 0);
}

function price(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : null;
}
