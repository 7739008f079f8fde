/** Chat requests of every kind, without their model: what a client of OpenAI's chat completions may send. */
import type { JsonObject } from "../json.ts";

export const tool: JsonObject = {
  type: "function",
  function: {
    name: "w",
    description: "d",
    parameters: { type: "object", properties: { a: { type: "integer" } }, required: ["a"] },
  },
};
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
export const image = { base64: png, url: `data:image/png;base64,${png}` };
export const schema: JsonObject = {
  type: "object",
  properties: { a: { type: "integer" } },
  required: ["a"],
  additionalProperties: false,
};

export const say = (content: string): JsonObject => ({ messages: [{ role: "user", content }] });
const hi = say("hi");
const history = [
  { role: "system", content: "Sys" },
  { role: "user", content: "hi" },
  {
    role: "assistant",
    content: null,
    tool_calls: [{ id: "call_9", type: "function", function: { name: "w", arguments: '{"a":1}' } }],
  },
  { role: "tool", tool_call_id: "call_9", content: "42" },
];

export const chatBodies: Readonly<Record<string, JsonObject>> = {
  plain: hi,
  "system-developer": {
    messages: [
      { role: "system", content: "S" },
      { role: "developer", content: "D" },
      { role: "user", content: "hi" },
    ],
  },
  "text-parts": {
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: "a" },
          { type: "text", text: "b" },
        ],
      },
    ],
  },
  turns: {
    messages: [
      { role: "user", content: "one" },
      { role: "assistant", content: "two" },
      { role: "user", content: "three" },
      { role: "user", content: "four" },
    ],
  },
  tools: { ...hi, tools: [tool], tool_choice: "auto" },
  "tool-forced": { ...hi, tools: [tool], tool_choice: { type: "function", function: { name: "w" } } },
  "tool-required": { ...hi, tools: [tool], tool_choice: "required" },
  "tool-none": { ...hi, tools: [tool], tool_choice: "none" },
  "tool-serial": { ...hi, tools: [tool], parallel_tool_calls: false },
  "tool-result": { messages: [...history, { role: "user", content: "and?" }], tools: [tool] },
  "tool-answered": { messages: history, tools: [tool] },
  image: {
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: "see" },
          { type: "image_url", image_url: { url: image.url } },
        ],
      },
    ],
  },
  "json-schema": {
    ...say("fault:json"),
    response_format: { type: "json_schema", json_schema: { name: "x", strict: true, schema } },
  },
  "json-object": { ...say("fault:json"), response_format: { type: "json_object" } },
  params: { ...hi, temperature: 0.5, top_p: 0.9, max_tokens: 7, stop: ["x"], seed: 3, user: "u1" },
  "some-params": { ...hi, temperature: 0.5, top_p: 0.9, max_tokens: 7, stop: ["x"] },
  "max-completion": { ...hi, max_completion_tokens: 9 },
  penalties: { ...hi, presence_penalty: 0.1, frequency_penalty: 0.2 },
  logprobs: { ...hi, logprobs: true, top_logprobs: 2 },
  n2: { ...hi, n: 2 },
  effort: { ...hi, reasoning_effort: "low" },
  reason: say("fault:reason"),
  thinking: { ...hi, thinking: { type: "enabled", budget_tokens: 1024 }, max_tokens: 2000 },
  "cache-control": {
    messages: [
      { role: "system", content: [{ type: "text", text: "S", cache_control: { type: "ephemeral" } }] },
      { role: "user", content: "hi" },
    ],
  },
  "unknown-param": { ...hi, foo: "bar" },
  "cut-short": say("fault:length"),
};

/** One parameter each, as clients and LiteLLM's own extensions name them. */
export const chatParams: Readonly<Record<string, JsonObject>> = {
  temperature: { temperature: 0.5 },
  top_p: { top_p: 0.9 },
  n: { n: 2 },
  max_tokens: { max_tokens: 7 },
  max_completion_tokens: { max_completion_tokens: 8 },
  presence_penalty: { presence_penalty: 0.1 },
  frequency_penalty: { frequency_penalty: 0.2 },
  logit_bias: { logit_bias: { "1": 2 } },
  stop: { stop: ["x"] },
  seed: { seed: 3 },
  user: { user: "u1" },
  logprobs: { logprobs: true },
  top_logprobs: { top_logprobs: 2 },
  response_format: { response_format: { type: "json_object" } },
  parallel_tool_calls: { parallel_tool_calls: false },
  service_tier: { service_tier: "auto" },
  reasoning_effort: { reasoning_effort: "low" },
  verbosity: { verbosity: "low" },
  store: { store: true },
  prompt_cache_key: { prompt_cache_key: "k" },
  safety_identifier: { safety_identifier: "s" },
  modalities: { modalities: ["text"] },
  prediction: { prediction: { type: "content", content: "x" } },
  metadata: { metadata: { agent_id: "a1", tags: ["t1"] } },
  tags: { tags: ["t2"] },
  extra_body: { extra_body: { foo: 1 } },
  foo: { foo: "bar" },
  top_k: { top_k: 5 },
  min_p: { min_p: 0.1 },
  repetition_penalty: { repetition_penalty: 1.1 },
  chat_template_kwargs: { chat_template_kwargs: { enable_thinking: false } },
  guided_json: { guided_json: { type: "object" } },
  provider: { provider: { order: ["x"] } },
  models: { models: ["a", "b"] },
  thinking: { thinking: { type: "enabled", budget_tokens: 10 } },
  drop_params: { drop_params: true },
  num_retries: { num_retries: 1 },
  timeout: { timeout: 5 },
  litellm_metadata: { litellm_metadata: { x: 1 } },
  web_search_options: { web_search_options: {} },
  functions: { functions: [{ name: "f", parameters: {} }] },
  caching: { caching: false },
  cache: { cache: { "no-cache": true } },
  mock_response: { mock_response: "hey" },
  ttl: { ttl: 5 },
  base_url: { base_url: "http://127.0.0.1:9/evil" },
  api_base: { api_base: "http://127.0.0.1:9/evil" },
  api_key: { api_key: "sk-mine" },
  fallbacks: { fallbacks: ["qwen-235b"] },
  litellm_params: { litellm_params: { x: 1 } },
  custom_llm_provider: { custom_llm_provider: "groq" },
  stream_options: { stream_options: { include_usage: true } },
};
