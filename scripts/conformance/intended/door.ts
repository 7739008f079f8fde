/** Intended differences before a provider is asked: keys, bodies that are none, methods, lists. */
import type { Rule } from "../compare.ts";

export const doorRules: readonly Rule[] = [
  {
    id: "key-missing-401",
    cases:
      /^(key-\w+-(none|no-bearer|empty-bearer)|key-query|messages-no-key|count-no-key|responses-no-key|embeddings-no-key|pass-.*-no-key)/,
    fields: /^(status|body\.|error\.|header\.)/,
    litellm: /^(500|400|"internal_server_error"|"no_db_connection"|\(absent\)|)$/,
    reason:
      "no key, or one that is no bearer: LiteLLM without a database says 500; Portico says 401 in the words of LiteLLM with one",
  },
  {
    id: "key-wrong-401",
    cases: /^key-\w+-(wrong|no-sk|wrong-beside-right)$/,
    fields: /^(status|body\.error\.|error\.)/,
    reason: "a wrong key: LiteLLM without a database says 400 `no_db_connection`; Portico says 401",
  },
  {
    id: "key-conflict",
    cases: /^key-\w+-both-wrong-bearer$/,
    fields: /^status$/,
    litellm: /^200$/,
    portico: /^400$/,
    reason:
      "two headers with different keys: LiteLLM takes the first in its order; Portico refuses, since one of the two is not what the client thinks",
  },
  {
    id: "body-not-an-object",
    cases: /^body-(array|null|string|nan)$/,
    fields: /^(status|body\.error\.|error\.|header\.)/,
    litellm: /^(500|"500"|"internal_server_error"|InternalServerError|\(absent\)|)$/,
    reason: "a body that is JSON but no object, or NaN in it: LiteLLM says 500; Portico 400",
  },
  {
    id: "body-field-checked",
    cases: /^body-(stream-string|temperature-string|role-unknown|messages-string|message-string)$/,
    fields: /^(status|body\.error\.param|error\.|header\.)/,
    reason:
      "a field whose type OpenAI fixes: LiteLLM passes it on or fails inside; Portico says 400 and names the field",
  },
  {
    id: "body-left-to-the-provider",
    cases: /^body-(content-number|tools-string)$/,
    fields: /^status$/,
    portico: /^200$/,
    reason: "a part of a message that LiteLLM stumbles over: Portico sends the client's bytes and the provider judges",
  },
  {
    id: "body-type-refused",
    cases: /^body-(form|text-plain|no-type)$/,
    fields: /^(status|body\.error\.|error\.|header\.)/,
    portico: /^(415|"415"|\(absent\)|)$/,
    reason:
      "a body that is not declared as JSON: LiteLLM reads it; Portico says 415, since a web page may send such a body to a local port without asking",
  },
  {
    id: "comma-models",
    cases: /^body-comma-models$/,
    fields: /^status$/,
    reason:
      "`a,b` as a model: LiteLLM asks both and answers a list, which no OpenAI client reads; to Portico it is an unknown alias",
  },
  {
    id: "call-id-on-refusals",
    fields: /^header\.x-litellm-call-id$/,
    litellm: /^\(absent\)$/,
    reason: "a refused request also carries a call id, so that it can be found in the log",
  },
  {
    id: "method-in-the-envelope",
    cases: /^method-(PUT|DELETE|PATCH|OPTIONS)$/,
    fields: /^(body\.|error\.)/,
    reason: "a wrong method: the same 405, in OpenAI's envelope instead of FastAPI's `detail`",
  },
  {
    id: "no-cors",
    cases: /^method-cors-/,
    fields: /^status$/,
    portico: /^403$/,
    reason: "a web page of another origin: LiteLLM lets every one in; Portico none that the file does not name",
  },
  {
    id: "settings-not-the-clients",
    cases: /^param-[\w-]+-(base_url|api_base|api_key|litellm_params|custom_llm_provider)$/,
    fields: /^(status|body\.error\.(code|param|type)|error\.class|upstream(\.count|\[0\]\..+))$/,
    portico: /^(400|0|"400"|"invalid_request_error"|"\w+"|\(absent\)|)$/,
    reason:
      "a client that names a host, a key or a provider: LiteLLM follows, fails or drops it; Portico says 400 and names the field",
  },
];
