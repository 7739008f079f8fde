/**
 * Ollama's `think`: on or off, and for gpt-oss, which knows no off, how much.
 *
 * `low`, `medium`, `high` (and what lies beyond) switch it on, `none` and `minimal` off. A token budget only says "on":
 * Ollama has no place for the count. For gpt-oss a budget becomes the effort that LiteLLM gives it.
 * @source Ollama 0.17.4 api/types.go ThinkValue; golden cases chat-oll-effort, messages-oll-thinking
 */
import type { ReasoningRequest } from "../../contract/conversation.ts";

const quietEfforts = new Set(["none", "minimal"]);

export function thinkFor(reasoning: ReasoningRequest, model: string): boolean | string | null {
  const isGraded = model.startsWith("gpt-oss");
  const { effort, budgetTokens, mode } = reasoning;
  if (effort !== null) return isGraded ? gradeOf(effort) : !quietEfforts.has(effort);
  if (mode === "off") return false;
  if (budgetTokens !== null && isGraded) return gradeOfBudget(budgetTokens);
  return mode !== null || budgetTokens !== null ? true : null;
}

function gradeOf(effort: string): string {
  if (quietEfforts.has(effort)) return "low";
  return effort === "low" || effort === "medium" ? effort : "high";
}

function gradeOfBudget(tokens: number): string {
  if (tokens <= 1024) return "low";
  return tokens <= 2048 ? "medium" : "high";
}
