/**
 * One YAML text as plain values with the place of each key and value, within bounds.
 *
 * Refused with a place: other syntax errors, more than one document, depth over 64, aliases that expand too far
 * (billion laughs), and the keys `__proto__`, `constructor` and `prototype`. A repeated key is flagged; the last one wins,
 * as in PyYAML.
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { Finding, FindingCode } from "../contract/findings.ts";
import { pyyamlTags } from "./pyyaml-tags.ts";

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type PlainMap = Record<string, unknown>;

export interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** The top-level map; null when the text could not be read. */
  readonly root: PlainMap | null;
  readonly findings: readonly Finding[];
  /** Where a map's key or a list's item stands; the whole file when unknown. */
  keyPlace(container: object, key: string | number): Place;
  valuePlace(container: object, key: string | number): Place;
}

const maxBytes = 8 * 1024 * 1024;
const maxDepth = 64;
/** Nodes that aliases may add beyond the text's own. */
const maxAliasNodes = 100_000;
const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);
const wholeFile: Place = { line: 1, column: 1, endLine: 1, endColumn: 1 };

export function readYaml(file: string, text: string): YamlSource {
  return new YamlReader(file, text).read();
}

interface Ranges {
  readonly key: readonly [number, number];
  readonly value: readonly [number, number];
}

