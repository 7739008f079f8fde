/** Intended differences of OpenAI-family chat: what LiteLLM adds, drops or knows from its table. */
import type { Rule } from "../compare.ts";

export const chatRules: readonly Rule[] = [
  {
    id: "no-invented-key",
    fields: /^upstream\[\d\]\.auth$/,
    litellm: /^authorization: Bearer fake-api-key$/,
    portico: /^\(absent\)$/,
    reason: "a local server without a key gets none; LiteLLM sends `fake-api-key`",
  },
  {
    id: "own-name-upstream",
    fields: /^upstream\[\d\]\.header\.(http-referer|x-title)$/,
    reason: "OpenRouter is told Portico's name, not LiteLLM's; `OR_SITE_URL` and `OR_APP_NAME` set both",
  },
  {
    id: "parameters-left-to-openai",
    cases: /^(param-(gpt-4|qwen-235b)-|chat-gpt-4-json-schema)/,
    fields: /^status$/,
    litellm: /^400$/,
    portico: /^200$/,
    reason:
      "LiteLLM refuses a parameter that its table does not list for the model; to an OpenAI-dialect server Portico sends it and the provider judges",
  },
  {
    id: "members-kept",
    fields: /^(body|stream\.frame)\.(system_fingerprint|provider|service_tier)$/,
    litellm: /^\(absent\)$/,
    reason: "members of the provider's answer that LiteLLM loses in some streams are kept",
  },
  {
    id: "reasoning-kept",
    cases: /^chat-qwen-235b-reason/,
    fields: /^stream\.(kinds|reasoning)$/,
    reason: "`reasoning_content` in an OpenRouter stream is kept; LiteLLM only knows `reasoning` there",
  },
  {
    id: "bytes-untouched",
    cases: /^chat-qwen-235b-cache-control$/,
    fields: /^upstream\[0\]\.body\./,
    reason:
      "`cache_control` passes to an OpenAI-dialect provider as the client wrote it; LiteLLM removes it for models outside its list",
  },
  {
    id: "mock-counts-words",
    cases: /^name-demo/,
    fields: /^(body|stream)\.usage\.(completion|prompt|total)_tokens$/,
    portico: /^\d{1,2}$/,
    reason: "`mock_response`: LiteLLM says 10 and 20 tokens whatever the text; Portico estimates them",
  },
];
