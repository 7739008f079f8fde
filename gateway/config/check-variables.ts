/**
 * The variables a file names: unset ones with the aliases they touch, ${NAME} that nothing expands, and broken `.env` lines.
 *
 * A deployment's own key and address, and the master key, are judged where they are used: there the file may have another
 * way to work.
 */
import { readFileSync } from "node:fs";
import type { Finding } from "../contract/findings.ts";
import { variableNameIn, type Variables } from "./environment.ts";
import type { Finder } from "./finder.ts";
import { mapOf, textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

const maxWalk = 64;
const judgedElsewhere =
  /^(general_settings\.master_key|model_list\[\d+\]\.litellm_params\.(api_key|api_base|base_url))$/;

export function checkVariables(root: PlainMap, variables: Variables, finder: Finder): void {
  const walk = (container: unknown, path: string, depth: number): void => {
    if (typeof container !== "object" || container === null || depth > maxWalk) return;
    const isList = Array.isArray(container);
    for (const [key, value] of Object.entries(container)) {
      const at = isList ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
      if (typeof value === "string") checkText({ container, key: isList ? Number(key) : key, value, at });
      else walk(value, at, depth + 1);
    }
  };
  const checkText = ({ container, key, value, at }: Place): void => {
    if (/\$\{\w+\}/.test(value)) {
      finder.atValue(container, key, at, "unexpanded_variable", "warning", {
        message: `\`${value.slice(0, 60)}\` is taken as it stands: \${...} is never expanded.`,
        hint: "Write os.environ/NAME as the whole value.",
      });
    }
    const name = variableNameIn(value);
    if (name === null || typeof key === "number" || variables[name] !== undefined || judgedElsewhere.test(at)) return;
    const alias = aliasAt(root, at);
    finder.atValue(container, key, at, "unset_variable", "warning", {
      message: `The variable ${name} is not set, so \`${key}\` counts as not written.`,
      hint: `Put ${name}=... into the .env beside this file, or set it in the environment.`,
      ...(alias === null ? {} : { aliases: [alias] }),
    });
  };
  walk(root, "", 0);
}

interface Place {
  readonly container: object;
  readonly key: string | number;
  readonly value: string;
  readonly at: string;
}

function aliasAt(root: PlainMap, path: string): string | null {
  const index = /^model_list\[(\d+)\]/.exec(path)?.[1];
  const list: unknown = root["model_list"];
  return index === undefined || !Array.isArray(list) ? null : textOf(mapOf(list[Number(index)])["model_name"]);
}

const assignment = /^\s*(export\s+)?[\w.-]+\s*[=:]/;

/** Lines of the `.env` files that set nothing: dotenv skips them in silence. */
export function checkEnvFiles(files: readonly string[]): Finding[] {
  return files.flatMap((file) => {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch {
      return []; // it need not exist
    }
    return strayLines(text).map(({ line, content }) => ({
      code: "env_file_syntax" as const,
      severity: "warning" as const,
      file,
      line,
      column: 1,
      endLine: line,
      endColumn: content.length + 1,
      path: "",
      // The line itself is not repeated: it may be half a secret.
      message: "This line sets no variable and is skipped.",
      hint: "Write NAME=value, or begin the line with #.",
    }));
  });
}

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
  if (quote !== '"' && quote !== "'" && quote !== "`") return null;
  return value.indexOf(quote, 1) === -1 ? quote : null;
}
