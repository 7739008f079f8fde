/**
 * The two configurations both gateways run with, as one text for both: every provider behind an alias, then routing.
 *
 * @param origin  the upstream's; each gateway has its own, so the port is the only difference
 */
import { masterKey } from "./case.ts";

const openai = "api_key: sk-up-1";

function entry(alias: string, params: string, info = ""): string {
  return `  - {model_name: "${alias}", litellm_params: {${params}}${info === "" ? "" : `, model_info: {${info}}`}}`;
}

export function mainConfig(origin: string): string {
  const v1 = `api_base: "${origin}/v1"`;
  const entries = [
    entry(
      "qwen-235b",
      `model: openrouter/qwen/qwen3-235b-a22b-2507, ${v1}, api_key: sk-or-1`,
      "id: dep-qwen, description: kept",
    ),
    entry("gpt-4", `model: openai/gpt-4, ${v1}, ${openai}`, "id: dep-gpt4"),
    entry("local", `model: hosted_vllm/tiny, ${v1}`, "id: dep-local"),
    entry("demo", `model: openai/demo, api_key: x, mock_response: "Hello from mock"`, "id: dep-demo"),
    entry("emb", `model: openai/text-embedding-3-small, ${v1}, ${openai}`, "id: dep-emb, mode: embedding"),
    entry("wild/*", `model: "openai/*", ${v1}, ${openai}`, "id: dep-wild"),
    entry("oai", `model: openai/gpt-4o, ${v1}, ${openai}`, "id: dep-oai"),
    entry("claude", `model: anthropic/claude-sonnet-4-5, api_base: "${origin}", api_key: sk-ant-1`, "id: dep-claude"),
    entry("oll", `model: ollama_chat/tiny, api_base: "${origin}"`, "id: dep-oll"),
    entry("ollgen", `model: ollama/tiny, api_base: "${origin}"`, "id: dep-ollgen"),
    entry("ollemb", `model: ollama/tiny-embed, api_base: "${origin}"`, "id: dep-ollemb, mode: embedding"),
    entry("gem", `model: gemini/gemini-2.5-flash, api_base: "${origin}/gem", api_key: g1`, "id: dep-gem"),
    entry(
      "gememb",
      `model: gemini/gemini-embedding-001, api_base: "${origin}/gem", api_key: g1`,
      "id: dep-gememb, mode: embedding",
    ),
    entry("cmd", `model: cohere_chat/command-a-03-2025, api_base: "${origin}/v2/chat", api_key: co-1`, "id: dep-cmd"),
    entry(
      "cohemb",
      `model: cohere/embed-v4.0, api_base: "${origin}/v2/embed", api_key: co-1`,
      "id: dep-cohemb, mode: embedding",
    ),
    entry(
      "cohrank",
      `model: cohere/rerank-v3.5, api_base: "${origin}/v2/rerank", api_key: co-1`,
      "id: dep-cohrank, mode: rerank",
    ),
    entry("vllmrank", `model: hosted_vllm/tiny-rank, ${v1}`, "id: dep-vllmrank, mode: rerank"),
    entry(
      "az",
      `model: azure/my-gpt, api_base: "${origin}", api_version: "2025-02-01-preview", api_key: az-1, base_model: azure/gpt-4o`,
      "id: dep-az, base_model: azure/gpt-4o",
    ),
    entry("dall", `model: openai/gpt-image-1, ${v1}, ${openai}`, "id: dep-dall, mode: image_generation"),
    entry("tts", `model: openai/tts-1, ${v1}, ${openai}`, "id: dep-tts, mode: audio_speech"),
    entry("whisper", `model: openai/whisper-1, ${v1}, ${openai}`, "id: dep-whisper, mode: audio_transcription"),
    entry("mod", `model: openai/omni-moderation-latest, ${v1}, ${openai}`, "id: dep-mod, mode: moderation"),
    entry(
      "inst",
      `model: text-completion-openai/gpt-3.5-turbo-instruct, ${v1}, ${openai}`,
      "id: dep-inst, mode: completion",
    ),
    entry("dropper", `model: openai/gpt-4o, ${v1}, ${openai}, drop_params: true`, "id: dep-dropper"),
    entry(
      "fewer",
      `model: openai/gpt-4o, ${v1}, ${openai}, additional_drop_params: ["temperature", "user"]`,
      "id: dep-fewer",
    ),
    entry(
      "allower",
      `model: anthropic/claude-sonnet-4-5, api_base: "${origin}", api_key: sk-ant-1, allowed_openai_params: ["seed"]`,
      "id: dep-allower",
    ),
    entry(
      "extra",
      `model: openai/gpt-4o, ${v1}, ${openai}, extra_body: {from_config: 1}, extra_headers: {x-conformance: "yes"}, temperature: 0.1`,
      "id: dep-extra",
    ),
    entry("merger", `model: hosted_vllm/tiny, ${v1}, merge_reasoning_content_in_choices: true`, "id: dep-merger"),
    entry(
      "olldrop",
      `model: ollama_chat/tiny, api_base: "${origin}", drop_params: true, keep_alive: "5m", num_ctx: 2048`,
      "id: dep-olldrop",
    ),
    entry(
      "clauded",
      `model: anthropic/claude-sonnet-4-5, api_base: "${origin}", api_key: sk-ant-1, drop_params: true, max_tokens: 77`,
      "id: dep-clauded",
    ),
  ];
  return `model_list:
${entries.join("\n")}
router_settings: {num_retries: 0, disable_cooldowns: true, model_group_alias: {"alias-of-gpt4": "gpt-4", "hidden-alias": {model: "gpt-4", hidden: true}}}
general_settings: {master_key: ${masterKey}}
`;
}

