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
    fields: /^body\.(db|portico_version|success_callbacks|config\.(loaded_at|state|version))$/,
    portico: /^("connected"|"\d+\.\d+\.\d+"|\[\]|"\d{4}-[\dT:.-]+Z"|"ok"|"[0-9a-f]{12}")$/,
    reason:
      "readiness says the state of the config file beside LiteLLM's members, and that the log (which needs no Postgres) is there",
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
    id: "headers-may-be-secrets",
    cases: /^get-\/(v1\/)?model\/info$/,
    fields: /^body\.data\[dep-extra\]\.litellm_params\.extra_headers\./,
    portico: absent,
    reason: "`extra_headers` often hold a key, so `/model/info` does not show them; LiteLLM does",
  },
];
