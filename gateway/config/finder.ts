/** Collects findings at the places of a YAML source, and knows which word was probably meant. */
import type { Finding, FindingCode } from "../contract/findings.ts";
import type { Origin } from "./include.ts";
import { nearestWord } from "./nearest-word.ts";
import type { Place, YamlSource } from "./yaml-source.ts";

export interface FindingWords {
  readonly message: string;
  readonly hint: string;
  readonly suggestion?: string;
  readonly aliases?: readonly string[];
}

export class Finder {
  readonly findings: Finding[] = [];
  readonly #main: YamlSource;
  readonly #originOf: (container: object, key: string | number) => Origin;
  #wordsLeft = maxComparedWords;

  /** @param originOf  the file and the place in it that a key of the merged config came from */
  constructor(main: YamlSource, originOf: (container: object, key: string | number) => Origin) {
    this.#main = main;
    this.#originOf = originOf;
  }

  atKey(
    container: object,
    key: string | number,
    path: string,
    code: FindingCode,
    severity: Finding["severity"],
    words: FindingWords,
  ): void {
    const origin = this.#originOf(container, key);
    this.#add(origin.source.file, origin.source.keyPlace(origin.container, origin.key), path, code, severity, words);
  }

  atValue(
    container: object,
    key: string | number,
    path: string,
    code: FindingCode,
    severity: Finding["severity"],
    words: FindingWords,
  ): void {
    const origin = this.#originOf(container, key);
    this.#add(origin.source.file, origin.source.valuePlace(origin.container, origin.key), path, code, severity, words);
  }

  atFile(code: FindingCode, severity: Finding["severity"], words: FindingWords): void {
    const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
    this.#add(this.#main.file, place, "", code, severity, words);
  }

  /** Where a key stands. */
  placeOf(container: object, key: string | number): { readonly file: string; readonly line: number } {
    const { source, container: written, key: name } = this.#originOf(container, key);
    return { file: source.file, line: source.keyPlace(written, name).line };
  }

  /** The known word nearest to what was written; null when none is near, or when a file asked for too many. */
  nearest(written: string, known: ReadonlySet<string> | ReadonlyMap<string, unknown>): string | null {
    this.#wordsLeft -= known.size;
    return this.#wordsLeft < 0 ? null : nearestWord(written, known.keys());
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

  #add(
    file: string,
    place: Place,
    path: string,
    code: FindingCode,
    severity: Finding["severity"],
    { message, hint, suggestion, aliases }: FindingWords,
  ): void {
    this.findings.push({
      code,
      severity,
      file,
      ...place,
      path,
      message,
      hint,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(aliases === undefined ? {} : { aliases: [...aliases] }),
    });
  }
}

/** A file of nothing but mistakes must not take seconds to compare. */
const maxComparedWords = 200_000;
const maxOfKind = 200;
