/**
 * Reads CSV strictly, as RFC 4180 says, lazily, and knows the line of everything.
 *
 * Lines end with CRLF, LF or CR; a byte order mark and empty lines are passed over. A file that breaks the rules is refused
 * at its line: guessing would move amounts into other columns.
 *
 * @source https://www.rfc-editor.org/rfc/rfc4180
 */
export type CsvFault = "open_quote" | "stray_quote" | "after_quote";

export class CsvError extends Error {
  readonly fault: CsvFault;
  /** 1-based. */
  readonly line: number;

  constructor(fault: CsvFault, line: number) {
    super(`${fault} at line ${line}`);
    this.name = "CsvError";
    this.fault = fault;
    this.line = line;
  }
}

export interface CsvRecord {
  /** Where it begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

const delimiters = [",", ";", "\t"] as const;
const quote = '"';

/** What parts the cells: of the characters in use, the one that the first line has most of outside quotes. */
export function delimiterOf(text: string): string {
  const counts = new Map<string, number>(delimiters.map((each) => [each, 0]));
  let isQuoted = false;
  for (const character of text) {
    if (character === quote) isQuoted = !isQuoted;
    if (!isQuoted && (character === "\n" || character === "\r")) break;
    const count = counts.get(character);
    if (!isQuoted && count !== undefined) counts.set(character, count + 1);
  }
  return delimiters.reduce((best, each) => ((counts.get(each) ?? 0) > (counts.get(best) ?? 0) ? each : best));
}

/** @throws CsvError */
export function* readCsv(text: string, delimiter: string = delimiterOf(text)): Generator<CsvRecord> {
  const at: Place = { index: text.startsWith("\u{FEFF}") ? 1 : 0, line: 1 };
  while (at.index < text.length) {
    const { line } = at;
    const cells = readRecord(text, delimiter, at);
    if (cells.length > 1 || cells[0] !== "") yield { line, cells };
  }
}

interface Place {
  index: number;
  line: number;
}

function readRecord(text: string, delimiter: string, at: Place): string[] {
  const cells: string[] = [];
  for (;;) {
    cells.push(text[at.index] === quote ? readQuoted(text, delimiter, at) : readPlain(text, delimiter, at));
    if (text[at.index] !== delimiter) break;
    at.index++;
  }
  passLineEnd(text, at);
  return cells;
}

function readPlain(text: string, delimiter: string, at: Place): string {
  const from = at.index;
  while (at.index < text.length && text[at.index] !== delimiter && !isLineEnd(text[at.index])) {
    if (text[at.index] === quote) throw new CsvError("stray_quote", at.line);
    at.index++;
  }
  return text.slice(from, at.index);
}

function readQuoted(text: string, delimiter: string, at: Place): string {
  const { line } = at;
  let value = "";
  let from = ++at.index;
  for (;;) {
    const end = text.indexOf(quote, from);
    if (end === -1) throw new CsvError("open_quote", line);
    value += text.slice(from, end);
    at.index = end + 1;
    if (text[at.index] !== quote) break;
    value += quote;
    from = at.index + 1;
  }
  at.line += value.split(/\r\n|\r|\n/).length - 1;
  const next = text[at.index];
  if (next !== undefined && next !== delimiter && !isLineEnd(next)) throw new CsvError("after_quote", at.line);
  return value;
}

function passLineEnd(text: string, at: Place): void {
  if (at.index >= text.length) return;
  at.index += text.startsWith("\r\n", at.index) ? 2 : 1;
  at.line++;
}

function isLineEnd(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}