export function routingConfig(origin: string): string {
  const v1 = `api_base: "${origin}/v1", ${openai}`;
  const entries = [
    entry("good", `model: openai/good, ${v1}`, "id: r-good"),
    entry("fb", `model: openai/bad, ${v1}`, "id: r-fb"),
    entry("fb2", `model: openai/bad, ${v1}`, "id: r-fb2"),
    entry("fb3", `model: openai/bad, ${v1}`, "id: r-fb3"),
    entry("rt", `model: openai/bad, ${v1}, num_retries: 2`, "id: r-rt"),
    entry("limited", `model: openai/limited, ${v1}`, "id: r-limited"),
    entry("small", `model: openai/small, ${v1}`, "id: r-small"),
    entry("strict", `model: openai/strict, ${v1}`, "id: r-strict"),
    entry("nofb", `model: openai/bad, ${v1}`, "id: r-nofb"),
    entry("tagged", `model: openai/free, ${v1}, tags: ["free"]`, "id: r-free"),
    entry("tagged", `model: openai/paid, ${v1}, tags: ["paid"]`, "id: r-paid"),
    entry("withdefault", `model: openai/def, ${v1}, tags: ["default"]`, "id: r-def"),
    entry("withdefault", `model: openai/paid, ${v1}, tags: ["paid"]`, "id: r-wpaid"),
    entry("onlyone", `model: openai/first, ${v1}, weight: 1`, "id: r-first"),
    entry("onlyone", `model: openai/never, ${v1}, weight: 0`, "id: r-never"),
    entry("ordered", `model: openai/one, ${v1}, order: 1`, "id: r-one"),
    entry("ordered", `model: openai/two, ${v1}, order: 2`, "id: r-two"),
    entry("claudebad", `model: anthropic/bad, api_base: "${origin}", api_key: sk-ant-1`, "id: r-claudebad"),
    entry("ollbad", `model: ollama_chat/bad, api_base: "${origin}"`, "id: r-ollbad"),
    entry("claude", `model: anthropic/claude-sonnet-4-5, api_base: "${origin}", api_key: sk-ant-1`, "id: r-claude"),
    entry("oll", `model: ollama_chat/tiny, api_base: "${origin}"`, "id: r-oll"),
    entry("dead", `model: openai/x, api_base: "http://127.0.0.1:9/v1", api_key: x`, "id: r-dead"),
    entry("wild/*", `model: "openai/*", ${v1}`, "id: r-wild"),
    entry("wild/special-*", `model: "openai/chosen-*", ${v1}`, "id: r-special"),
    entry("fixed/*", `model: openai/fixed, ${v1}`, "id: r-fixed"),
  ];
  return `model_list:
${entries.join("\n")}
router_settings:
  num_retries: 0
  disable_cooldowns: true
  enable_tag_filtering: true
  fallbacks: [{fb: ["good"]}, {fb2: ["fb3", "good"]}, {limited: ["good"]}, {dead: ["good"]}, {claudebad: ["oll"]}, {ollbad: ["claude"]}]
  context_window_fallbacks: [{small: ["good"]}]
  content_policy_fallbacks: [{strict: ["good"]}]
litellm_settings: {drop_params: true}
general_settings: {master_key: ${masterKey}}
`;
}
