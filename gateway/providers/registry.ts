/** Dialect -> provider. A new dialect is one folder and one line here. */
import type { ProviderDialect, ProviderRow } from "../contract/providers.ts";
import { anthropic } from "./anthropic/anthropic.ts";
import { gemini } from "./gemini/gemini.ts";
import { openaiCompatible } from "./openai-compatible/openai-compatible.ts";
import type { Provider } from "./provider.ts";
import { vertexAi } from "./vertex-ai/vertex-ai.ts";

const providers: Readonly<Partial<Record<ProviderDialect, Provider>>> = {
  openai: openaiCompatible,
  anthropic,
  gemini,
  vertex_ai: vertexAi({ gemini, anthropic }),
};

/** @returns the adapter of a usable deployment; the config leaves out what has none */
export function providerFor(row: ProviderRow): Provider {
  return providers[row.dialect ?? "openai"] ?? openaiCompatible;
}
