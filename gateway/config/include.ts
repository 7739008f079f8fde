/**
 * `include`: other files' keys merged into the main one. Lists are joined, other values replace; includes of included
 * files are not expanded.
 *
 * Only files below the main file's folder are read, after links were followed: a config must not pull in a stranger's file.
 */
import { realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { readConfigText } from "./read-config-text.ts";
import { readYaml, type PlainMap, type YamlSource } from "./yaml-source.ts";

/** Where a key of the merged config is written. */
export interface Origin {
  readonly source: YamlSource;
  readonly container: object;
  readonly key: string | number;
}

export interface IncludeProblem {
  /** Which item of the list; null = the value itself. */
  readonly index: number | null;
  readonly message: string;
  readonly hint: string;
}

export interface Merged {
  readonly root: PlainMap;
  originOf(container: object, key: string | number): Origin;
  readonly files: readonly YamlSource[];
  /** Paths of the named files inside the folder, also of those that could not be read: they may come to be. */
  readonly paths: readonly string[];
  readonly problems: readonly IncludeProblem[];
}

/** @param texts  drafts that stand in for the texts on disk, by absolute path */
export function mergeIncludes(main: YamlSource, mainFile: string, texts: Texts = new Map()): Merged {
  return new Merger(main, mainFile, texts);
}

type Texts = ReadonlyMap<string, string>;

class Merger implements Merged {
  readonly root: PlainMap = {};
  readonly files: YamlSource[] = [];
  readonly paths: string[] = [];
  readonly problems: IncludeProblem[] = [];
  readonly #main: YamlSource;
  readonly #folder: string;
  readonly #texts: Texts;
  /** Container of an included file -> that file. */
  readonly #sources = new Map<object, YamlSource>();
  /** Of the maps and lists that no file holds as they are: the merged root and joined lists. */
  readonly #origins = new Map<object, Map<string | number, Origin>>();

  constructor(main: YamlSource, mainFile: string, texts: Texts) {
    this.#main = main;
    this.#texts = texts;
    this.#folder = dirname(resolve(mainFile));
    this.#merge(main);
    const include = main.root?.["include"] ?? [];
    if (!Array.isArray(include)) {
      this.problems.push({ index: null, message: "`include` must be a list of files.", hint: "Write `- more.yaml`." });
      return;
    }
    for (const [index, name] of (include as unknown[]).entries()) this.#include(name, index);
  }

  originOf(container: object, key: string | number): Origin {
    const merged = this.#origins.get(container)?.get(key);
    return merged ?? { source: this.#sources.get(container) ?? this.#main, container, key };
  }

  #include(name: unknown, index: number): void {
    const outcome = typeof name === "string" ? this.#read(name) : "Each item of `include` must be a file's name.";
    if (typeof outcome === "string") {
      this.problems.push({ index, message: outcome, hint: "Name a readable file inside the config's own folder." });
      return;
    }
    this.files.push(outcome);
    this.#claim(outcome.root, outcome);
    this.#merge(outcome);
  }

  #read(name: string): YamlSource | string {
    const file = join(this.#folder, name);
    if (!isInside(this.#folder, file)) return outside(name);
    this.paths.push(file);
    let real: string;
    try {
      real = realpathSync(file);
      if (!isInside(realpathSync(this.#folder), real)) return outside(name);
    } catch {
      return `The included file ${name} does not exist.`;
    }
    const draft = this.#texts.get(file);
    const text = draft === undefined ? readConfigText(real) : { text: draft };
    return "problem" in text ? `The included file ${name} is not read: ${text.problem}` : readYaml(name, text.text);
  }

  #merge(source: YamlSource): void {
    for (const [key, value] of Object.entries(source.root ?? {})) {
      const present = this.root[key];
      if (Array.isArray(present) && Array.isArray(value)) this.root[key] = this.#join(present, value);
      else {
        this.root[key] = value;
        // source.root is a map: it has entries
        if (source.root !== null) this.#originsOf(this.root).set(key, { source, container: source.root, key });
      }
    }
  }

  #join(first: unknown[], second: unknown[]): unknown[] {
    const joined = [...first, ...second];
    const origins = this.#originsOf(joined);
    for (const part of [first, second])
      for (const index of part.keys()) origins.set(origins.size, this.originOf(part, index));
    return joined;
  }

  #originsOf(container: object): Map<string | number, Origin> {
    const origins = this.#origins.get(container) ?? new Map<string | number, Origin>();
    this.#origins.set(container, origins);
    return origins;
  }

  /** Every container of an included file points to its own source. */
  #claim(value: unknown, source: YamlSource): void {
    if (typeof value !== "object" || value === null || this.#sources.has(value)) return;
    this.#sources.set(value, source);
    for (const item of Object.values(value)) this.#claim(item, source);
  }
}

function isInside(folder: string, file: string): boolean {
  const inside = relative(folder, file);
  return inside !== ".." && !inside.startsWith(`..${sep}`) && resolve(inside) !== inside;
}

function outside(name: string): string {
  return `The included file ${name} lies outside the config's folder.`;
}
