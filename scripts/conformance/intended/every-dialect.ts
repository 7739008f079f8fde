/** Intended differences that every dialect shows: headers, LiteLLM's own tables, where an error names its field. */
import type { Rule } from "../compare.ts";

export const everyDialectRules: readonly Rule[] = [
  {
    id: "headers-on-every-answer",
    fields: /^header\.x-litellm-(model-id|model-group|model-api-base|attempted-retries|attempted-fallbacks)$/,
    litellm: /^\(absent\)$/,
    portico: /^(dep-|r-|0$|[a-z][a-z0-9-]*$|http:)/,
    reason:
      "LiteLLM leaves some of its headers out on Messages, counts, translated Responses and errors; Portico sends the same ones everywhere",
  },
  {
    id: "provider-limits-passed",
    fields: /^header\.x-ratelimit-remaining-requests$/,
    litellm: /^\(absent\)$/,
    portico: /^99$/,
    reason: "the provider's rate-limit headers reach Messages clients too",
  },
  {
    id: "no-invented-limit",
    fields: /^header\.x-ratelimit-remaining-requests$/,
    litellm: /^9[89]\d{3}$/,
    portico: /^\(absent\)$/,
    reason: "for Gemini LiteLLM counts down from a limit of its own invention; Portico passes the provider's or none",
  },
  {
    id: "error-names-the-field",
    cases: /^(messages|count|responses)-/,
    fields: /^body\.error\.param$/,
    litellm: /^\(absent\)$/,
    portico: /^"(tools|max_tokens|messages)"$/,
    reason: "a refused request's error names the field",
  },
  {
    id: "reasoning-left-to-openai",
    cases: /^(messages-oai-thinking|responses-oai-reasoning)/,
    fields: /^status$/,
    litellm: /^400$/,
    portico: /^200$/,
    reason:
      "a wish to think where LiteLLM's table says that the model cannot: on Responses the provider judges; of a Messages client, which chose no OpenAI word, it is left out",
  },
];
