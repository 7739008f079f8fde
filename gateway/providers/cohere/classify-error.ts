/**
 * What Cohere's refusals mean: `{"message": ...}`, and some statuses of its own.
 *
 * @source https://docs.cohere.com/reference/errors; 498 and 499: LiteLLM's mapping and Cohere's SDK
 */
import type { ClassifiedError, ErrorReply } from "../provider.ts";
import { classifyError as classifyReply } from "../shared/classify-error.ts";

const contextWindowWords = ["too many tokens", "exceeds the limit of", "exceeds the maximum allowed length"];
const blockedWords = ["blocked output", "blocked input", "safety"];
const keyWords = ["invalid api token", "no api key supplied", "api key has expired"];

export function classifyError(reply: ErrorReply): ClassifiedError {
  const plain = classifyReply(reply);
  const lower = plain.text.toLowerCase();
  const says = (words: readonly string[]): boolean => words.some((word) => lower.includes(word));
  if (reply.status === 400 && says(contextWindowWords)) {
    return { ...plain, code: "upstream_context_window", status: 400, className: "ContextWindowExceededError" };
  }
  if (reply.status === 400 && says(blockedWords)) {
    return { ...plain, code: "upstream_content_policy", status: 400, className: "ContentPolicyViolationError" };
  }
  if (reply.status === 498 || says(keyWords)) {
    return { ...plain, code: "upstream_auth", status: 401, className: "AuthenticationError" };
  }
  return plain;
}
