/**
 * A call of a provider in the words of OpenTelemetry's GenAI conventions, from what the file says of its deployment: a
 * client's words are in none of them, so their number is bounded.
 *
 * @source open-telemetry/semantic-conventions-genai docs/gen-ai/gen-ai-metrics.md
 */
import type { Attributes } from "@opentelemetry/api";
import type { Deployment } from "../contract/deployment.ts";
import { otherName } from "./bounded-names.ts";

const operations: Readonly<Record<string, string>> = {
  chat: "chat",
  messages: "chat",
  responses: "chat",
  ollama_chat: "chat",
  completion: "text_completion",
  ollama_generate: "text_completion",
  embedding: "embeddings",
};

/** Those whose word is not ours. */
const providers: Readonly<Record<string, string>> = {
  azure: "azure.ai.openai",
  azure_ai: "azure.ai.inference",
  bedrock: "aws.bedrock",
  gemini: "gcp.gemini",
  mistral: "mistral_ai",
  moonshot: "moonshot_ai",
  vertex_ai: "gcp.vertex_ai",
  watsonx: "ibm.watsonx.ai",
  xai: "x_ai",
};

export interface GenaiCall {
  readonly operation: string;
  readonly provider: string;
  /** undefined = a file that was loaded since has it no more. */
  readonly deployment: Deployment | undefined;
}

export function genaiAttributes({ operation, provider, deployment }: GenaiCall): Attributes {
  return {
    "gen_ai.operation.name": operations[operation] ?? operation,
    "gen_ai.provider.name": providers[provider] ?? provider,
    "gen_ai.request.model": deployment?.upstreamModel ?? otherName,
    ...serverOf(deployment),
  };
}

function serverOf(deployment: Deployment | undefined): Attributes {
  if (deployment === undefined || deployment.mockResponse !== null) return {};
  const url = URL.parse(deployment.apiBase);
  if (url === null) return {};
  const port = url.port === "" ? (url.protocol === "http:" ? 80 : 443) : Number(url.port);
  return { "server.address": url.hostname, "server.port": port };
}
