/** Log probabilities in OpenAI chat's form (`{content: [...]}`) as Responses' list, as JSON text; `[]` when there are none. */
import { recordOf } from "../../base/json-shape.ts";

export function logprobsText(logprobs: unknown): string {
  const content = recordOf(logprobs)?.["content"];
  return Array.isArray(content) && content.length > 0 ? JSON.stringify(content) : "[]";
}
