/**
 * Body fields that speak to the gateway and never reach a provider.
 *
 * @source LiteLLM 1.103.7 (golden data) and the consumed fields its documentation lists
 */
export const gatewayFields: readonly string[] = [
  "metadata",
  "litellm_metadata",
  "tags",
  "num_retries",
  "timeout",
  "request_timeout",
  "stream_timeout",
  "ttl",
  "cache",
  "caching",
  "fallbacks",
  "context_window_fallbacks",
  "content_policy_fallbacks",
  "disable_fallbacks",
  "drop_params",
  "additional_drop_params",
  "allowed_openai_params",
  "extra_body",
  "mock_response",
  "mock_timeout",
  "mock_testing_fallbacks",
  "mock_testing_context_fallbacks",
  "mock_testing_content_policy_fallbacks",
  "mock_testing_rate_limit_error",
  "guardrails",
  "litellm_trace_id",
  "litellm_session_id",
  "fastest_response",
  "no-log",
  "litellm_params",
];
