/**
 * `include`: other files' keys merged into the main one. Lists are joined, other values replace; includes of included
 * files are not expanded.
 *
 * Only files below the main file's folder are read, after links were followed: a config must not pull in a stranger's file.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { readYaml, type PlainMap, type YamlSource } from "./yaml-source.ts";

export interface Merged {
  readonly root: PlainMap;
  /** Container -> the source its places are in. */
  readonly sources: Map<object, YamlSource>;
  readonly files: readonly YamlSource[];
  readonly problems: readonly { readonly index: number; readonly message: string; readonly hint: string }[];
}

export function mergeIncludes(main: YamlSource, mainFile: string): Merged {
  const root: PlainMap = { ...main.root };
  const sources = new Map<object, YamlSource>();
  const files: YamlSource[] = [];
  const problems: { index: number; message: string; hint: string }[] = [];
  for (const [index, name] of includeNames(root["include"]).entries()) {
    const outcome = readIncluded(name, mainFile);
    if (typeof outcome === "string") {
      problems.push({ index, message: outcome, hint: "Name a file inside the config's own folder." });
      continue;
    }
    files.push(outcome);
    claim(outcome.root, outcome, sources);
    for (const [key, value] of Object.entries(outcome.root ?? {})) {
      const present = root[key];
      if (Array.isArray(present) && Array.isArray(value)) root[key] = [...present, ...value];
      else root[key] = value;
    }
  }
  return { root, sources, files, problems };
}

function includeNames(include: unknown): string[] {
  const names = Array.isArray(include) ? include : [];
  return names.filter((name) => typeof name === "string");
}

function readIncluded(name: string, mainFile: string): YamlSource | string {
  const folder = realpathSync(dirname(resolve(mainFile)));
  const file = join(folder, name);
  if (!existsSync(file)) return `The included file ${name} does not exist.`;
  const inside = relative(folder, realpathSync(file));
  if (inside.startsWith(`..${sep}`) || inside === ".." || resolve(inside) === inside)
    return `The included file ${name} lies outside the config's folder.`;
  return readYaml(name, readFileSync(file, "utf8"));
}

/** Every container of an included file points to its own source. */
function claim(value: unknown, source: YamlSource, sources: Map<object, YamlSource>): void {
  if (typeof value !== "object" || value === null || sources.has(value)) return;
  sources.set(value, source);
  for (const item of Object.values(value)) claim(item, source, sources);
}
