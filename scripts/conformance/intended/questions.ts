/** Intended differences of what may be asked about the gateway itself: models, health, routes. */
import type { Rule } from "../compare.ts";

const absent = /^\(absent\)$/;

export const questionRules: readonly Rule[] = [
  {
    id: "unkeyed-401",
    cases: /^get-unkeyed-\/(health|model\/info)$/,
    fields: /^(status|body\.error\.(code|type)|error\.says)$/,
    litellm: /^(500|"internal_server_error"|\(absent\)|)$/,
    portico: /^(401|"401"|"auth_error"|No api key passed in)$/,
    reason: "no key: LiteLLM without a database says 500; Portico says 401 in the words of LiteLLM with one",
  },
  {
    id: "errors-in-the-envelope",
    cases:
      /^get-(\/v1\/models\/nope|\/model\/info\?litellm_model_id=nope|\/metrics|\/favicon\.ico|\/nope|\/v1|\/v1\/chat\/completions)$/,
    fields: /^(body\.(detail(\.error)?|error\.(code|param|type))|error\.(class|says))$/,
    reason: "the same status, in OpenAI's envelope instead of FastAPI's `detail`",
  },
  {
    id: "paged-models-not-there",
    cases: /^get-\/v2\/model\/info$/,
    fields: /^(status|body\.(detail\.error|error\.(code|type))|error\.(class|says))$/,
    litellm: /^(500|"DB not connected\..*|\(absent\))$/,
    portico: /^(404|"404"|"invalid_request_error"|\(absent\)|)$/,
    reason:
      "`/v2/model/info` needs LiteLLM's database, without which it says 500; Portico has no such route and says 404",
  },
  {
    id: "alias-found-by-name",
    cases: /^get-\/v1\/models\/alias-of-gpt4$/,
    fields: /^status$/,
    litellm: /^404$/,
    portico: /^200$/,
    reason: "a name of `model_group_alias` that the list shows is found when asked for alone; LiteLLM says 404",
  },
  {
    id: "own-routes",
    cases: /^get-\/routes$/,
    fields: /^body\.routes\[\d+\]\.(path|name|endpoint|methods\[\d\])$/,
    reason: "each gateway lists its own routes, in the same shape",
  },
  {
    id: "readiness-of-its-own",
    cases: /^get-(unkeyed-)?\/health\/readiness$/,
    fields: /^body\.(db|portico_version|success_callbacks|ledger\.state|config\.(loaded_at|state|version))$/,
    portico: /^("connected"|"\d+\.\d+\.\d+"|\[\]|"\d{4}-[\dT:.-]+Z"|"ok"|"[0-9a-f]{12}")$/,
    reason:
      "readiness says the state of the config file and of the ledger beside LiteLLM's members, and that the log (which needs no Postgres) is there",
  },
  {
    id: "health-says-more",
    cases: /^get-\/health\?model=/,
    fields: /^body\.(healthy_endpoints\[0\]\.(checked_at|latency_ms|model_name)|reason)$/,
    litellm: absent,
    reason: "each endpoint says its alias, time and latency, which LiteLLM leaves out; an unknown model says why",
  },
  {
    id: "health-asks-briefly",
    cases: /^get-\/health\?model=gpt-4$/,
    fields: /^upstream\[0\]\.body\.messages\[0\]\.content$/,
    portico: /^"Hi"$/,
    reason: "a health check says less to a model that bills by token",
  },
  {
    id: "panel-at-the-root",
    cases: /^get-unkeyed-\/$/,
    fields: /^status$|^body\.text$|^header\.content-type$/,
    portico: /^(302|<empty>|)$/,
    reason: "`/` leads to the panel; LiteLLM shows its API's documentation",
  },
  {
    id: "litellm-bookkeeping",
    cases: /^get-\/(v1\/)?model\/info/,
    fields:
      /^body\.data\[[\w-]+\]\.(litellm_params\.(allow_client_keepalive_override|use_xai_oauth)|model_info\.(member_auto_router|pricing_overrides))$/,
    litellm: /^(false|\[\])$/,
    portico: absent,
    reason: "switches of LiteLLM's own machinery that no config sets",
  },
  {
    id: "prices-of-another-day",
    cases: /^get-\/((v1\/)?model\/info|model_group\/info$)/,
    fields:
      /^body\.data\[(dep-[\w-]+\]\.model_info|dall\])\.(deprecation_date|\w+_cost_batches|input_cost_per_audio_token_priority|cache_read_input_image_token_cost|output_cost_per_token|prompt_cache_min_tokens|supports_tool_search)$/,
    reason:
      "the price map that comes with Portico is of a later day than LiteLLM 1.103.7's: some figures came, some went",
  },
  {
    id: "endpoints-not-taken",
    cases: /^get-\/(v1\/)?model\/info/,
    fields: /^body\.data\[dep-[\w-]+\]\.model_info\.supported_endpoints\[/,
    portico: absent,
    reason: "of LiteLLM's map the figures are taken, not the lists of routes, which are LiteLLM's own",
  },
  {
    id: "limits-are-the-deployments",
    cases: /^get-\/(v1\/)?model(_group)?\/info/,
    fields: /^body\.data\[(dep-)?gem(emb)?\]\.(model_info\.)?[rt]pm$/,
    portico: absent,
    reason:
      "`rpm` and `tpm` are what the file says of a deployment; LiteLLM fills in a provider's limit from its table",
  },
  {
    id: "lists-ask-no-provider",
    cases: /^(key-models|get-\/(v1\/)?models|get-\/(v1\/)?model\/info|get-\/model_group\/info)/,
    fields: /^body\.data\[(dep-)?oll(gen|emb)\]\.(model_info\.)?(mode|key)$/,
    litellm: /^"(chat|tiny|tiny-embed)"$/,
    reason: "LiteLLM asks an Ollama server about its model before it lists it; Portico asks nobody for a list",
  },
  {
    id: "one-entry-per-deployment",
    cases: /^get-\/(v1\/)?model\/info$/,
    fields: /^body\.data\[dep-gpt4\]\.model_name$/,
    litellm: /^"alias-of-gpt4"$/,
    portico: /^"gpt-4"$/,
    reason: "a deployment stands once in `/model/info`; LiteLLM repeats it for every name of `model_group_alias`",
  },
  {
    id: "params-asked-of-the-translator",
    cases: /^get-\/((v1\/)?model\/info|model_group\/info|utils\/supported_openai_params)/,
    fields: /^body(\.data\[[\w-]+\](\.model_info)?)?\.supported_openai_params\[\w+\]$/,
    litellm: /^("\w+"|\(absent\))$/,
    reason:
      "`supported_openai_params` is what this deployment really sends on, its own `allowed_openai_params` and dropped ones counted; LiteLLM's list is a table by provider",
  },
  {
    id: "group-facts-of-its-own",
    cases: /^get-\/model_group\/info/,
    fields: /^body\.data\[[\w-]+\]\.(supports_fast_mode|supported_reasoning_efforts(\[\w+\])?)$/,
    portico: absent,
    reason: "two facts that only LiteLLM's table holds",
  },
  {
    id: "counted-by-estimate",
    cases: /^post-\/utils\/token_counter$/,
    fields: /^body\.(tokenizer_type|total_tokens)$/,
    portico: /^("estimate"|\d+)$/,
    reason:
      "tokens are estimated and the answer says so; LiteLLM counts with a tokenizer of OpenAI's, whatever the model",
  },
  {
    id: "headers-may-be-secrets",
    cases: /^get-\/(v1\/)?model\/info$/,
    fields: /^body\.data\[dep-extra\]\.litellm_params\.extra_headers\./,
    portico: absent,
    reason: "`extra_headers` often hold a key, so `/model/info` does not show them; LiteLLM does",
  },
];
