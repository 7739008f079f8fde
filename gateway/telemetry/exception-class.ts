/**
 * LiteLLM's name for a failure (`exception_class` of its metrics): the Python class, after the provider where one failed.
 *
 * @source LiteLLM integrations/prometheus.py: `Openai.RateLimitError`
 */
const classes: Readonly<Record<string, string>> = {
  upstream_bad_request: "BadRequestError",
  upstream_context_window: "ContextWindowExceededError",
  upstream_content_policy: "ContentPolicyViolationError",
  upstream_auth: "AuthenticationError",
  upstream_permission: "PermissionDeniedError",
  upstream_not_found: "NotFoundError",
  upstream_unprocessable: "UnprocessableEntityError",
  upstream_rate_limit: "RateLimitError",
  upstream_timeout: "Timeout",
  upstream_unavailable: "ServiceUnavailableError",
  upstream_connection_error: "APIConnectionError",
  upstream_disconnected: "APIConnectionError",
  dns_error: "APIConnectionError",
  tls_error: "APIConnectionError",
  upstream_error: "InternalServerError",
  upstream_invalid_response: "APIResponseValidationError",
  budget_exceeded: "BudgetExceededError",
  rate_limit_exceeded: "RateLimitError",
  no_healthy_deployment: "RouterRateLimitError",
  unknown_model: "BadRequestError",
  unsupported_params: "UnsupportedParamsError",
  client_disconnected: "CancelledError",
};

/** @param provider  who failed; null = the gateway refused */
export function exceptionClass(code: string, provider: string | null): string {
  const name = classes[code] ?? "ProxyException";
  return provider === null ? name : `${titleOf(provider)}.${name}`;
}

/** As Python's `title()` has it: `vertex_ai` becomes `Vertex_Ai`. */
function titleOf(provider: string): string {
  return provider.replaceAll(/[a-z]+/gi, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
}
