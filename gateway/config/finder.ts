/** Collects findings at the places of a YAML source, and knows which word was probably meant. */
import type { Finding, FindingCode } from "../contract/findings.ts";
import type { Place, YamlSource } from "./yaml-source.ts";

export interface FindingWords {
  readonly message: string;
  readonly hint: string;
  readonly suggestion?: string;
  readonly aliases?: readonly string[];
}

/** Where a value was written before files were merged. */
export interface Origin {
  readonly container: object;
  readonly key: string | number;
}

/** Merged container -> key in it -> where that stands. */
export type Origins = ReadonlyMap<object, ReadonlyMap<string | number, Origin>>;

export class Finder {
  readonly findings: Finding[] = [];
  readonly #sources: ReadonlyMap<object, YamlSource>;
  readonly #origins: Origins;
  readonly #main: YamlSource;
  #comparisons = 0;

  /**
   * @param sources  the source of each container of an included file
   * @param origins  of containers that were put together from several files
   */
  constructor(main: YamlSource, sources: ReadonlyMap<object, YamlSource>, origins: Origins) {
    this.#main = main;
    this.#sources = sources;
    this.#origins = origins;
  }

  atKey(
    container: object,
    key: string | number,
    path: string,
    code: FindingCode,
    severity: Finding["severity"],
    words: FindingWords,
  ): void {
    const { source, origin } = this.#locate(container, key);
    this.#add(source, source.keyPlace(origin.container, origin.key), path, code, severity, words);
  }

  atValue(
    container: object,
    key: string | number,
    path: string,
    code: FindingCode,
    severity: Finding["severity"],
    words: FindingWords,
  ): void {
    const { source, origin } = this.#locate(container, key);
    this.#add(source, source.valuePlace(origin.container, origin.key), path, code, severity, words);
  }

  atFile(code: FindingCode, severity: Finding["severity"], words: FindingWords): void {
    this.#add(this.#main, { line: 1, column: 1, endLine: 1, endColumn: 1 }, "", code, severity, words);
  }

  lineOf(container: object, key: string | number): number {
    const { source, origin } = this.#locate(container, key);
    return source.keyPlace(origin.container, origin.key).line;
  }

  /** @returns the known word nearest to what was written; null when none is near, or after enough were asked for */
  nearest(written: string, known: ReadonlySet<string>): string | null {
    if (this.#comparisons > maxComparisons) return null;
    this.#comparisons += known.size;
    return nearestWord(written, known);
  }

  /** Every kind of finding up to a number; the last one says how many more there are. */
  limited(): Finding[] {
    const counts = new Map<string, number>();
    for (const { code } of this.findings) counts.set(code, (counts.get(code) ?? 0) + 1);
    const seen = new Map<string, number>();
    return this.findings.flatMap((finding) => {
      const number = (seen.get(finding.code) ?? 0) + 1;
      seen.set(finding.code, number);
      if (number > maxOfKind) return [];
      const more = (counts.get(finding.code) ?? 0) - maxOfKind;
      if (number < maxOfKind || more <= 0) return [finding];
      return [{ ...finding, message: `${finding.message} (And ${more} more of this kind.)` }];
    });
  }

  #locate(container: object, key: string | number): { source: YamlSource; origin: Origin } {
    const origin = this.#origins.get(container)?.get(key) ?? { container, key };
    return { source: this.#sources.get(origin.container) ?? this.#main, origin };
  }

  #add(
    source: YamlSource,
    place: Place,
    path: string,
    code: FindingCode,
    severity: Finding["severity"],
    { message, hint, suggestion, aliases }: FindingWords,
  ): void {
    this.findings.push({
      code,
      severity,
      file: source.file,
      ...place,
      path,
      message,
      hint,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(aliases === undefined ? {} : { aliases: [...aliases] }),
    });
  }
}

const maxDistance = 3;
const maxComparisons = 500_000;
const maxOfKind = 200;

function nearestWord(written: string, known: Iterable<string>): string | null {
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
