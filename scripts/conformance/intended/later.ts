/** Differences that are no choice: what is not built yet, in the words of the milestone that builds it. */
import type { Rule } from "../compare.ts";

const absent = /^\(absent\)$/;
const isLater = true;

const aliases =
  "qwen-235b gpt-4 local demo emb oai claude oll ollgen ollemb gem gememb cmd cohemb cohrank vllmrank az dall tts whisper mod " +
  "inst dropper fewer allower extra merger olldrop clauded passvllm";
/** The whole lists as they must stand: aliases in the order of the file, pointers to groups first. */
const listOrders = [
  `alias-of-gpt4 ${aliases}( wild/\\*)?`,
  "good fb fb2 fb3 rt limited small strict nofb tagged withdefault onlyone ordered claudebad ollbad claude oll dead",
  `dep-${aliases.replace("qwen-235b gpt-4", "qwen gpt4").replace(" oai", " wild oai").replaceAll(" ", " dep-")}`,
];

const lists: readonly Rule[] = [
  {
    id: "wildcard-models-later",
    cases: /^(key-models|get-\/(v1\/)?models|get-\/model_group\/info$|route-models)/,
    fields: /^body\.data\[(wild|fixed)\/[^\]]*\]\..+$/,
    reason: "LiteLLM lists a wildcard as the models of its provider that its table knows; Portico does not yet",
    isLater,
  },
  {
    id: "wildcard-entries-later",
    cases: /^get-\/(v1\/)?model\/info$/,
    fields: /^body\.data\[dep-wild\]\.(model_name|litellm_params\.model|model_info\..+)$/,
    reason: "LiteLLM also repeats a wildcard's deployment in `/model/info` for each of these models",
    isLater,
  },
  {
    id: "wildcard-order-later",
    cases: /^(key-models|get-\/(v1\/)?(models|model\/info)|get-\/model_group\/info$|route-models)/,
    fields: /^body\.data\.order$/,
    portico: new RegExp(`^(${listOrders.join("|")})$`),
    reason: "without a wildcard's models the lists are shorter, in the same order",
    isLater,
  },
  {
    id: "stream-cost-later",
    cases: /^(chat|name|setting|path|param|route|responses|fault)-/,
    fields: /^stream\.usage\.cost$/,
    litellm: /^[\d.e-]+$/,
    portico: absent,
    reason: "the cost in a stream's last chunk, `include_cost_in_streaming_usage`",
    isLater,
  },
  {
    id: "speech-cost-later",
    cases: /^speech-/,
    fields: /^header\.x-litellm-response-cost$/,
    litellm: /^<set>$/,
    portico: absent,
    reason: "the price of speech by the character",
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
