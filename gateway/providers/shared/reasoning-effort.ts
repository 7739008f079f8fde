/**
 * A thinking budget in OpenAI's words, and back.
 *
 * @source LiteLLM 1.103.7 (golden data): 10 tokens = minimal, 1,024 = low; its budgets per effort: 128, 1024, 2048, 4096
 */
const budgets: readonly (readonly [effort: string, tokens: number])[] = [
  ["high", 4096],
  ["medium", 2048],
  ["low", 1024],
];

/** @returns the highest effort that the budget pays for */
export function effortOf(budgetTokens: number): string {
  return budgets.find(([, tokens]) => budgetTokens >= tokens)?.[0] ?? "minimal";
}
