/**
 * Findings for a terminal: place, words, the line itself with a mark under the fault, and how to mend it; or as JSON.
 *
 * A line is shown as it may be shown: secrets as stars, and no character that would steer the terminal.
 */
import type { Finding } from "../contract/findings.ts";
import { shownAddress } from "./secret-keys.ts";
import { writtenSecrets } from "./written-secrets.ts";

export interface ReportOptions {
  readonly color: boolean;
  /** The file as the user named it, for the last line. */
  readonly file: string;
}

const ink = {
  error: "\u001B[31m",
  warning: "\u001B[33m",
  info: "\u001B[36m",
  dim: "\u001B[2m",
  bold: "\u001B[1m",
  off: "\u001B[0m",
};
const maxExcerpt = 160;
/** What stays of a long line before the fault. */
const lead = 40;

export function formatFindings(
  findings: readonly Finding[],
  sources: ReadonlyMap<string, string>,
  options: ReportOptions,
): string {
  const lines = new Map([...sources].map(([file, text]) => [file, text.split(/\r\n|\n|\r/)]));
  const sorted = findings.toSorted(
    (left, right) => left.file.localeCompare(right.file) || left.line - right.line || left.column - right.column,
  );
  const blocks = sorted.map((finding) => block(finding, lines.get(finding.file)?.[finding.line - 1], options.color));
  return [...blocks, summary(findings, options)].join("\n");
}

/** @param nameChanges  what a comparison found; null = nothing was compared */
export function findingsToJson(findings: readonly Finding[], nameChanges: readonly unknown[] | null = null): string {
  return JSON.stringify(nameChanges === null ? { findings } : { findings, nameChanges }, null, 2);
}

/** 0 no error, 1 errors, 2 the file could not be read or is not YAML. */
export function exitCodeFor(findings: readonly Finding[]): number {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => code === "syntax")) return 2;
  return errors.length > 0 ? 1 : 0;
}

function block(finding: Finding, line: string | undefined, color: boolean): string {
  const paint = (style: keyof typeof ink, text: string): string => (color ? ink[style] + text + ink.off : text);
  const { file, code, severity, message, hint } = finding;
  const place = printable(`${file}:${finding.line}:${finding.column}`);
  const rows = [`${paint("bold", place)} ${paint(severity, severity)} ${paint("dim", code)} ${printable(message)}`];
  if (line !== undefined && line.trim() !== "") {
    const { text, from, to } = excerpt(finding, printable(withoutSecrets(line)));
    const gutter = String(finding.line).padStart(5);
    rows.push(paint("dim", `${gutter} | `) + text);
    const mark = "^".repeat(Math.max(1, widthOf(text.slice(from, to)).length));
    rows.push(paint("dim", `${" ".repeat(5)} | `) + widthOf(text.slice(0, from)) + paint(severity, mark));
  }
  rows.push(`        ${printable(hint)}`);
  return `${rows.join("\n")}\n`;
}

/** The part of a line around the fault, and where in it the fault is. */
function excerpt(finding: Finding, line: string): { text: string; from: number; to: number } {
  const start = finding.column - 1;
  const end = finding.endLine === finding.line ? finding.endColumn - 1 : line.length;
  const cut = line.length <= maxExcerpt || start < maxExcerpt - lead ? 0 : start - lead;
  const text = line.slice(cut, cut + maxExcerpt);
  return { text, from: Math.min(start - cut, text.length), to: Math.min(end - cut, text.length) };
}

const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]/g;

/** Blanks as wide as a text is in a terminal: Hangul, Kana and Han take two cells, and a tab stays one. */
function widthOf(text: string): string {
  return text
    .replaceAll(wide, "  ")
    .replaceAll(/[\uD800-\uDBFF]?[\uDC00-\uDFFF]/g, "  ")
    .replaceAll(/[^\t ]/gu, " ");
}

/** The same length, so that every column stays. */
function withoutSecrets(line: string): string {
  let masked = line;
  for (const { from, to } of writtenSecrets(line))
    masked = masked.slice(0, from) + "*".repeat(to - from) + masked.slice(to);
  return masked.replaceAll(/[a-z][\w+.-]*:\/\/[^\s"',}\]]+/gi, (address) => {
    const shown = shownAddress(address);
    return shown === address ? address : shown.padEnd(address.length, "*").slice(0, address.length);
  });
}

/** A config may hold escape sequences; shown raw they would move the cursor or rewrite what stands above. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}--\t]|[\u202A-\u202E\u2066-\u2069]/gv, "\uFFFD");
}

function summary(findings: readonly Finding[], { file }: ReportOptions): string {
  const count = (severity: Finding["severity"], one: string): string => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return `${number} ${one}${number === 1 ? "" : "s"}`;
  };
  return `${count("error", "error")}, ${count("warning", "warning")}, ${count("info", "note")} in ${printable(file)}\n`;
}
