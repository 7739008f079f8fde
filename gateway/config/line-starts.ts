/**
 * Offset -> line and column, both 1-based, for any text and any of its line ends (LF, CRLF, CR).
 *
 * The YAML parser's own counter skips lines around some comments, so the text is asked instead.
 */
export class LineStarts {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(index + end.length);
  }

  /** An offset outside the text counts as its nearest end. */
  at(offset: number): { line: number; column: number } {
    const inside = this.#beforeLineFeed(Math.max(0, Math.min(offset, this.#text.length)));
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= inside) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: inside - (this.#starts[low] ?? 0) + 1 };
  }

  /** The middle of a CRLF is no place of its own: it is the end of its line. */
  #beforeLineFeed(offset: number): number {
    return this.#text[offset] === "\n" && this.#text[offset - 1] === "\r" ? offset - 1 : offset;
  }
}
