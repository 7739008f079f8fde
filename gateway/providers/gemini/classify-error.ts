/**
 * What Google's refusals mean: `{error: {code, message, status, details}}`, by HTTP's status first, then by its own word.
 *
 * Two refusals hide behind a 400: a wrong key and a prompt that is too long. `RetryInfo` says how long to wait.
 * @source https://cloud.google.com/apis/design/errors, https://ai.google.dev/gemini-api/docs/troubleshooting
 */
import { numberOf, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import type { ErrorCode } from "../../contract/errors.ts";
import type { ClassifiedError, ErrorReply } from "../provider.ts";
import { parseRetryAfter } from "../shared/retry-after.ts";

type Mapped = readonly [code: ErrorCode, status: number, className: string];

const maxTextLength = 2048;
const wrongKey: Mapped = ["upstream_auth", 401, "AuthenticationError"];
const tooLong: Mapped = ["upstream_context_window", 400, "ContextWindowExceededError"];
const badRequest: Mapped = ["upstream_bad_request", 400, "BadRequestError"];
const permission: Mapped = ["upstream_permission", 403, "PermissionDeniedError"];
const notFound: Mapped = ["upstream_not_found", 404, "NotFoundError"];
const rateLimit: Mapped = ["upstream_rate_limit", 429, "RateLimitError"];
const internal: Mapped = ["upstream_error", 500, "InternalServerError"];
const unavailable: Mapped = ["upstream_unavailable", 503, "ServiceUnavailableError"];
const timeout: Mapped = ["upstream_timeout", 504, "Timeout"];

const byWord: ReadonlyMap<string, Mapped> = new Map([
  ["INVALID_ARGUMENT", badRequest],
  ["FAILED_PRECONDITION", badRequest],
  ["OUT_OF_RANGE", badRequest],
  ["UNAUTHENTICATED", wrongKey],
  ["PERMISSION_DENIED", permission],
  ["NOT_FOUND", notFound],
  ["RESOURCE_EXHAUSTED", rateLimit],
  ["INTERNAL", internal],
  ["UNKNOWN", internal],
  ["DATA_LOSS", internal],
  ["UNAVAILABLE", unavailable],
  ["DEADLINE_EXCEEDED", timeout],
]);
const byStatus: ReadonlyMap<number, Mapped> = new Map([
  [400, badRequest],
  [401, wrongKey],
  [403, permission],
  [404, notFound],
  [408, ["upstream_timeout", 408, "Timeout"]],
  [422, ["upstream_unprocessable", 422, "UnprocessableEntityError"]],
  [429, rateLimit],
  [500, internal],
  [502, ["upstream_error", 502, "BadGatewayError"]],
  [503, unavailable],
  [504, timeout],
  [529, ["upstream_unavailable", 529, "ServiceUnavailableError"]],
]);
/** No status of HTTP's: the word decides. */
const saysItInWords = 0;
const keyWords = ["api key not valid", "api_key_invalid", "api key expired"];
const lengthWords = ["exceeds the maximum number of tokens", "request payload size exceeds", "context length"];

export function classifyError({ status, headers, body }: ErrorReply): ClassifiedError {
  const text = body.toString("utf8").trim();
  const error = errorIn(text);
  if (error !== null) return classify(status, error, parseRetryAfter(headers));
  return classify(status, { message: text === "" ? "The provider sent no reason." : text }, parseRetryAfter(headers));
}

/** @param error  the value of `error` in a 200 answer or in an event */
export function errorInside(error: unknown): ClassifiedError {
  const fields = recordOf(error) ?? { message: typeof error === "string" ? error : JSON.stringify(error) };
  const code = numberOf(fields["code"]);
  const status = code !== null && code >= 400 && code <= 599 ? code : null;
  return classify(status ?? (byWord.has(textOf(fields["status"]) ?? "") ? saysItInWords : 500), fields, null);
}

function classify(
  status: number,
  error: Readonly<Record<string, unknown>>,
  retryAfterMs: number | null,
): ClassifiedError {
  const text = (textOf(error["message"]) ?? JSON.stringify(error)).slice(0, maxTextLength);
  const [code, clientStatus, className] = meaningOf(status, textOf(error["status"]), text.toLowerCase());
  return { code, status: clientStatus, className, text, retryAfterMs: retryDelay(error["details"]) ?? retryAfterMs };
}

function meaningOf(status: number, word: string | null, text: string): Mapped {
  if (status < 500 && keyWords.some((part) => text.includes(part))) return wrongKey;
  if (status < 500 && status !== 429 && lengthWords.some((part) => text.includes(part))) return tooLong;
  return byStatus.get(status) ?? byWord.get(word ?? "") ?? unlisted(status);
}

function unlisted(status: number): Mapped {
  if (status >= 300 && status < 400) return ["redirect_refused", 502, "APIError"];
  if (status >= 400 && status < 500) return ["upstream_bad_request", status, "APIError"];
  return ["upstream_error", status >= 500 && status <= 599 ? status : 502, "APIError"];
}

/** Google's error object, which an endpoint that streams a list puts into one. */
function errorIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const error: unknown = recordOf(Array.isArray(value) ? value[0] : value)?.["error"];
    return typeof error === "string" ? { message: error } : recordOf(error);
  } catch {
    return null;
  }
}

/** @returns milliseconds of `RetryInfo.retryDelay` (`"34.07s"`) */
function retryDelay(details: unknown): number | null {
  for (const detail of recordsOf(details)) {
    const seconds = /^(\d{1,5}(?:\.\d+)?)s$/.exec(textOf(detail["retryDelay"]) ?? "")?.[1];
    if (seconds !== undefined) return Math.round(Number(seconds) * 1000);
  }
  return null;
}
