/** Strings of one column as small numbers. Bounded: what comes after the bound shares one number, `unlisted`. */
const mostValues = 20_000;
export const unlisted = 65_535;
/** The number of "there is none". */
export const noValue = 0;

export class Dictionary {
  readonly #numbers = new Map<string, number>();
  /** By number; the first stands for "there is none". */
  readonly values: (string | null)[] = [null];

  numberOf(value: string | null): number {
    if (value === null) return noValue;
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    if (this.values.length > mostValues) return unlisted;
    this.#numbers.set(value, this.values.length);
    return this.values.push(value) - 1;
  }

  /**
   * Which numbers pass, as a table to look up in; an unlisted value may pass, so it does.
   *
   * @returns null when none can
   */
  tableOf(passes: (value: string | null) => boolean): Uint8Array | null {
    const table = new Uint8Array(unlisted + 1);
    let hasAny = false;
    for (const [number, value] of this.values.entries()) {
      if (!passes(value)) continue;
      table[number] = 1;
      hasAny = true;
    }
    table[unlisted] = 1;
    return hasAny || this.values.length > mostValues ? table : null;
  }
}
