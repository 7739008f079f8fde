/**
 * The keys of config.yaml: which section each belongs to, what kind of value it takes, and whether Portico acts on it.
 *
 * `now` = honoured; `later` = LiteLLM's, kept in the file and not acted on yet; `never` = needs Python or Postgres.
 * @source LiteLLM's documentation and constructor parameters
 */
export type KeyKind = "text" | "number" | "boolean" | "list" | "map" | "any";
export type KeyStatus = "now" | "later" | "never";

export interface ConfigKey {
  readonly kind: KeyKind;
  readonly status: KeyStatus;
}

export type ConfigSection =
  | "top"
  | "model_entry"
  | "litellm_params"
  | "model_info"
  | "router_settings"
  | "litellm_settings"
  | "general_settings"
  | "portico"
  | "portico.log"
  | "portico.otel"
  | "callback_settings.otel"
  | "portico.tls"
  | "portico.client_certificates"
  | "portico.address_limits";

function keys(status: KeyStatus, kind: KeyKind, names: string): [string, ConfigKey][] {
  return names.split(" ").map((name) => [name, { kind, status }]);
}

const prices =
  "input_cost_per_token output_cost_per_token input_cost_per_second output_cost_per_second cache_read_input_token_cost " +
  "cache_creation_input_token_cost output_cost_per_reasoning_token input_cost_per_character output_cost_per_character " +
  "input_cost_per_image output_cost_per_image input_cost_per_query input_cost_per_audio_token output_cost_per_audio_token " +
  "input_cost_per_request cache_creation_input_token_cost_above_1hr input_cost_per_image_token output_cost_per_image_token";

/** Parameters of a call that a deployment may set as defaults; they go upstream as they are. */
const callParameters =
  "temperature max_tokens max_completion_tokens top_p top_k min_p n stop seed presence_penalty frequency_penalty logit_bias " +
  "response_format reasoning_effort thinking num_ctx keep_alive user parallel_tool_calls service_tier verbosity dimensions";

