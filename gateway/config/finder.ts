/** Collects findings at the places of a YAML source, and knows which word was probably meant. */
import type { Finding, FindingCode } from "../contract/findings.ts";
import type { Place, YamlSource } from "./yaml-source.ts";

export interface FindingWords {
  readonly message: string;
  readonly hint: string;
  readonly suggestion?: string;
  readonly aliases?: readonly string[];
}

export class Finder {
  readonly findings: Finding[] = [];
  readonly #sources: ReadonlyMap<object, YamlSource>;
  readonly #main: YamlSource;

  /** @param sources  the source each top-level value came from, for included files */
  constructor(main: YamlSource, sources: ReadonlyMap<object, YamlSource>) {
    this.#main = main;
    this.#sources = sources;
  }

  atKey(
    container: object,
    key: string | number,
    path: string,
    code: FindingCode,
    severity: Finding["severity"],
    words: FindingWords,
  ): void {
    this.#add(container, (source) => source.keyPlace(container, key), path, code, severity, words);
  }

  atValue(
    container: object,
    key: string | number,
    path: string,
    code: FindingCode,
    severity: Finding["severity"],
    words: FindingWords,
  ): void {
    this.#add(container, (source) => source.valuePlace(container, key), path, code, severity, words);
  }

  atFile(code: FindingCode, severity: Finding["severity"], words: FindingWords): void {
    const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
    this.#add(this.#main, () => place, "", code, severity, words);
  }

  lineOf(container: object, key: string | number): number {
    return (this.#sources.get(container) ?? this.#main).keyPlace(container, key).line;
  }

  #add(
    container: object,
    placeIn: (source: YamlSource) => Place,
    path: string,
    code: FindingCode,
    severity: Finding["severity"],
    { message, hint, suggestion, aliases }: FindingWords,
  ): void {
    const source = this.#sources.get(container) ?? this.#main;
    this.findings.push({
      code,
      severity,
      file: source.file,
      ...placeIn(source),
      path,
      message,
      hint,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(aliases === undefined ? {} : { aliases: [...aliases] }),
    });
  }
}

const maxDistance = 3;

/** @returns the known word nearest to what was written, or null when none is near */
export function nearestWord(written: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.min(maxDistance, Math.floor(written.length / 2)) + 1;
  for (const word of known) {
    if (Math.abs(word.length - written.length) >= bestDistance) continue;
    const distance = editDistance(written.toLowerCase(), word);
    if (distance < bestDistance) [best, bestDistance] = [word, distance];
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const change = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
