/**
 * Writes a table as CSV that spreadsheets read right: quoted where it must be, CRLF, and a byte order mark, without which
 * Excel takes Korean for something else. A text that a spreadsheet would run as a formula gets an apostrophe before it.
 *
 * @source https://www.rfc-editor.org/rfc/rfc4180, https://owasp.org/www-community/attacks/CSV_Injection
 */
export type CsvCell = string | number | null;

/** null = not known: an empty cell, never 0. */
export function writeCsv(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\u{FEFF}${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value: CsvCell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const isAmount = /^-?\d+(\.\d+)?$/.test(value);
  const safe = !isAmount && /^\s*[=+\-@\t\r\n|]/.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
