/**
 * One line of CSV per request. A text that a spreadsheet would run as a formula gets an apostrophe before it.
 *
 * @source https://owasp.org/www-community/attacks/CSV_Injection
 */
import type { Redactor } from "../../base/redact.ts";
import type { SpendLogDetail } from "../../contract/spend-log.ts";

const columns = [
  "id",
  "startedAt",
  "state",
  "operation",
  "alias",
  "provider",
  "upstreamModel",
  "deploymentId",
  "status",
  "stream",
  "promptTokens",
  "completionTokens",
  "cachedTokens",
  "reasoningTokens",
  "costUsd",
  "isEstimate",
  "firstTokenMs",
  "totalMs",
  "attempts",
  "keyName",
  "keyDigest",
  "userAgent",
  "clientAddress",
  "tags",
  "endUser",
  "sessionId",
  "errorCode",
  "errorMessage",
] as const;

const byteOrderMark = "\u{FEFF}"; // without it Excel takes Korean for something else
export const csvHead = `${byteOrderMark}${columns.join(",")}\r\n`;

export function csvLine(detail: SpendLogDetail, redact: Redactor): string {
  const cells: Readonly<Record<(typeof columns)[number], unknown>> = {
    ...detail,
    startedAt: new Date(detail.startedAt).toISOString(),
    costUsd: detail.costUsdNanos === null ? null : dollars(detail.costUsdNanos),
    tags: detail.tags.join(" "),
  };
  return columns.map((column) => cell(cells[column], redact)).join(",");
}

function cell(value: unknown, redact: Redactor): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return JSON.stringify(value); // numbers and booleans
  const clean = redact(value);
  const safe = /^[\s]*[=+\-@\t\r\n|]/.test(clean) ? `'${clean}` : clean;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function dollars(nanos: string): string {
  const digits = nanos.padStart(10, "0");
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}
