/** Which name answers carry in `model`: the alias the client asked for, or (by `portico.response_model`) the provider's own word. */
import type { Resolved } from "./exchange.ts";

/** @returns null for the provider's own */
export function shownModelOf({ catalog, model }: Pick<Resolved, "catalog" | "model">): string | null {
  return catalog.settings.portico.responseModel === "alias" ? model : null;
}
