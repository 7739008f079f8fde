/** The names a client may ask for: aliases that work and can answer its operation. */
import type { AliasView } from "../../../../gateway/contract/catalog.ts";
import type { Client } from "./client.ts";

/** Google's library asks for a provider's own model, so its deployments are what counts. */
export function modelsFor({ needs }: Pick<Client, "needs">, aliases: readonly AliasView[]): readonly string[] {
  if (needs === "pass_through") return geminiModels(aliases);
  return aliases
    .filter(({ alias, disabledReason }) => disabledReason === null && !alias.includes("*"))
    .filter(({ deployments }) => deployments.some(({ operations }) => operations.includes(needs)))
    .map(({ alias }) => alias);
}

function geminiModels(aliases: readonly AliasView[]): readonly string[] {
  const lending = aliases
    .flatMap(({ deployments }) => deployments)
    .filter(({ provider, operations }) => provider === "gemini" && operations.includes("pass_through"));
  return [...new Set(lending.map(({ model }) => model))];
}