class YamlReader implements YamlSource {
  readonly file: string;
  readonly text: string;
  readonly findings: Finding[] = [];
  root: PlainMap | null = null;
  readonly #lines = new LineCounter();
  readonly #ranges = new WeakMap<object, Map<string | number, Ranges>>();
  #targets: ReadonlyMap<Alias, Node> = new Map();
  #aliasNodes = 0;
  #insideAlias = 0;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  read(): YamlSource {
    if (Buffer.byteLength(this.text) > maxBytes) {
      this.#report("syntax", wholeFile, "The file is larger than 8 MiB.", "Split it with `include`.");
      return this;
    }
    try {
      this.#readDocument();
    } catch (failure) {
      this.root = null;
      if (failure instanceof BoundError)
        this.#report("syntax", this.#placeOf(failure.range), failure.message, failure.hint);
      else
        this.#report(
          "syntax",
          wholeFile,
          "The file is nested too deeply to be read.",
          "Flatten it; real configs need a depth of about six.",
        );
    }
    return this;
  }

  keyPlace(container: object, key: string | number): Place {
    const ranges = this.#ranges.get(container)?.get(key);
    return ranges === undefined ? wholeFile : this.#placeOf(ranges.key);
  }

  valuePlace(container: object, key: string | number): Place {
    const ranges = this.#ranges.get(container)?.get(key);
    return ranges === undefined ? wholeFile : this.#placeOf(ranges.value);
  }

  #readDocument(): void {
    const text = this.text.charCodeAt(0) === 0xfeff ? ` ${this.text.slice(1)}` : this.text;
    const documents = parseAllDocuments(text, {
      version: "1.1",
      customTags: pyyamlTags,
      lineCounter: this.#lines,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
    });
    if (!Array.isArray(documents)) return;
    const [document, second] = documents;
    if (document === undefined) return;
    for (const error of documents.flatMap(({ errors }) => errors).slice(0, 20)) {
      this.#report(
        "syntax",
        this.#placeOf(error.pos),
        firstLine(error.message),
        "Check indentation, quotes and colons on this line.",
      );
    }
    if (this.findings.length > 0) return;
    if (second !== undefined) {
      this.#report(
        "syntax",
        this.#placeOf(second.range),
        "A second YAML document starts here.",
        "Keep one document in the file.",
      );
      return;
    }
    this.#targets = aliasTargets(document);
    this.#readRoot(document.contents);
  }

  #readRoot(contents: Node | null): void {
    if (contents === null || (isScalar(contents) && contents.value === null)) {
      this.root = {};
      return;
    }
    const value = this.#toPlain(contents, 0);
    if (isMap(contents)) this.root = value as PlainMap; // a map node becomes a plain map
    else
      this.#report(
        "syntax",
        this.#placeOf(contents.range),
        "The file must be a map of sections.",
        "Start with `model_list:`.",
      );
  }

  #toPlain(node: unknown, depth: number): unknown {
    if (depth > maxDepth)
      throw new BoundError("The file is nested more than 64 levels deep.", "Flatten it.", rangeOf(node));
    if (this.#insideAlias > 0 && ++this.#aliasNodes > maxAliasNodes) {
      throw new BoundError("The aliases of this file expand too far.", "Write the values out.", rangeOf(node));
    }
    if (isAlias(node)) {
      const target = this.#targets.get(node);
      if (target === undefined) {
        throw new BoundError(
          `There is no anchor &${node.source} before this.`,
          "Define it, or write the value out.",
          rangeOf(node),
        );
      }
      this.#insideAlias++;
      const value = this.#toPlain(target, depth + 1);
      this.#insideAlias--;
      return value;
    }
    if (isMap(node)) return this.#mapToPlain(node, depth);
    if (isSeq(node)) {
      const list: unknown[] = [];
      const ranges = this.#rangesFor(list);
      for (const [index, item] of node.items.entries()) {
        list.push(this.#toPlain(item, depth + 1));
        ranges.set(index, { key: rangeOf(item), value: rangeOf(item) });
      }
      return list;
    }
    if (isScalar(node)) return plainScalar(node);
    return null;
  }

  #mapToPlain(node: YAMLMap, depth: number): PlainMap {
    const map: PlainMap = {};
    const ranges = this.#rangesFor(map);
    for (const pair of node.items) if (isMergeKey(pair)) this.#merge(map, ranges, pair, depth);
    const own = new Set<string>();
    for (const pair of node.items) {
      if (isMergeKey(pair)) continue;
      const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
      const place: Ranges = {
        key: rangeOf(pair.key),
        value: pair.value === null ? rangeOf(pair.key) : rangeOf(pair.value),
      };
      if (forbiddenKeys.has(key)) throw new BoundError(`The key ${key} is not allowed.`, "Remove it.", place.key);
      if (own.has(key)) {
        this.#report(
          "duplicate_key",
          this.#placeOf(place.key),
          `The key \`${key}\` stands twice here; this last one wins.`,
          "Merge the two.",
          "warning",
        );
      }
      own.add(key);
      map[key] = this.#toPlain(pair.value, depth + 1);
      ranges.set(key, place);
    }
    return map;
  }

  #merge(map: PlainMap, ranges: Map<string | number, Ranges>, pair: Pair, depth: number): void {
    const merged = this.#toPlain(pair.value, depth + 1);
    for (const source of Array.isArray(merged) ? merged.toReversed() : [merged]) {
      if (typeof source !== "object" || source === null) continue;
      for (const [key, value] of Object.entries(source)) {
        map[key] = value;
        const place = this.#ranges.get(source)?.get(key);
        if (place !== undefined) ranges.set(key, place);
      }
    }
  }

  #rangesFor(container: object): Map<string | number, Ranges> {
    const ranges = new Map<string | number, Ranges>();
    this.#ranges.set(container, ranges);
    return ranges;
  }

  #placeOf(range: readonly number[] | null | undefined): Place {
    const start = this.#lines.linePos(Math.min(range?.[0] ?? 0, this.text.length));
    const end = this.#lines.linePos(Math.min(range?.[1] ?? range?.[0] ?? 0, this.text.length));
    const line = Math.max(1, start.line);
    const column = Math.max(1, start.col);
    const isForward = end.line > line || (end.line === line && end.col >= column);
    return { line, column, endLine: isForward ? end.line : line, endColumn: isForward ? Math.max(1, end.col) : column };
  }

  #report(
    code: FindingCode,
    place: Place,
    message: string,
    hint: string,
    severity: Finding["severity"] = "error",
  ): void {
    this.findings.push({ code, severity, file: this.file, ...place, path: "", message, hint });
  }
}

/** What each alias stands for, found in one walk: asking the library alias by alias walks the file each time. */
function aliasTargets(document: Document): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias: (_key, alias) => {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value: (_key, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

class BoundError extends Error {
  readonly hint: string;
  readonly range: readonly [number, number];

  constructor(message: string, hint: string, range: readonly [number, number]) {
    super(message);
    this.hint = hint;
    this.range = range;
  }
}

function rangeOf(node: unknown): readonly [number, number] {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return [0, 0];
  const [start, end] = node.range as number[]; // yaml's [start, valueEnd, nodeEnd]
  return [start ?? 0, end ?? start ?? 0];
}

function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && (pair.key.source === "<<" || typeof pair.key.value === "symbol");
}

/** A date stays as it was written (`api_version: 2024-10-21`); big integers become what JSON could hold. */
function plainScalar({ value, source }: Scalar): unknown {
  if (value instanceof Date) return source ?? value.toISOString();
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "symbol") return "<<";
  return value;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
