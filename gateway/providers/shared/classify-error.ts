/**
 * What an upstream's refusal means: our code, the status clients get, and LiteLLM's class name for the message.
 *
 * @source LiteLLM's exception mapping: status first, then words in the text
 */
import type { ErrorCode } from "../../contract/errors.ts";
import { parseRetryAfter } from "./retry-after.ts";
import type { ClassifiedError, ErrorReply } from "../provider.ts";

const maxTextLength = 2048;

/** In lower case; servers of other dialects say them too. */
export const contextWindowWords = [
  "exceed context limit",
  "maximum context length",
  "string too long. expected a string with maximum length",
  "model's maximum context limit",
  "is longer than the model's context length",
  "input tokens exceed the configured limit",
  "context_length_exceeded",
];
const contentPolicyWords = ["content_policy_violation", "content management", "content_filter_policy", "safety system"];

type Mapped = readonly [code: ErrorCode, className: string];

const byStatus: ReadonlyMap<number, Mapped> = new Map<number, Mapped>([
  [400, ["upstream_bad_request", "BadRequestError"]],
  [401, ["upstream_auth", "AuthenticationError"]],
  [402, ["upstream_payment", "APIError"]],
  [403, ["upstream_permission", "APIError"]],
  [404, ["upstream_not_found", "NotFoundError"]],
  [408, ["upstream_timeout", "Timeout"]],
  [422, ["upstream_unprocessable", "UnprocessableEntityError"]],
  [429, ["upstream_rate_limit", "RateLimitError"]],
  [500, ["upstream_error", "InternalServerError"]],
  [502, ["upstream_error", "BadGatewayError"]],
  [503, ["upstream_unavailable", "ServiceUnavailableError"]],
  [504, ["upstream_timeout", "Timeout"]],
]);

export function classifyError(reply: ErrorReply): ClassifiedError {
  const retryAfterMs = parseRetryAfter(reply.headers);
  return classifyText(reply.status, errorText(reply.body), retryAfterMs);
}

/** The same judgement for an error that came inside a 200 answer or stream. */
export function classifyText(status: number, text: string, retryAfterMs: number | null): ClassifiedError {
  const lower = text.toLowerCase();
  const cut = text.slice(0, maxTextLength);
  const is = (words: readonly string[]): boolean => words.some((word) => lower.includes(word));
  if (status < 500 && is(contextWindowWords)) {
    return {
      code: "upstream_context_window",
      status: 400,
      className: "ContextWindowExceededError",
      text: cut,
      retryAfterMs,
    };
  }
  if (status < 500 && is(contentPolicyWords)) {
    return {
      code: "upstream_content_policy",
      status: 400,
      className: "ContentPolicyViolationError",
      text: cut,
      retryAfterMs,
    };
  }
  const [code, className] = byStatus.get(status) ?? unlisted(status);
  return { code, status: clientStatus(status), className, text: cut, retryAfterMs };
}

function unlisted(status: number): Mapped {
  if (status >= 300 && status < 400) return ["redirect_refused", "APIError"];
  if (status >= 400 && status < 500) return ["upstream_bad_request", "APIError"];
  return ["upstream_error", "APIError"];
}

/** Redirects and odd codes become 502; everything a client may act on stays. */
function clientStatus(status: number): number {
  return status >= 400 && status <= 599 ? status : 502;
}

/** The provider's sentence, wherever it put it; else the body's own text. */
export function errorText(body: Buffer): string {
  const text = body.toString("utf8").trim();
  try {
    return messageIn(JSON.parse(text) as unknown) ?? text; // unknown: narrowed below
  } catch {
    return text === "" ? "The provider sent no reason." : text;
  }
}

/** @returns the message of `{error: {message}}`, `{error}`, `{message}` or `{detail}`. */
export function messageIn(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return null;
  for (const key of ["error", "message", "detail"]) {
    if (key in value) return messageIn((value as Record<string, unknown>)[key]); // key is present: just checked
  }
  return null;
}
