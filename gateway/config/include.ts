/**
 * `include`: other files' keys merged into the main one. Lists are joined, other values replace; includes of included
 * files are not expanded.
 *
 * Only files below the main file's folder are read, after links were followed: a config must not pull in a stranger's file.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Origin, Origins } from "./finder.ts";
import { readYaml, type PlainMap, type YamlSource } from "./yaml-source.ts";

export interface Merged {
  readonly root: PlainMap;
  /** Container of an included file -> the source its places are in. */
  readonly sources: Map<object, YamlSource>;
  /** Where the keys of `root`, and the items of joined lists, were written. */
  readonly origins: Origins;
  readonly files: readonly YamlSource[];
  readonly problems: readonly { readonly index: number; readonly message: string; readonly hint: string }[];
}

export function mergeIncludes(main: YamlSource, mainFile: string): Merged {
  const merging = new Merging(main.root ?? {});
  const files: YamlSource[] = [];
  const problems: { index: number; message: string; hint: string }[] = [];
  for (const { index, name } of includeNames(main.root?.["include"])) {
    const outcome = readIncluded(name, mainFile);
    if (typeof outcome === "string") {
      problems.push({ index, message: outcome, hint: "Name a file inside the config's own folder." });
      continue;
    }
    files.push(outcome);
    claim(outcome.root, outcome, merging.sources);
    merging.add(outcome.root ?? {});
  }
  return { root: merging.root, sources: merging.sources, origins: merging.origins, files, problems };
}

class Merging {
  readonly root: PlainMap = {};
  readonly sources = new Map<object, YamlSource>();
  readonly origins = new Map<object, Map<string | number, Origin>>();
  readonly #rootOrigins = new Map<string | number, Origin>();

  constructor(first: PlainMap) {
    this.origins.set(this.root, this.#rootOrigins);
    this.add(first);
  }

  add(container: PlainMap): void {
    for (const [key, value] of Object.entries(container)) {
      const present = this.root[key];
      if (Array.isArray(present) && Array.isArray(value)) this.root[key] = this.#join(present, value);
      else {
        this.root[key] = value;
        this.#rootOrigins.set(key, { container, key });
      }
    }
  }

  #join(first: unknown[], second: unknown[]): unknown[] {
    const joined = [...first, ...second];
    const known = this.origins.get(first);
    const places = joined.map((_item, index): [number, Origin] => {
      if (index >= first.length) return [index, { container: second, key: index - first.length }];
      return [index, known?.get(index) ?? { container: first, key: index }];
    });
    this.origins.set(joined, new Map(places));
    return joined;
  }
}

function includeNames(include: unknown): { index: number; name: string }[] {
  const names: unknown[] = Array.isArray(include) ? include : [];
  return names.flatMap((name, index) => (typeof name === "string" ? [{ index, name }] : []));
}

function readIncluded(name: string, mainFile: string): YamlSource | string {
  const folder = realpathSync(dirname(resolve(mainFile)));
  const file = join(folder, name);
  if (!existsSync(file)) return `The included file ${name} does not exist.`;
  const inside = relative(folder, realpathSync(file));
  if (inside.startsWith(`..${sep}`) || inside === ".." || resolve(inside) === inside)
    return `The included file ${name} lies outside the config's folder.`;
  try {
    return readYaml(name, readFileSync(file, "utf8"));
  } catch {
    return `The included file ${name} cannot be read.`;
  }
}

/** Every container of an included file points to its own source. */
function claim(value: unknown, source: YamlSource, sources: Map<object, YamlSource>): void {
  if (typeof value !== "object" || value === null || sources.has(value)) return;
  sources.set(value, source);
  for (const item of Object.values(value)) claim(item, source, sources);
}
