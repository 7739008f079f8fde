/**
 * How much the model shall think, in the words its generation knows: a token budget up to 2.5, a level from 3 on.
 *
 * Budgets are LiteLLM's for the same words. `none` is the least a model can do: some cannot stop thinking.
 * @source https://ai.google.dev/gemini-api/docs/thinking
 */
import type { ReasoningRequest } from "../../contract/conversation.ts";
import { modelTraits, type ModelTraits } from "./model-traits.ts";

const proMinimum = 128;
const budgets: ReadonlyMap<string, number> = new Map([
  ["low", 1024],
  ["medium", 2048],
  ["high", 4096],
  ["xhigh", 24_576],
  ["max", 24_576],
]);

export function thinkingConfig(reasoning: ReasoningRequest, model: string): Record<string, unknown> {
  const traits = modelTraits(model);
  const isOff = reasoning.mode === "off" || reasoning.effort === "none" || reasoning.budgetTokens === 0;
  const amount = traits.thinksByLevel ? levelOf(reasoning, isOff, traits, model) : budgetOf(reasoning, isOff, traits);
  return { ...amount, includeThoughts: !isOff };
}

function budgetOf(reasoning: ReasoningRequest, isOff: boolean, traits: ModelTraits): Record<string, unknown> {
  if (isOff) return { thinkingBudget: traits.isPro ? proMinimum : 0 };
  if (reasoning.budgetTokens !== null) return { thinkingBudget: reasoning.budgetTokens };
  if (reasoning.effort === "minimal") return { thinkingBudget: traits.isFlashLite ? 512 : proMinimum };
  const budget = budgets.get(reasoning.effort ?? "");
  return budget === undefined ? {} : { thinkingBudget: budget };
}

function levelOf(
  reasoning: ReasoningRequest,
  isOff: boolean,
  traits: ModelTraits,
  model: string,
): Record<string, unknown> {
  const effort = isOff ? "minimal" : (reasoning.effort ?? effortFor(reasoning.budgetTokens));
  switch (effort) {
    case "minimal":
      return { thinkingLevel: traits.isPro ? "low" : "minimal" };
    case "low":
      return { thinkingLevel: "low" };
    case "medium":
      // The first Pro of this generation knows low and high only.
      return { thinkingLevel: /gemini-3-pro/.test(model) ? "high" : "medium" };
    case "high":
    case "xhigh":
    case "max":
      return { thinkingLevel: "high" };
    default:
      return {};
  }
}

/** Budgets are refused by the newest models: the nearest word. */
function effortFor(budgetTokens: number | null): string | null {
  if (budgetTokens === null || budgetTokens < 0) return null;
  return budgetTokens <= 1024 ? "low" : budgetTokens <= 8192 ? "medium" : "high";
}
