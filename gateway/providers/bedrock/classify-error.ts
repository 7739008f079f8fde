/**
 * What Bedrock's refusals mean. The exception's name stands in `x-amzn-errortype`, in a stream in the event's name.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html; words: LiteLLM's mapping
 */
import { numberOf, textOf } from "../../base/json-shape.ts";
import type { ErrorCode } from "../../contract/errors.ts";
import type { ClassifiedError, ErrorReply } from "../provider.ts";
import { classifyError as classifyReply, classifyText } from "../shared/classify-error.ts";

type Mapped = readonly [status: number, code: ErrorCode, className: string];

const byException: ReadonlyMap<string, Mapped> = new Map<string, Mapped>([
  ["throttlingexception", [429, "upstream_rate_limit", "RateLimitError"]],
  ["servicequotaexceededexception", [429, "upstream_rate_limit", "RateLimitError"]],
  ["validationexception", [400, "upstream_bad_request", "BadRequestError"]],
  ["accessdeniedexception", [403, "upstream_permission", "PermissionDeniedError"]],
  ["unrecognizedclientexception", [401, "upstream_auth", "AuthenticationError"]],
  ["invalidsignatureexception", [401, "upstream_auth", "AuthenticationError"]],
  ["expiredtokenexception", [401, "upstream_auth", "AuthenticationError"]],
  ["missingauthenticationtokenexception", [401, "upstream_auth", "AuthenticationError"]],
  ["incompletesignatureexception", [401, "upstream_auth", "AuthenticationError"]],
  ["resourcenotfoundexception", [404, "upstream_not_found", "NotFoundError"]],
  ["modeltimeoutexception", [408, "upstream_timeout", "Timeout"]],
  ["modelnotreadyexception", [503, "upstream_unavailable", "ServiceUnavailableError"]],
  ["serviceunavailableexception", [503, "upstream_unavailable", "ServiceUnavailableError"]],
  ["modelstreamerrorexception", [500, "upstream_error", "InternalServerError"]],
  ["modelerrorexception", [500, "upstream_error", "InternalServerError"]],
  ["internalserverexception", [500, "upstream_error", "InternalServerError"]],
]);
const contextWindowWords = [
  "too many tokens",
  "expected maxlength:",
  "input is too long",
  "prompt is too long",
  "exceeds the maximum number of tokens",
  "exceeds the maximum length",
  "too large for model with",
];
const keyWords = ["security token included in the request is invalid", "signature we calculated does not match"];

export function classifyError(reply: ErrorReply): ClassifiedError {
  const plain = classifyReply(reply);
  const type = reply.headers["x-amzn-errortype"];
  const name = (Array.isArray(type) ? type[0] : type)?.split(":")[0] ?? "";
  return refine(plain, name);
}

/** @param value  the payload of an exception inside a stream */
export function classifyException(name: string, value: Readonly<Record<string, unknown>>): ClassifiedError {
  const text = textOf(value["message"]) ?? textOf(value["originalMessage"]) ?? textOf(value["code"]) ?? name;
  const original = numberOf(value["originalStatusCode"]) ?? 500;
  return refine(classifyText(original, text, null), name);
}

function refine(plain: ClassifiedError, name: string): ClassifiedError {
  const lower = plain.text.toLowerCase();
  const says = (words: readonly string[]): boolean => words.some((word) => lower.includes(word));
  const mapped = byException.get(name.toLowerCase());
  const status = mapped?.[0] ?? plain.status;
  if (status < 500 && status !== 429 && says(contextWindowWords)) {
    return { ...plain, code: "upstream_context_window", status: 400, className: "ContextWindowExceededError" };
  }
  if (plain.code === "upstream_content_policy" || plain.code === "upstream_context_window") return plain;
  if (says(keyWords)) return { ...plain, code: "upstream_auth", status: 401, className: "AuthenticationError" };
  return mapped === undefined ? plain : { ...plain, status: mapped[0], code: mapped[1], className: mapped[2] };
}
