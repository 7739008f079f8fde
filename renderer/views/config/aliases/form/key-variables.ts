/** The variables that may hold a provider's key: its usual ones first, then what the config reads already. */
import type { ConfigVariable } from "../../../../../gateway/contract/config-files.ts";
import { providerTable } from "../../../../../gateway/contract/providers.ts";

export interface KeyVariable {
  readonly name: string;
  readonly isSet: boolean;
}

export function keyVariableChoices(
  provider: string,
  variables: readonly ConfigVariable[],
  chosen: string | null,
): readonly KeyVariable[] {
  const usual = providerTable.get(provider)?.keyEnv ?? [];
  const named = chosen === null ? usual : [chosen, ...usual];
  const known = new Map(variables.map(({ name, isSet }) => [name, isSet]));
  const names = new Set([...named, ...variables.map(({ name }) => name)]);
  return [...names].map((name) => ({ name, isSet: known.get(name) ?? false }));
}
