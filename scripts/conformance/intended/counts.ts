/** Intended differences of count_tokens: who counts. */
import type { Rule } from "../compare.ts";

export const countRules: readonly Rule[] = [
  {
    id: "count-by-the-provider",
    cases: /^count-(claude|tools|gem)$/,
    fields: /^(status|body\.input_tokens|upstream\.count|upstream\[0\]\.path)$/,
    litellm: /^(500|8|48|0|\(absent\))$/,
    portico: /^(200|9|1|POST (\/v1\/messages\/count_tokens|\/gem\/models\/gemini-2\.5-flash:countTokens))$/,
    reason:
      "the deployment's own provider counts, at the deployment's address; LiteLLM counts with a tokenizer of another model, or fails",
  },
  {
    id: "count-request",
    cases: /^count-(claude|tools)$/,
    fields: /^upstream\[0\]\.(auth$|header\.anthropic-version$|body\.(model|messages|system|tools)\b)/,
    litellm: /^\(absent\)$/,
    reason: "the same: the request to the provider's counter",
  },
  {
    id: "count-estimated",
    cases: /^count-(oai|local|oll)$/,
    fields: /^body\.(input_tokens|estimated)$/,
    litellm: /^(8|9|\(absent\))$/,
    portico: /^(5|true)$/,
    reason:
      "where nobody can be asked Portico estimates and says so in the answer; LiteLLM does not tell the two apart",
  },
  {
    id: "count-without-responses",
    cases: /^count-oai$/,
    fields: /^upstream(\.count$|\[0\]\.(path|auth|body\.(model|input)))/,
    portico: /^(0|\(absent\))$/,
    reason: "LiteLLM asks every `openai/` address for `/responses/input_tokens`, which few servers but OpenAI's have",
  },
  {
    id: "count-unknown-alias",
    cases: /^count-unknown$/,
    fields: /^status$/,
    litellm: /^200$/,
    portico: /^400$/,
    reason: "an unknown alias is refused as on every other route; LiteLLM counts for a model that is not there",
  },
];
