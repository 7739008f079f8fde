/** Which of LiteLLM's exception classes a failure belongs to, for the policies that are written by class. */
import type { ErrorCode } from "../contract/errors.ts";
import type { ByFailureClass, FailureClass } from "../contract/routing-settings.ts";

/** Context window and content policy are bad requests too, as in LiteLLM: see `valueFor`. */
const classes: Readonly<Partial<Record<ErrorCode, FailureClass>>> = {
  upstream_bad_request: "BadRequestError",
  upstream_context_window: "BadRequestError",
  unsupported_params: "BadRequestError",
  upstream_content_policy: "ContentPolicyViolationError",
  upstream_auth: "AuthenticationError",
  upstream_timeout: "TimeoutError",
  upstream_rate_limit: "RateLimitError",
  upstream_error: "InternalServerError",
  upstream_unavailable: "InternalServerError",
  upstream_connection_error: "InternalServerError",
  upstream_disconnected: "InternalServerError",
  upstream_invalid_response: "InternalServerError",
  dns_error: "InternalServerError",
};

/**
 * What a policy says about a failure.
 *
 * @returns null when it says nothing; a content policy failure is a bad request first, and its own entry counts only
 *   where `BadRequestError` has none
 */
export function valueFor(policy: ByFailureClass | null | undefined, code: ErrorCode): number | null {
  const name = classes[code];
  if (policy === null || policy === undefined || name === undefined) return null;
  if (name === "ContentPolicyViolationError") return policy.BadRequestError ?? policy[name] ?? null;
  return policy[name] ?? null;
}
