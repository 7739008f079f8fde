/** Intended differences in what becomes of a client's parameters and a deployment's settings. */
import type { Rule } from "../compare.ts";

const absent = /^\(absent\)$/;

export const parameterRules: readonly Rule[] = [
  {
    id: "refused-parameter-named",
    cases: /^(chat|param|setting)-/,
    fields: /^body\.error\.param$/,
    litellm: absent,
    portico:
      /^"(seed|n|top_logprobs|presence_penalty|parallel_tool_calls|thinking|response_format|reasoning_effort|verbosity)"$/,
    reason: "a refused parameter stands in `error.param` too, as OpenAI does it; LiteLLM names it in the message alone",
  },
  {
    id: "stream-options-in-streams-only",
    cases: /^param-(qwen-235b|local)-stream_options$/,
    fields: /^upstream\[0\]\.body\.stream_options\.include_usage$/,
    litellm: /^true$/,
    portico: absent,
    reason:
      "`stream_options` of a request that does not stream is left out for every provider: vLLM and OpenAI refuse it; LiteLLM spares OpenAI only",
  },
  {
    id: "extra-body-of-both",
    cases: /^setting-extra-6$/,
    fields: /^upstream\[0\]\.body\.from_config$/,
    litellm: absent,
    portico: /^1$/,
    reason: "a client's `extra_body` is added to the file's; with LiteLLM it takes the file's away",
  },
  {
    id: "merged-in-whole-answers-too",
    cases: /^setting-merger-11$/,
    fields: /^body\.(choices\[0\]\.message\.(content|reasoning_content)|system_fingerprint)$/,
    reason:
      "`merge_reasoning_content_in_choices` holds for whole answers as for streams, where LiteLLM merges alone; a merged answer is written anew",
  },
  {
    id: "usage-of-translated-answers",
    cases: /^(setting-merger-11|completions-gpt-4)$/,
    fields: /^body\.usage\.(cache_read_input_tokens|completion_tokens_details\.text_tokens)$/,
    litellm: absent,
    reason: "an answer that is written anew says cached and text tokens in LiteLLM's words for every provider",
  },
  {
    id: "model-shown-is-the-one-that-answered",
    cases: /^(path-azure-overrides|(completions|embeddings)-engine)$/,
    fields: /^body\.model$/,
    reason:
      "a model in the path wins over the body's in both; Portico also shows it in the answer, LiteLLM the body's or the provider's name",
  },
];
