/**
 * The catalog as one key may see it: what its `models` leave out is not there, on every page that shows models.
 *
 * Made once per key and config; a key without a list sees the whole.
 */
import type { Catalog, Deployment, GroupAlias } from "../contract/deployment.ts";
import { isRestricted, mayUseGroup, type VirtualKey } from "./virtual-keys.ts";

const seen = new WeakMap<Catalog, WeakMap<VirtualKey, Catalog>>();

export function seenCatalog(catalog: Catalog, key: VirtualKey | null): Catalog {
  if (key === null || !isRestricted(key)) return catalog;
  let byKey = seen.get(catalog);
  if (byKey === undefined) seen.set(catalog, (byKey = new WeakMap()));
  let part = byKey.get(key);
  if (part === undefined) byKey.set(key, (part = partFor(catalog, key)));
  return part;
}

function partFor(catalog: Catalog, key: VirtualKey): Catalog {
  const groups = kept(catalog.groups, (alias, group) => mayUseGroup(key, catalog, group, alias));
  const wildcards = catalog.wildcards.filter((group) => mayUseGroup(key, catalog, group, group.alias));
  const aliases = new Set([...groups.keys(), ...wildcards.map(({ alias }) => alias)]);
  const isSeen = ({ alias }: Deployment): boolean => aliases.has(alias);
  const groupAliases = new Map<string, GroupAlias>();
  for (const [alias, pointer] of catalog.groupAliases) {
    const target = catalog.groups.get(pointer.group);
    if (target !== undefined && mayUseGroup(key, catalog, target, alias))
      groupAliases.set(alias, { ...pointer, target });
  }
  return Object.freeze({
    ...catalog,
    groups,
    wildcards,
    groupAliases,
    byId: kept(catalog.byId, (_id, deployment) => isSeen(deployment)),
    byLitellmModel: kept(catalog.byLitellmModel, (_name, { alias }) => aliases.has(alias)),
    deployments: catalog.deployments.filter(isSeen),
    disabledAliases: new Map(),
  });
}

function kept<Value>(
  map: ReadonlyMap<string, Value>,
  keeps: (name: string, value: Value) => boolean,
): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([name, value]) => keeps(name, value)));
}
