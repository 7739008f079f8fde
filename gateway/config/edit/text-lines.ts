/**
 * A text as lines: where one starts and ends, what is blank, what is a comment.
 *
 * Only asked at places that the parser knows to be outside of quotes and block text.
 */
export class TextLines {
  readonly text: string;

  /** @param text  without lone CRs: each line ends in LF or CRLF */
  constructor(text: string) {
    this.text = text;
  }

  /** Of the line that holds the offset. */
  start(offset: number): number {
    return offset === 0 ? 0 : this.text.lastIndexOf("\n", offset - 1) + 1;
  }

  /** Before the line's LF or CRLF. */
  end(offset: number): number {
    const feed = this.text.indexOf("\n", offset);
    if (feed === -1) return this.text.length;
    return feed > offset && this.text[feed - 1] === "\r" ? feed - 1 : feed;
  }

  /** Start of the line after; the text's end when there is none. */
  next(offset: number): number {
    const feed = this.text.indexOf("\n", offset);
    return feed === -1 ? this.text.length : feed + 1;
  }

  column(offset: number): number {
    return offset - this.start(offset);
  }

  number(offset: number): number {
    let line = 1;
    for (let at = this.text.indexOf("\n"); at !== -1 && at < offset; at = this.text.indexOf("\n", at + 1)) line++;
    return line;
  }

  /** Where a line of that number begins. */
  offsetOf(number: number): number {
    let at = 0;
    for (let line = 1; line < number; line++) at = this.next(at);
    return at;
  }

  /** Only white space stands before it on its line. */
  isFirstOnLine(offset: number): boolean {
    return this.text.slice(this.start(offset), offset).trim() === "";
  }

  /** What stands on the line from the offset on. */
  rest(offset: number): string {
    return this.text.slice(offset, this.end(offset));
  }

  /** @param start  of a line; a text's end is no line */
  isBlank(start: number): boolean {
    return start < this.text.length && this.rest(start).trim() === "";
  }

  /** Column of the `#` of a line that is only a comment; null for any other. */
  commentColumn(start: number): number | null {
    const line = this.rest(start);
    const column = line.search(/\S/);
    return column !== -1 && line[column] === "#" ? column : null;
  }

  endsWithLineEnd(): boolean {
    return this.text === "" || this.text.endsWith("\n");
  }
}
