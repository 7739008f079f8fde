/**
 * A reading's aliases by name, and who leads to whom; made once per reading.
 *
 * A name that no alias has may still be answered by a wildcard (`openai/*`), as the router does: the longest beginning.
 */
import type { DraftAlias, DraftDeployment, DraftReading } from "../../../../../gateway/contract/config-files.ts";
import { fallbackKinds, fallbacksOf } from "../acts/act.ts";

export interface EntryPlace {
  readonly alias: string;
  readonly file: string;
  readonly index: number;
}

export class AliasIndex {
  readonly names: readonly string[];
  readonly #byName: ReadonlyMap<string, DraftAlias>;
  readonly #wildcards: readonly { readonly name: string; readonly beginning: string }[];
  readonly #groupOfDeployment: ReadonlyMap<string, string>;
  #leadingTo: ReadonlyMap<string, readonly string[]> | null = null;

  constructor({ aliases }: Pick<DraftReading, "aliases">) {
    this.#byName = new Map(aliases.map((alias) => [alias.alias, alias]));
    this.names = [...this.#byName.keys()];
    this.#wildcards = this.names
      .filter((name) => name.includes("*"))
      .map((name) => ({ name, beginning: name.slice(0, name.indexOf("*")) }))
      .sort((left, right) => right.beginning.length - left.beginning.length);
    this.#groupOfDeployment = new Map(
      aliases
        .filter(({ aliasOf }) => aliasOf === null)
        .flatMap(({ alias, deployments }) => deployments.map(({ id }) => [id, alias] as const)),
    );
  }

  get(name: string): DraftAlias | null {
    return this.#byName.get(name) ?? null;
  }

  /** The entry that stands at a place of a file. */
  entry({ alias, file, index }: EntryPlace): DraftDeployment | null {
    const deployments = this.get(alias)?.deployments ?? [];
    return deployments.find((one) => one.file === file && one.index === index) ?? null;
  }

  /** The alias that answers to a name, itself or a wildcard's; null when none does. */
  readonly answering = (name: string): string | null => {
    if (this.#byName.has(name)) return name;
    return this.#wildcards.find(({ beginning }) => name.startsWith(beginning))?.name ?? null;
  };

  readonly groupOf = (deploymentId: string): string | undefined => this.#groupOfDeployment.get(deploymentId);

  /** Names that point at this one, as group alias or by a fallback. */
  leadingTo(name: string): readonly string[] {
    this.#leadingTo ??= this.#reversed();
    return this.#leadingTo.get(name) ?? [];
  }

  #reversed(): ReadonlyMap<string, readonly string[]> {
    const leading = new Map<string, string[]>();
    for (const alias of this.#byName.values()) {
      for (const target of targetsOf(alias)) {
        const group = this.answering(target);
        if (group !== null) leading.set(group, [...(leading.get(group) ?? []), alias.alias]);
      }
    }
    return leading;
  }
}

const indexes = new WeakMap<DraftReading, AliasIndex>();

export function aliasIndexOf(reading: DraftReading): AliasIndex {
  let index = indexes.get(reading);
  if (index === undefined) {
    index = new AliasIndex(reading);
    indexes.set(reading, index);
  }
  return index;
}

/** Everywhere an alias leads, without repetition. */
export function targetsOf(alias: DraftAlias): readonly string[] {
  const targets = fallbackKinds.flatMap((kind) => fallbacksOf(alias, kind));
  return [...new Set(alias.aliasOf === null ? targets : [alias.aliasOf, ...targets])];
}

/** An alias with what it leads to and what leads to it, in the file's order. */
export function neighbourhood(index: AliasIndex, name: string, most = 40): readonly string[] {
  const alias = index.get(name);
  if (alias === null) return [];
  const ahead = targetsOf(alias).map((target) => index.answering(target));
  const near = new Set([name, ...ahead.filter((target) => target !== null), ...index.leadingTo(name)]);
  return [...near].slice(0, most);
}
