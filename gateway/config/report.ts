/** Findings for a terminal: place, words, the line itself with a caret, and how to mend it; or as JSON. */
import type { Finding } from "../contract/findings.ts";

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

export function findingsToJson(findings: readonly Finding[]): string {
  return JSON.stringify({ findings }, null, 2);
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
  const head = `${paint("bold", `${file}:${finding.line}:${finding.column}`)} ${paint(severity, severity)} ${paint("dim", code)} ${message}`;
  const rows = [head];
  if (line !== undefined && line.trim() !== "") {
    const gutter = String(finding.line).padStart(5);
    rows.push(paint("dim", `${gutter} | `) + line.slice(0, maxExcerpt));
    rows.push(
      paint("dim", `${" ".repeat(5)} | `) +
        " ".repeat(Math.min(finding.column - 1, maxExcerpt)) +
        paint(severity, caret(finding, line)),
    );
  }
  rows.push(`        ${hint}`);
  return `${rows.join("\n")}\n`;
}

function caret(finding: Finding, line: string): string {
  const end = finding.endLine === finding.line ? finding.endColumn : line.length + 1;
  return "^".repeat(Math.max(1, Math.min(end, maxExcerpt) - finding.column));
}

function summary(findings: readonly Finding[], { file }: ReportOptions): string {
  const count = (severity: Finding["severity"], one: string): string => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return `${number} ${one}${number === 1 ? "" : "s"}`;
  };
  return `${count("error", "error")}, ${count("warning", "warning")}, ${count("info", "note")} in ${file}\n`;
}
