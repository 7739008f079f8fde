/**
 * One YAML text as plain values with the place of each key and value, within bounds.
 *
 * Refused with a place: syntax errors, control characters, unknown tags and anchors, more than one document, depth over
 * 64, aliases that expand too far (billion laughs), and the keys `__proto__`, `constructor` and `prototype`. A repeated
 * key is flagged; the last one wins, as in PyYAML.
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLParseError,
} from "yaml";
import type { Finding, FindingCode } from "../contract/findings.ts";
import { LineStarts } from "./line-starts.ts";
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

export const maxConfigBytes = 8 * 1024 * 1024;
const maxDepth = 64;
const maxSyntaxErrors = 20;
/** Nodes that aliases may add beyond the text's own. */
const maxAliasNodes = 100_000;
const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);
/** What YAML does not allow to be printed, and PyYAML refuses; half surrogates included. */
const forbiddenCharacter = /[\p{Cc}--[\t\n\r\x85]]|[\uFFFE\uFFFF\p{Surrogate}]/v;
/** A plain type written out, on text that is not of it: stays text, and the key's own check judges it. */
const plainTag = /tag:yaml\.org,2002:(int|float|bool|null|timestamp)$/;
const wholeFile: Place = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** @param documents  of the text, when it was parsed already (parseYaml) */
export function readYaml(file: string, text: string, documents?: YamlDocuments): YamlSource {
  return new YamlReader(file, text, documents).read();
}

export type YamlDocuments = ReturnType<typeof parseAllDocuments<ParsedNode>>;

/** With PyYAML's rules. @param keepsTokens  for who changes the text by them */
export function parseYaml(text: string, keepsTokens: boolean): YamlDocuments {
  // A lone CR ends a line for PyYAML, and a byte order mark is no column; the same length keeps every place.
  return parseAllDocuments<ParsedNode>(text.replaceAll(/^\uFEFF|\r(?!\n)/g, "\n"), {
    version: "1.1",
    customTags: pyyamlTags,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
    keepSourceTokens: keepsTokens,
  });
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
  readonly #parsed: YamlDocuments | undefined;
  readonly #ranges = new WeakMap<object, Map<string | number, Ranges>>();
  readonly #targets = new Map<Alias, Node>();
  #lines: LineStarts | null = null;
  #aliasNodes = 0;
  #insideAlias = 0;

  constructor(file: string, text: string, parsed: YamlDocuments | undefined) {
    this.file = file;
    this.text = text;
    this.#parsed = parsed;
  }

  read(): YamlSource {
    if (Buffer.byteLength(this.text) > maxConfigBytes) {
      this.#report("syntax", wholeFile, "The file is larger than 8 MiB.", "Split it with `include`.");
      return this;
    }
    try {
      this.#refuseControlCharacters();
      this.#readDocument();
    } catch (failure) {
      this.root = null;
      const isBound = failure instanceof BoundError;
      this.#report(
        "syntax",
        isBound ? this.#placeOf(failure.range) : wholeFile,
        isBound ? failure.message : `The file cannot be read: ${failure instanceof Error ? failure.name : "unknown"}.`,
        isBound ? failure.hint : "Make it smaller or simpler.",
      );
    }
    return this;
  }

  /** The parser itself would take them in silence. */
  #refuseControlCharacters(): void {
    const found = forbiddenCharacter.exec(this.text);
    if (found === null) return;
    const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    const range = [found.index, found.index + 1] as const;
    throw new BoundError(`YAML does not allow the character U+${code}.`, "Remove it; save the file as UTF-8.", range);
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
    const documents = this.#parsed ?? parseYaml(this.text, false);
    if (!Array.isArray(documents)) return;
    const [document, second] = documents;
    if (document === undefined) return;
    this.#reportErrors(documents.flatMap(({ errors }) => errors));
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
    for (const { code, pos, message } of document.warnings) {
      if (code !== "TAG_RESOLVE_FAILED" || plainTag.test(message)) continue;
      this.#report("syntax", this.#placeOf(pos), `${firstLine(message)}.`, "Remove it; LiteLLM refuses it too.");
    }
    if (this.findings.length > 0) return;
    this.#findTargets(document);
    this.#readRoot(document.contents);
  }

  #reportErrors(errors: readonly YAMLParseError[]): void {
    // The parser ran out of stack; what it says after that is a consequence.
    const exhausted = errors.find(({ code }) => code === "RESOURCE_EXHAUSTION");
    if (exhausted !== undefined) throw tooDeep(exhausted.pos);
    for (const { pos, message } of errors.slice(0, maxSyntaxErrors)) {
      const hint = "Check indentation, quotes and colons on this line.";
      this.#report("syntax", this.#placeOf(pos), withoutSource(firstLine(message)), hint);
    }
  }

  /** One walk for all aliases: the parser's own look-up walks the whole document once per alias. */
  #findTargets(document: Document.Parsed): void {
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_key, node) => {
        if (!isAlias(node)) {
          if (node.anchor !== undefined) anchors.set(node.anchor, node);
          return;
        }
        const target = anchors.get(node.source);
        if (target === undefined)
          throw new BoundError(`There is no anchor &${node.source} above.`, "Write it first.", rangeOf(node));
        this.#targets.set(node, target);
      },
    });
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
    if (depth > maxDepth) throw tooDeep(rangeOf(node));
    if (this.#insideAlias > 0 && ++this.#aliasNodes > maxAliasNodes) {
      throw new BoundError("The aliases of this file expand too far.", "Write the values out.", rangeOf(node));
    }
    if (isAlias(node)) {
      this.#insideAlias++;
      const value = this.#toPlain(this.#targets.get(node), depth + 1);
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
      const key = isScalar(pair.key) ? String(plainScalar(pair.key)) : String(pair.key);
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
      if (typeof source !== "object" || source === null || Array.isArray(source))
        throw new BoundError("`<<` takes a map, or a list of maps.", "Name an anchor of a map.", rangeOf(pair.value));
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
    this.#lines ??= new LineStarts(this.text);
    const from = range?.[0] ?? 0;
    const start = this.#lines.at(from);
    const end = this.#lines.at(Math.max(from, range?.[1] ?? from));
    return { ...start, endLine: end.line, endColumn: end.column };
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

class BoundError extends Error {
  readonly hint: string;
  readonly range: readonly [number, number];

  constructor(message: string, hint: string, range: readonly [number, number]) {
    super(message);
    this.hint = hint;
    this.range = range;
  }
}

function tooDeep(range: readonly [number, number]): BoundError {
  return new BoundError("The file is nested more than 64 levels deep.", "Flatten it; six are usual.", range);
}

function rangeOf(node: unknown): readonly [number, number] {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return [0, 0];
  const [start, end] = node.range as number[]; // yaml's [start, valueEnd, nodeEnd]
  return [start ?? 0, end ?? start ?? 0];
}

function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.type === "PLAIN" && pair.key.source === "<<";
}

/** A date stays as it was written (`api_version: 2024-10-21`); big integers become what JSON could hold. */
export function plainScalar({ value, source }: Scalar): unknown {
  if (value instanceof Date) return source ?? value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "symbol") return "<<";
  return value;
}

/** Some of the parser's messages repeat what is written there, and that may be half a secret. */
function withoutSource(message: string): string {
  const repeating =
    /^(Unexpected [\w-]+ token in YAML \w+|Not a YAML token|Block scalar header includes extra characters): /;
  return repeating.exec(message)?.[1] ?? message;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
