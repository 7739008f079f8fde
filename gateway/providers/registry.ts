/** Dialect -> provider. A new dialect is one folder and one line here. */
import type { ProviderDialect, ProviderRow } from "../contract/providers.ts";
import { anthropic } from "./anthropic/anthropic.ts";
import { openaiCompatible } from "./openai-compatible/openai-compatible.ts";
import type { Provider } from "./provider.ts";

const providers: Readonly<Partial<Record<ProviderDialect, Provider>>> = {
  openai: openaiCompatible,
  anthropic,
};

/** @returns the adapter of a usable deployment; the config leaves out what has none */
export function providerFor(row: ProviderRow): Provider {
  return providers[row.dialect ?? "openai"] ?? openaiCompatible;
}
