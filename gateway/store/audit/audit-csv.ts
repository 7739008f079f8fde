/**
 * The audit log as CSV: one row a line, the changes as JSON in one cell. A text that a spreadsheet would run gets an
 * apostrophe before it, and a byte order mark lets Excel read Korean.
 *
 * @source https://www.rfc-editor.org/rfc/rfc4180, https://owasp.org/www-community/attacks/CSV_Injection
 */
import type { AuditLine } from "../../contract/audit.ts";

type Cell = string | number | null;

const columns: readonly (readonly [name: string, cell: (line: AuditLine) => Cell])[] = [
  ["sequence", ({ sequence }) => sequence],
  ["at", ({ at }) => at],
  ["act", ({ act }) => act],
  ["who", ({ who }) => who.kind],
  ["who_name", ({ who }) => who.name],
  ["who_key", ({ who }) => who.key],
  ["session", ({ who }) => who.session],
  ["changed_by", ({ who }) => who.changedBy],
  ["address", ({ from }) => from.address],
  ["user_agent", ({ from }) => from.userAgent],
  ["call_id", ({ from }) => from.callId],
  ["object_kind", ({ object }) => object.kind],
  ["object_id", ({ object }) => object.id],
  ["object_name", ({ object }) => object.name],
  ["result", ({ outcome }) => outcome.result],
  ["status", ({ outcome }) => outcome.status],
  ["code", ({ outcome }) => outcome.code],
  ["reason", ({ outcome }) => outcome.reason],
  ["changes", ({ changes }) => (changes.length === 0 ? null : JSON.stringify(changes))],
  ["changes_left_out", ({ changesLeftOut }) => changesLeftOut],
  ["refusals_left_out", ({ refusalsLeftOut }) => refusalsLeftOut],
  ["digest", ({ digest }) => digest],
];

export const csvHead = `\u{FEFF}${columns.map(([name]) => name).join(",")}\r\n`;

export function csvLine(line: AuditLine): string {
  return `${columns.map(([, cell]) => written(cell(line))).join(",")}\r\n`;
}

function written(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^\s*[=+\-@\t\r\n|]/.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
