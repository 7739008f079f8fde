/** Dialect -> provider. A new dialect is one folder and one line here. */
import type { ProviderDialect, ProviderRow } from "../contract/providers.ts";
import { anthropic } from "./anthropic/anthropic.ts";
import { gemini } from "./gemini/gemini.ts";
import { azure } from "./azure/azure.ts";
import { bedrock } from "./bedrock/bedrock.ts";
import { cohere } from "./cohere/cohere.ts";
import { openaiCompatible } from "./openai-compatible/openai-compatible.ts";
import { ollama, ollamaChat } from "./ollama/ollama.ts";
import type { Provider } from "./provider.ts";
import { vertexAi } from "./vertex-ai/vertex-ai.ts";

const providers: Readonly<Record<ProviderDialect, Provider>> = {
  openai: openaiCompatible,
  anthropic,
  ollama,
  ollama_chat: ollamaChat,
  gemini,
  vertex_ai: vertexAi({ gemini, anthropic }),
  azure: azure(openaiCompatible),
  bedrock,
  cohere,
};

/** @returns the adapter of a usable deployment; the config leaves out what has none */
export function providerFor(row: ProviderRow): Provider {
  return providers[row.dialect ?? "openai"];
}
