/**
 * What Ollama's refusal means. Its body is `{"error": "..."}` with an HTTP status, mostly the right one.
 *
 * @source errors of a real Ollama 0.17.4 (__fixtures__/errors.json)
 */
import { classifyText, errorText } from "../shared/classify-error.ts";
import { parseRetryAfter } from "../shared/retry-after.ts";
import type { ClassifiedError, ErrorReply } from "../provider.ts";

const contextWords = [
  "exceeds the context length",
  "exceeds maximum context length",
  "exceed the available context size",
];
/** A wrong type in `options` is a 500 of the server's, but the request's fault: no retry mends it. */
const wrongOption = /^option ".+" must be /;

export function classifyError(reply: ErrorReply): ClassifiedError {
  return classifyOllamaText(reply.status, errorText(reply.body), parseRetryAfter(reply.headers));
}

/** The same judgement for an error that came inside a 200 answer or stream. */
export function classifyOllamaText(status: number, text: string, retryAfterMs: number | null): ClassifiedError {
  const lower = text.toLowerCase();
  if (contextWords.some((words) => lower.includes(words))) {
    const className = "ContextWindowExceededError";
    return { ...classifyText(status, text, retryAfterMs), code: "upstream_context_window", status: 400, className };
  }
  return classifyText(wrongOption.test(text) ? 400 : status, text, retryAfterMs);
}
