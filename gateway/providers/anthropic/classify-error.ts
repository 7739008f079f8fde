/**
 * What Anthropic's refusals mean: our code, the status clients get, LiteLLM's class name.
 *
 * Inside a stream there is no status: the error's own type says which one it would have been. 529 (overloaded) stays
 * 529; a dialect whose clients do not know it makes 503 of it.
 *
 * @source https://docs.claude.com/en/api/errors
 */
import { isRecord, textOf } from "../../base/json-shape.ts";
import type { ErrorCode } from "../../contract/errors.ts";
import { contextWindowWords } from "../shared/classify-error.ts";
import { parseRetryAfter } from "../shared/retry-after.ts";
import type { ClassifiedError, ErrorReply } from "../provider.ts";

const maxTextLength = 2048;

const tooLongWords = [...contextWindowWords, "prompt is too long", "exceeds the context window"];
const contentPolicyWords = ["content filtering policy", "usage policy"];

const statusByType: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

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
  [529, ["upstream_unavailable", "ServiceUnavailableError"]],
]);

export function classifyError(reply: ErrorReply): ClassifiedError {
  const text = reply.body.toString("utf8").trim();
  const sentence = sentenceIn(text) ?? (text === "" ? "The provider sent no reason." : text);
  return classified(reply.status, sentence, parseRetryAfter(reply.headers));
}

/** @param error  the value of `error` in an error event or an error-shaped answer */
export function classifyInside(error: unknown): ClassifiedError {
  const type = isRecord(error) ? textOf(error["type"]) : null;
  const status = type !== null && Object.hasOwn(statusByType, type) ? (statusByType[type] ?? 500) : 500;
  const message = isRecord(error) ? textOf(error["message"]) : textOf(error);
  return classified(status, message ?? type ?? "The provider sent no reason.", null);
}

function classified(status: number, text: string, retryAfterMs: number | null): ClassifiedError {
  const [code, className, shown] = judged(status, text.toLowerCase());
  return { code, status: shown, className, text: text.slice(0, maxTextLength), retryAfterMs };
}

function judged(status: number, lower: string): readonly [ErrorCode, string, number] {
  const is = (words: readonly string[]): boolean => status < 500 && words.some((word) => lower.includes(word));
  if (is(tooLongWords)) return ["upstream_context_window", "ContextWindowExceededError", 400];
  if (is(contentPolicyWords)) return ["upstream_content_policy", "ContentPolicyViolationError", 400];
  const [code, className] = byStatus.get(status) ?? unlisted(status);
  return [code, className, status >= 400 && status <= 599 ? status : 502];
}

function unlisted(status: number): Mapped {
  if (status >= 300 && status < 400) return ["redirect_refused", "APIError"];
  if (status >= 400 && status < 500) return ["upstream_bad_request", "APIError"];
  return ["upstream_error", "APIError"];
}

/** The message of `{error: {message}}`, `{error}`, `{message}` or `{detail}`; null when the body is something else. */
function sentenceIn(body: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  if (!isRecord(value)) return textOf(value);
  const { error } = value;
  return (
    (isRecord(error) ? textOf(error["message"]) : textOf(error)) ?? textOf(value["message"]) ?? textOf(value["detail"])
  );
}
