/** Which name answers carry in `model`: the alias the client asked for, or (by `portico.response_model`) the provider's own word. */
import type { Routed } from "./exchange.ts";

/** @returns null for the provider's own */
export function shownModelOf(routed: Routed): string | null {
  return routed.catalog.settings.portico.responseModel === "alias" ? routed.model : null;
}
