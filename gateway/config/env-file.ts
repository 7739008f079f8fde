/**
 * `.env` files: their variables as LiteLLM's python-dotenv reads them, and what in them cannot be read.
 *
 * `A=b#c` keeps its `#` (a key may hold one; the npm package of that name cuts it off), and `${NAME}` and `${NAME:-default}`
 * are filled in. No finding repeats a line: it may be half a secret.
 */
import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import type { Finding } from "../contract/findings.ts";
import { valuesIn } from "./env-text.ts";

export const maxEnvBytes = 1024 * 1024;

/** @param outer  variables that stand above the file's own: they win in `${NAME}`, too */
export function readEnvFile(
  file: string,
  outer: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const content = readText(file);
  return valuesIn(content === null || "problem" in content ? "" : content.text, outer);
}

/** Lines that set nothing and are skipped, and files that are not read at all. */
export function checkEnvFiles(files: readonly string[]): Finding[] {
  return files.flatMap((file) => {
    const content = readText(file);
    if (content === null) return [];
    if ("problem" in content) return [finding(file, 1, 1, content.problem, content.hint)];
    return strayLines(content.text).map(({ line, content: text }) =>
      finding(
        file,
        line,
        text.length + 1,
        "This line sets no variable and is skipped.",
        "Write NAME=value, or begin the line with #.",
      ),
    );
  });
}

type EnvText = { readonly text: string } | { readonly problem: string; readonly hint: string };

/** @returns null when there is no such file; a folder named .env (Python's) is none either */
function readText(file: string): EnvText | null {
  try {
    const { size } = statSync(file);
    if (size > maxEnvBytes)
      return { problem: "The file is larger than 1 MiB and is not read.", hint: "Keep variables only." };
    const bytes = readFileSync(file);
    // PowerShell's `>` writes UTF-16.
    if (!isUtf8(bytes) || bytes.includes(0))
      return { problem: "The file is not UTF-8 and is not read.", hint: "Save it as UTF-8." };
    return { text: bytes.toString("utf8") };
  } catch (failure) {
    const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
    if (code !== "EACCES" && code !== "EPERM") return null;
    return { problem: `The file cannot be read (${code}).`, hint: "Check its permissions." };
  }
}

function finding(file: string, line: number, endColumn: number, message: string, hint: string): Finding {
  const place = { line, column: 1, endLine: line, endColumn, path: "" };
  return { code: "env_file_syntax", severity: "warning", file, ...place, message, hint };
}

const assignment = /^\s*(export\s+)?[\w.-]+\s*[=:]/;

/** A quoted value may span lines; inside one nothing is stray. */
function strayLines(text: string): { line: number; content: string }[] {
  const stray: { line: number; content: string }[] = [];
  let openQuote: string | null = null;
  for (const [index, content] of text.split(/\r\n|\n|\r/).entries()) {
    if (openQuote !== null) {
      if (content.includes(openQuote)) openQuote = null;
    } else if (assignment.test(content)) openQuote = quoteLeftOpen(content);
    else if (content.trim() !== "" && !/^\s*#/.test(content)) stray.push({ line: index + 1, content });
  }
  return stray;
}

function quoteLeftOpen(content: string): string | null {
  const value = content.slice(content.search(/[=:]/) + 1).trim();
  const quote = value[0];
  if (quote !== '"' && quote !== "'") return null;
  return value.indexOf(quote, 1) === -1 ? quote : null;
}
