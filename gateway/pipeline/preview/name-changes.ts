/**
 * What becomes of the names that clients can call when one catalog takes another's place.
 *
 * A name is an alias, a pointer to a group, a wildcard, or whatever else a client used lately: they are all asked of both
 * catalogs in the way that a request would be. Law: a catalog and itself have no changes.
 */
import type { Clock } from "../../base/clock.ts";
import { inSlices } from "../../base/slices.ts";
import type { AliasChange } from "../../contract/config-files.ts";
import type { Catalog } from "../../contract/deployment.ts";
import { fillWildcards, resolveAlias } from "../../routing/resolve-alias.ts";

export interface NameChange extends Pick<AliasChange, "alias" | "change" | "to" | "before" | "after"> {
  /** The names that clients used for it: itself, or what a wildcard stood for. */
  readonly usedAs: readonly string[];
}

type Time = Pick<Clock, "monotonicMs">;

/**
 * In slices: a file may have ten thousand aliases.
 *
 * @param used  names that clients used, in any order; those that nothing answers to are passed over
 */
export async function nameChanges(
  running: Catalog,
  draft: Catalog,
  used: readonly string[],
  clock: Time,
): Promise<NameChange[]> {
  const changes = new Map<string, NameChange>();
  const compare = (name: string): NameChange | null => comparedName(running, draft, name);
  const look = (name: string): void => {
    const change = compare(name);
    if (change !== null) changes.set(name, change);
  };
  await inSlices([...writtenNames(running)], look, clock);
  const lookAtUsed = (name: string): void => {
    const change = changes.has(name) ? null : compare(name);
    if (change !== null) addUsed(change, patternOf(running, name), changes);
  };
  await inSlices(used, lookAtUsed, clock);
  const told = [...changes.values()];
  if (!told.some(({ change }) => change === "removed")) return told;
  const newNames = await namesOnlyIn(draft, running, clock);
  return told.map((change) => (change.change === "removed" ? renamed(change, running, newNames) : change));
}

/** What went through a wildcard that changes in the same way counts for the wildcard. */
function addUsed(change: NameChange, pattern: string | null, changes: Map<string, NameChange>): void {
  const whole = pattern === null ? undefined : changes.get(pattern);
  if (whole?.change === change.change) changes.set(whole.alias, { ...whole, usedAs: [...whole.usedAs, change.alias] });
  else changes.set(change.alias, change);
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

/** @returns null when the name means what it meant, or meant nothing */
function comparedName(running: Catalog, draft: Catalog, alias: string): NameChange | null {
  const before = targetsOf(running, alias);
  if (before === null) return null;
  const after = targetsOf(draft, alias);
  const told = { alias, to: null, before: labelsOf(before), after: labelsOf(after ?? []), usedAs: [alias] };
  if (after === null) return { ...told, change: "removed" };
  if (isSameSet(told.before, told.after)) return null;
  const isSameProviders = isSameSet(providersOf(before), providersOf(after));
  return { ...told, change: isSameProviders ? "model_changed" : "provider_changed" };
}

function renamed(change: NameChange, running: Catalog, newNames: ReadonlyMap<string, string>): NameChange {
  const to = newNames.get(signatureOf(targetsOf(running, change.alias) ?? []));
  return to === undefined ? change : { ...change, change: "renamed", to, after: change.before };
}

/** What they call -> the first name for it that can be called under the one catalog and not under the other. */
async function namesOnlyIn(one: Catalog, other: Catalog, clock: Time): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const look = (name: string): void => {
    const targets = targetsOf(one, name);
    if (targets === null || targetsOf(other, name) !== null) return;
    const signature = signatureOf(targets);
    if (!names.has(signature)) names.set(signature, name);
  };
  await inSlices([...writtenNames(one)], look, clock);
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
