/** `portico explain`: the way of one request by a file alone, with what would be sent; starts nothing and calls nobody. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadConfig } from "../config/load.ts";
import { formatFindings } from "../config/report.ts";
import { explainRequestSchema } from "../contract/explain.ts";
import { explainOffline } from "../offline.ts";
import { explainText } from "./explain-text.ts";
import type { ExplainCommand } from "./parse-command.ts";

/** @returns the exit code: 0 it would be sent, 1 it would be refused, 2 a file cannot be read */
export async function runExplain({ config, model, body, isJson }: ExplainCommand): Promise<number> {
  const file = resolve(config);
  const { catalog, findings, sources } = loadConfig({ file, env: process.env, cwd: process.cwd() });
  if (catalog === null) {
    process.stderr.write(`${formatFindings(findings, sources, { color: false, file: config })}\n`);
    return 2;
  }
  const question = explainRequestSchema.safeParse({ model, ...readBody(body) });
  if (!question.success) {
    process.stderr.write(`${body ?? ""}: this is not a JSON object.\n`);
    return 2;
  }
  const answer = await explainOffline(question.data, catalog);
  process.stdout.write(isJson ? `${JSON.stringify(answer, null, 2)}\n` : explainText(answer));
  return answer.error === null ? 0 : 1;
}

function readBody(file: string | null): { readonly body?: unknown } {
  if (file === null) return {};
  try {
    return { body: JSON.parse(readFileSync(file, "utf8")) as unknown };
  } catch {
    return { body: null };
  }
}
