/**
 * What a server of OpenAI's dialect takes beyond OpenAI's own fields, by prefix and model, for clients of other dialects.
 *
 * Such a client did not choose OpenAI's words, so only what the server is known to take or to overlook is sent.
 * @source vLLM RFC 27755 (`reasoning` read, `reasoning_content` before it), OpenRouter reasoning tokens, prompt caching and parameters,
 *   Mistral's 422 for unknown message fields, DeepSeek thinking mode (reasoning comes back in tool turns)
 */
import type { Deployment } from "../../contract/deployment.ts";

/** How an assistant's reasoning goes back: not at all, or in these fields. */
export type ReasoningHistory = "none" | "blocks" | "details" | "both_names" | "content" | "content_of_tool_turns";

export interface TargetTraits {
  /** Knows the `developer` role; others get `system`. */
  readonly takesDeveloper: boolean;
  readonly takesCacheControl: boolean;
  readonly takesTopK: boolean;
  readonly takesWebSearch: boolean;
  readonly takesFileUrls: boolean;
  /** Fields that OpenAI's Responses and chat have under one name, for clients of Responses. */
  readonly sharedExtras: readonly string[];
  /** `object` = OpenRouter's `reasoning`. */
  readonly reasoning: "object" | "effort" | "none";
  readonly reasoningHistory: ReasoningHistory;
}

const local = ["hosted_vllm", "vllm", "lm_studio", "llamafile", "litellm_proxy"];
const developerTakers = new Set(["openai", "openrouter", "litellm_proxy", "vercel_ai_gateway", "github"]);
const hosted = [
  "openrouter",
  "together_ai",
  "fireworks_ai",
  "deepinfra",
  "novita",
  "nebius",
  "hyperbolic",
  "sambanova",
];
const topKTakers = new Set([...local, ...hosted]);
const effortTakers = new Set([...local, "openai", "vercel_ai_gateway"]);
const histories: Readonly<Record<string, ReasoningHistory>> = {
  litellm_proxy: "blocks",
  openrouter: "details",
  hosted_vllm: "both_names",
  vllm: "both_names",
  lm_studio: "content",
  llamafile: "content",
  moonshot: "content",
  deepseek: "content_of_tool_turns",
};
const sharedExtras = [
  "prompt_cache_key",
  "prompt_cache_retention",
  "safety_identifier",
  "service_tier",
  "store",
  "verbosity",
];
/** Vendors whose models OpenRouter caches for by the client's marks. */
const cachedVendors = /^(anthropic|google|qwen)\/|claude|gemini/;

export function traitsOf({ provider, apiBase }: Deployment, model: string): TargetTraits {
  const isOpenaiItself = provider === "openai" && /^https:\/\/api\.openai\.com(\/|$)/.test(apiBase);
  return {
    takesDeveloper: developerTakers.has(provider),
    takesCacheControl: provider === "litellm_proxy" || (provider === "openrouter" && cachedVendors.test(model)),
    takesTopK: topKTakers.has(provider) || (provider === "openai" && !isOpenaiItself),
    takesWebSearch:
      ["hosted_vllm", "openrouter", "litellm_proxy", "perplexity"].includes(provider) || model.includes("search"),
    takesFileUrls: provider === "openrouter" || provider === "litellm_proxy",
    sharedExtras: extrasOf(provider),
    reasoning: reasoningOf(provider, model),
    reasoningHistory: histories[provider] ?? "none",
  };
}

function extrasOf(provider: string): readonly string[] {
  if (provider === "openrouter") return ["verbosity"];
  return provider === "openai" || provider === "azure" || provider === "litellm_proxy" ? sharedExtras : [];
}

function reasoningOf(provider: string, model: string): TargetTraits["reasoning"] {
  if (provider === "openrouter") return "object";
  return effortTakers.has(provider) || model.includes("gpt-oss") ? "effort" : "none";
}
