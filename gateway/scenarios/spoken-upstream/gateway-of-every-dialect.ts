/** A running gateway with one alias for each way a provider can be spoken to, all on one spoken upstream. */
import { masterKey, runGateway, type RunningGateway } from "../running-gateway.ts";
import { startSpokenUpstream, type SpokenUpstream } from "./spoken-upstream.ts";

/** An alias of the scenario, named after its provider's dialect. */
export const aliases = [
  "openrouter",
  "azure",
  "responses",
  "anthropic",
  "bedrock",
  "gemini",
  "cohere",
  "ollama-chat",
  "ollama-generate",
] as const;

export type Alias = (typeof aliases)[number];

export interface EveryDialect {
  readonly gateway: RunningGateway;
  readonly upstream: SpokenUpstream;
  stop(): Promise<void>;
}

export const awsVariables = {
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE0SCENARIO",
  AWS_SECRET_ACCESS_KEY: "the-secret-of-the-scenario",
};

/** @returns a config file whose last section is `model_list` */
export function configOfEveryDialect(origin: string): string {
  const entry = (alias: string, params: string, info = ""): string =>
    `  - {model_name: ${alias}, litellm_params: {${params}, use_in_pass_through: true}${info}}\n`;
  return `general_settings: {master_key: ${masterKey}}
portico: {ollama_api: true}
router_settings: {num_retries: 0}
model_list:
${[
  entry("openrouter", `model: openrouter/qwen/qwen3, api_base: "${origin}/or/v1", api_key: sk-up-0123456789`),
  entry("azure", `model: azure/my-gpt, api_base: "${origin}", api_key: azure-key-01, api_version: "2024-10-21"`),
  entry(
    "responses",
    `model: openai/gpt-5, api_base: "${origin}/oa/v1", api_key: sk-up-0123456789`,
    ", model_info: {mode: responses}",
  ),
  entry("anthropic", `model: anthropic/claude-sonnet-4-5, api_base: "${origin}", api_key: sk-ant-0123456789`),
  entry("bedrock", `model: bedrock/anthropic.claude-sonnet-4-5, api_base: "${origin}", aws_region_name: eu-west-1`),
  entry("gemini", `model: gemini/gemini-3-pro-preview, api_base: "${origin}/gem", api_key: AIza-0123456789`),
  entry("cohere", `model: cohere/command-a-reasoning, api_base: "${origin}", api_key: cohere-key-01`),
  entry("ollama-chat", `model: ollama_chat/qwen3, api_base: "${origin}"`),
  entry("ollama-generate", `model: ollama/qwen3, api_base: "${origin}"`),
].join("")}`;
}

export async function runEveryDialect(): Promise<EveryDialect> {
  const upstream = await startSpokenUpstream();
  const gateway = await runGateway(configOfEveryDialect(upstream.origin), awsVariables);
  return {
    gateway,
    upstream,
    stop: async () => {
      await gateway.stop();
      await upstream.stop();
    },
  };
}