const sections: Readonly<Record<ConfigSection, ReadonlyMap<string, ConfigKey>>> = {
  top: new Map([
    ...keys("now", "list", "model_list credential_list"),
    ...keys("now", "any", "include"),
    ...keys("now", "map", "litellm_settings router_settings general_settings environment_variables portico"),
    ...keys("now", "map", "callback_settings"),
    ...keys("later", "any", "guardrails prompts mcp_servers mcp_tools agent_list vector_store_registry"),
    ...keys("later", "any", "search_tools assistant_settings files_settings finetune_settings default_vertex_config"),
  ]),
  model_entry: new Map([...keys("now", "text", "model_name"), ...keys("now", "map", "litellm_params model_info")]),
  litellm_params: new Map([
    ...keys("now", "number", prices),
    ...keys("now", "text", "base_model"),
    ...keys("now", "text", "model api_key api_base base_url custom_llm_provider mock_response litellm_credential_name"),
    ...keys("now", "any", "organization timeout stream_timeout"),
    ...keys(
      "now",
      "text",
      "api_version base_model azure_ad_token aws_access_key_id aws_secret_access_key aws_session_token",
    ),
    ...keys("now", "text", "aws_region_name region_name aws_bedrock_runtime_endpoint"),
    ...keys("now", "number", "rpm tpm weight num_retries order max_parallel_requests cooldown_time max_budget"),
    ...keys("now", "boolean", "drop_params use_in_pass_through merge_reasoning_content_in_choices"),
    ...keys("now", "list", "additional_drop_params allowed_openai_params tags"),
    ...keys("now", "map", "extra_headers extra_body"),
    ...keys("now", "any", callParameters),
    ...keys("now", "text", "vertex_project vertex_location"),
    ...keys("now", "any", "vertex_credentials"),
    ...keys("later", "number", "max_retries max_file_size_mb"),
    ...keys("later", "list", "configurable_clientside_auth_params cache_control_injection_points"),
    ...keys("now", "text", "budget_duration"),
    ...keys("later", "text", "watsonx_region_name"),
    ...keys("later", "boolean", "use_litellm_proxy stream"),
    ...keys(
      "later",
      "text",
      "aws_session_name aws_profile_name aws_role_name aws_web_identity_token tenant_id client_id client_secret",
    ),
    ...keys("later", "any", "metadata model_info vector_store_id litellm_trace_id tier auto_router_config"),
  ]),
  model_info: new Map([
    ...keys("now", "any", "id"),
    ...keys("now", "text", "mode health_check_model"),
    ...keys("now", "number", "max_tokens max_input_tokens max_output_tokens health_check_timeout"),
    ...keys("now", "text", "base_model"),
    ...keys("later", "text", "health_check_voice team_id team_public_model_name"),
    ...keys("later", "number", "health_check_max_tokens"),
    ...keys("now", "number", prices),
    ...keys("now", "boolean", "supports_vision supports_function_calling supports_reasoning supports_tool_choice"),
    ...keys("now", "boolean", "supports_parallel_function_calling supports_response_schema supports_web_search"),
    ...keys("now", "list", "access_groups"),
  ]),
  router_settings: new Map([
    ...keys("now", "text", "routing_strategy"),
    ...keys("now", "number", "num_retries timeout stream_timeout"),
    ...keys("now", "map", "model_group_alias default_litellm_params provider_budget_config"),
    ...keys("now", "number", "retry_after max_fallbacks allowed_fails cooldown_time default_max_parallel_requests"),
    ...keys("now", "boolean", "disable_cooldowns enable_pre_call_checks enable_tag_filtering tag_filtering_match_any"),
    ...keys("now", "boolean", "enable_health_check_routing"),
    ...keys("now", "number", "health_check_staleness_threshold"),
    ...keys("now", "list", "fallbacks context_window_fallbacks content_policy_fallbacks default_fallbacks"),
    ...keys("now", "map", "routing_strategy_args retry_policy model_group_retry_policy allowed_fails_policy"),
    ...keys("later", "number", "default_priority"),
    ...keys("later", "boolean", "cache_responses"),
    ...keys("later", "list", "optional_pre_call_checks"),
    ...keys("later", "map", "cache_kwargs"),
    ...keys("later", "any", "caching_groups client_ttl polling_interval set_verbose debug_level alerting_config"),
    ...keys("later", "any", "assistants_config search_tools ignore_invalid_deployments router_general_settings"),
    ...keys("never", "any", "redis_host redis_port redis_password redis_url redis_db"),
  ]),
  litellm_settings: new Map([
    ...keys("now", "boolean", "set_verbose json_logs turn_off_message_logging forward_traceparent_to_llm_provider"),
    ...keys("later", "boolean", "drop_params"),
    ...keys("now", "number", "num_retries request_timeout"),
    ...keys("now", "any", "callbacks success_callback failure_callback"),
    ...keys("now", "list", "fallbacks context_window_fallbacks content_policy_fallbacks default_fallbacks"),
    ...keys("later", "any", "cache cache_params redact_user_api_key_info redact_messages_in_exceptions modify_params"),
    ...keys("now", "number", "allowed_fails cooldown_time max_budget"),
    ...keys("later", "number", "max_internal_user_budget"),
    ...keys("now", "text", "budget_duration timezone"),
    ...keys("now", "map", "default_key_generate_params upperbound_key_generate_params tag_budget_config"),
    ...keys("later", "any", "default_internal_user_params"),
    ...keys(
      "later",
      "any",
      "default_team_settings ssl_verify force_ipv4 enable_json_schema_validation check_provider_endpoint",
    ),
    ...keys("later", "any", "include_cost_in_streaming_usage model_alias_map telemetry"),
    ...keys("never", "any", "custom_provider_map post_call_rules"),
  ]),
  general_settings: new Map([
    ...keys(
      "now",
      "text",
      "master_key completion_model embedding_model image_generation_model moderation_model litellm_key_header_name",
    ),
    ...keys(
      "now",
      "boolean",
      "set_verbose disable_spend_logs always_include_stream_usage enable_health_check_routing otel",
    ),
    ...keys("now", "number", "health_check_staleness_threshold"),
    ...keys("now", "number", "max_request_size_mb"),
    ...keys("now", "list", "allowed_ips"),
    ...keys("later", "number", "health_check_interval"),
    ...keys(
      "later",
      "any",
      "background_health_checks health_check_details store_model_in_db store_prompts_in_spend_logs",
    ),
    ...keys("now", "number", "max_parallel_requests global_max_parallel_requests"),
    ...keys(
      "later",
      "any",
      "max_response_size_mb alerting alerting_threshold alert_types alerting_args alert_to_webhook_url",
    ),
    ...keys(
      "later",
      "any",
      "pass_through_endpoints infer_model_from_keys allowed_routes public_routes admin_only_routes",
    ),
    ...keys(
      "later",
      "any",
      "enforced_params allow_client_side_credentials forward_client_headers_to_llm_api forward_openai_org_id",
    ),
    ...keys(
      "later",
      "any",
      "user_header_name user_header_mappings use_client_credentials_pass_through_routes disable_error_logs",
    ),
    ...keys(
      "later",
      "any",
      "reject_clientside_metadata_tags enforce_user_param proxy_batch_write_at user_api_key_cache_ttl",
    ),
    ...keys(
      "never",
      "any",
      "database_url database_connection_pool_limit database_connection_timeout custom_auth enable_jwt_auth",
    ),
    ...keys("never", "any", "litellm_jwtauth key_management_system key_management_settings allow_user_auth"),
    ...keys(
      "never",
      "any",
      "proxy_budget_rescheduler_min_time proxy_budget_rescheduler_max_time allow_requests_on_db_unavailable",
    ),
  ]),
  portico: new Map([
    ...keys("now", "text", "response_model"),
    ...keys("now", "list", "allowed_hosts allowed_origins continue_streams trusted_proxies client_certificates"),
    ...keys("now", "boolean", "ollama_api"),
    ...keys("now", "number", "connect_timeout stream_idle_timeout"),
    ...keys("now", "map", "log otel alias_budget_config tls address_limits"),
  ]),
  "portico.log": new Map([
    ...keys("now", "boolean", "bodies"),
    ...keys("now", "number", "body_kb retention_days max_mb"),
  ]),
  "portico.otel": new Map([...keys("now", "text", "names"), ...keys("now", "boolean", "capture_content")]),
  "callback_settings.otel": new Map([
    ...keys("now", "text", "exporter protocol endpoint"),
    ...keys("now", "any", "headers"),
    ...keys("now", "boolean", "message_logging"),
  ]),
  "portico.tls": new Map(keys("now", "text", "cert key client_ca client_certificate")),
  "portico.client_certificates": new Map(keys("now", "text", "name key")),
  "portico.address_limits": new Map([
    ...keys("now", "number", "rpm max_parallel_requests"),
    ...keys("now", "list", "exempt"),
  ]),
};

export function keysOf(section: ConfigSection): ReadonlyMap<string, ConfigKey> {
  return sections[section];
}

/** Sections whose unknown keys are the user's own or the provider's and mean no mistake. */
export const openSections: ReadonlySet<ConfigSection> = new Set<ConfigSection>(["model_info"]);
