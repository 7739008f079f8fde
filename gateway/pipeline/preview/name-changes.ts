/**
 * What becomes of the names that clients can call when one catalog takes another's place.
 *
 * A name is an alias, a pointer to a group, a wildcard, or whatever else a client used lately: they are all asked of both
 * catalogs in the way that a request would be. Law: a catalog and itself have no changes.
 */
import type { AliasChange } from "../../contract/config-files.ts";
import type { Catalog } from "../../contract/deployment.ts";
import { fillWildcards, resolveAlias } from "../../routing/resolve-alias.ts";

export interface NameChange extends Pick<AliasChange, "alias" | "change" | "to" | "before" | "after"> {
  /** The names that clients used for it: itself, or what a wildcard stood for. */
  readonly usedAs: readonly string[];
}

/** @param used  names that clients used, in any order; those that nothing answers to are passed over */
export function nameChanges(running: Catalog, draft: Catalog, used: readonly string[]): NameChange[] {
  const comparison = new Comparison(running, draft);
  const changes = new Map<string, NameChange>();
  for (const name of writtenNames(running)) {
    const change = comparison.of(name);
    if (change !== null) changes.set(name, change);
  }
  for (const name of used) {
    if (changes.has(name)) continue;
    const change = comparison.of(name);
    if (change === null) continue;
    const pattern = patternOf(running, name);
    const ofPattern = pattern === null ? undefined : changes.get(pattern);
    if (ofPattern?.change === change.change)
      changes.set(ofPattern.alias, { ...ofPattern, usedAs: [...ofPattern.usedAs, name] });
    else changes.set(name, change);
  }
  return [...changes.values()];
}

function writtenNames({ groups, groupAliases, wildcards }: Catalog): Set<string> {
  return new Set([...groups.keys(), ...groupAliases.keys(), ...wildcards.map(({ alias }) => alias)]);
}

/** The wildcard that answers to a name, as it is written. */
function patternOf(catalog: Catalog, name: string): string | null {
  const match = resolveAlias(catalog, name);
  return match?.matchedBy === "wildcard" ? match.group.alias : null;
}

/** What a name calls. */
interface Target {
  /** `provider/model` */
  readonly label: string;
  readonly provider: string;
  readonly apiBase: string;
}

class Comparison {
  readonly #running: Catalog;
  readonly #draft: Catalog;
  /** What they call -> names that can only be called under the draft. */
  #newNames: ReadonlyMap<string, string> | null = null;

  constructor(running: Catalog, draft: Catalog) {
    this.#running = running;
    this.#draft = draft;
  }

  /** @returns null when the name means what it meant, or meant nothing */
  of(alias: string): NameChange | null {
    const before = targetsOf(this.#running, alias);
    if (before === null) return null;
    const after = targetsOf(this.#draft, alias);
    const told = { alias, before: labelsOf(before), after: labelsOf(after ?? []), usedAs: [alias] };
    if (after === null) {
      this.#newNames ??= newNames(this.#running, this.#draft);
      const to = this.#newNames.get(signatureOf(before)) ?? null;
      return to === null
        ? { ...told, change: "removed", to }
        : { ...told, change: "renamed", to, after: labelsOf(targetsOf(this.#draft, to) ?? []) };
    }
    if (isSameSet(told.before, told.after)) return null;
    const isSameProviders = isSameSet(providersOf(before), providersOf(after));
    return { ...told, change: isSameProviders ? "model_changed" : "provider_changed", to: null };
  }
}

function newNames(running: Catalog, draft: Catalog): Map<string, string> {
  const names = new Map<string, string>();
  for (const name of writtenNames(draft)) {
    const targets = targetsOf(draft, name);
    if (targets === null || targetsOf(running, name) !== null) continue;
    const signature = signatureOf(targets);
    if (!names.has(signature)) names.set(signature, name);
  }
  return names;
}

/** @returns null when nothing answers to the name */
function targetsOf(catalog: Catalog, name: string): readonly Target[] | null {
  const match = resolveAlias(catalog, name);
  if (match === null || match.group.deployments.length === 0) return null;
  return match.group.deployments.map(({ provider, upstreamModel, apiBase }) => ({
    label: `${provider}/${fillWildcards(upstreamModel, match.captures)}`,
    provider,
    apiBase,
  }));
}

function labelsOf(targets: readonly Target[]): string[] {
  return [...new Set(targets.map(({ label }) => label))];
}

function providersOf(targets: readonly Target[]): string[] {
  return [...new Set(targets.map(({ provider }) => provider))];
}

function signatureOf(targets: readonly Target[]): string {
  return targets
    .map(({ label, apiBase }) => `${label}\n${apiBase}`)
    .toSorted()
    .join("\n\n");
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((one) => right.includes(one));
}
