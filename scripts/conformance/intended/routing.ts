/** Intended differences of routing: retries, fallbacks and tags, where both gateways ask the same providers. */
import type { Rule } from "../compare.ts";

const absent = /^\(absent\)$/;
const fallingBack =
  "fb|fb2|limited|small|strict|claudebad|ollbad|dead|fb-tools|fb-messages|request-fallbacks|request-fallback-objects";

export const routingRules: readonly Rule[] = [
  {
    id: "asked-name-after-a-fallback",
    cases: new RegExp(`^route-((${fallingBack})(-stream)?|fb-embeddings)$`),
    fields: /^(body\.model|stream\.frame\.model)$/,
    portico: /^"(fb|fb2|limited|small|strict|claudebad|ollbad|dead|nofb)"$/,
    reason:
      "an answer carries the alias that was asked for, whoever gave it: a client's models never change under it. LiteLLM shows the stand-in's name or the provider's; here headers and the log say which one it was",
  },
  {
    id: "who-answered-after-a-fallback",
    cases: /^route-fb-messages(-stream)?$/,
    fields: /^header\.x-litellm-model-id$/,
    litellm: /^r-claudebad$/,
    portico: /^r-oll$/,
    reason: "`x-litellm-model-id` is the deployment that answered; LiteLLM names the one that failed",
  },
  {
    id: "retries-said-in-errors",
    cases: /^route-(rt|request-retries|header-retries)(-stream)?$/,
    fields: /^header\.x-litellm-attempted-retries$/,
    litellm: absent,
    portico: /^[12]$/,
    reason: "an error after retries says how many there were",
  },
  {
    id: "fallbacks-said-in-errors",
    cases: /^route-client-fault-fallback(-stream)?$/,
    fields: /^header\.x-litellm-attempted-fallbacks$/,
    litellm: absent,
    portico: /^1$/,
    reason: "an error after fallbacks says how many there were",
  },
  {
    id: "tags-refuse-as-a-right",
    cases: /^route-tag-((metadata-|header-)?(nobody|untagged-group))$/,
    fields: /^body\.error\.type$/,
    litellm: /^"internal_server_error"$/,
    portico: /^"auth_error"$/,
    reason: "a 401 for tags is a question of rights, not a failure of the server",
  },
  {
    id: "no-hidden-retries-of-embeddings",
    cases: /^route-fb-embeddings$/,
    fields: /^upstream(\.count$|\[\d\]\.(path|auth|body\.(input|model))$)/,
    reason: "`num_retries: 0` means one call; LiteLLM's OpenAI SDK tries embeddings twice more before it falls back",
  },
];
