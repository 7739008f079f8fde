/** Differences that are no choice: what is not built yet, in the words of the milestone that builds it. */
import type { Rule } from "../compare.ts";

const absent = /^\(absent\)$/;
const isLater = true;

/** `/v1/models` as LiteLLM fills it: each wildcard as the models of its provider that the table knows. */
const lists: readonly Rule[] = [
  {
    id: "model-table-later",
    cases: /^(get|key|route)-/,
    fields: /^body(\.data\[[^\]]*\])?\.(mode|max_input_tokens|max_output_tokens)$/,
    portico: absent,
    reason: "limits and modes that the config does not state come from LiteLLM's table, which is not there yet",
    isLater,
  },
  {
    id: "wildcard-models-later",
    cases: /^(key-models|get-\/(v1\/)?models|route-models)/,
    fields: /^body\.data(\.order|\[(wild|fixed)\/[^\]]*\]\.(id|object|created|owned_by|mode|metadata\.fallbacks))$/,
    portico: /^(alias-of-gpt4 qwen-235b gpt-4 local demo emb oai claude .*|good fb fb2 fb3 rt .*|\(absent\))$/,
    reason: "LiteLLM lists a wildcard as the models of its provider that its table knows",
    isLater,
  },
  {
    id: "model-facts-later",
    cases: /^get-\/(v1\/)?model\/info(\?litellm_model_id=dep-gpt4)?$/,
    fields:
      /^body\.data(\.order|\[[\w-]+\]\.model_info\.(\w*cost\w*(\.\w+)?|max_(input_|output_)?tokens|supports_\w+|supported_\w+\[\d+\]|key|mode|litellm_provider|rpm|tpm|output_vector_size|prompt_cache_min_tokens|search_free_requests\.\w+)|\[dep-(wild|gpt4)\]\.(model_name|litellm_params\.model))$/,
    reason: "prices, limits and capabilities in `/model/info` come from the model table",
    isLater,
  },
  {
    id: "table-routes-later",
    cases: /^(get-\/model_group\/info|get-\/utils\/supported_openai_params|post-\/utils\/token_counter)/,
    fields: /^status$/,
    litellm: /^200$/,
    portico: /^404$/,
    reason:
      "`/model_group/info`, `/utils/supported_openai_params` and `/utils/token_counter` come with the model table",
    isLater,
  },
];

const faultRoutes =
  "fb|fb2|limited|small|strict|claudebad|ollbad|dead|fb-tools|fb-messages|request-fallbacks|request-fallback-objects";

const routing: readonly Rule[] = [
  {
    id: "fallbacks-later",
    cases: new RegExp(`^route-((${faultRoutes})(-stream)?|fb-embeddings)$`),
    fields: /^status$/,
    litellm: /^200$/,
    portico: /^(400|429|500)$/,
    reason:
      "fallbacks: `fallbacks`, `default_fallbacks`, `context_window_fallbacks`, `content_policy_fallbacks`, per-request `fallbacks`",
    isLater,
  },
  {
    id: "fallback-of-a-clients-fault-later",
    cases: /^route-client-fault-fallback(-stream)?$/,
    fields: /^upstream(\.count|\[1\]\..+)$/,
    litellm: /^(2|authorization: Bearer sk-up-1|"fault:400"|"user"|"good"|true|POST \/v1\/chat\/completions)$/,
    portico: /^(1|\(absent\))$/,
    reason: "fallbacks also follow a 400 of the provider's, as every class of error",
    isLater,
  },
  {
    id: "retries-later",
    cases: /^route-(rt|request-retries|header-retries)(-stream)?$/,
    fields: /^upstream(\.count|\[[12]\]\..+)$/,
    portico: /^(1|\(absent\))$/,
    reason: "one retry loop: `num_retries`, `retry_policy` by error class, also where a group has one deployment",
    isLater,
  },
  {
    id: "tags-later",
    cases: /^route-tag-/,
    fields: /^(status|header\.x-litellm-model-id|upstream\[0\]\.body\.model)$/,
    litellm: /^(401|r-(free|paid|def|wpaid)|"(free|paid|def)")$/,
    portico: /^(200|r-(free|paid|def|wpaid)|"(free|paid|def)")$/,
    reason: "tag routing (`tags`, `default`)",
    isLater,
  },
  {
    id: "order-later",
    cases: /^route-order(-stream)?$/,
    fields: /^(header\.x-litellm-model-id|upstream\[0\]\.body\.model)$/,
    litellm: /^(r-one|"one")$/,
    portico: /^(r-two|"two")$/,
    reason: "`order` per deployment",
    isLater,
  },
  {
    id: "fallbacks-in-the-list-later",
    cases: /^(get-\/v1\/models\?include_metadata=true|route-models-(metadata|context))$/,
    fields: /^body\.data\[[\w-]+\]\.metadata\.fallbacks(\[\d\])?$/,
    portico: absent,
    reason: "`include_metadata` lists each alias's fallbacks, which come with routing",
    isLater,
  },
  {
    id: "fallback-type-later",
    cases: /^route-models-bad-type$/,
    fields: /^status$/,
    litellm: /^400$/,
    portico: /^200$/,
    reason: "`fallback_type` is judged where fallbacks are listed",
    isLater,
  },
];

export const laterRules: readonly Rule[] = [...lists, ...routing];
