/** `portico check`: loads a file as the gateway would and prints what the validator says, without starting anything. */
import { resolve } from "node:path";
import { loadConfig } from "../config/load.ts";
import { exitCodeFor, findingsToJson, formatFindings } from "../config/report.ts";
import type { CheckCommand } from "./parse-command.ts";

/** @returns the exit code: 0 no error, 1 errors, 2 not readable */
export function runCheck(command: CheckCommand): number {
  const { findings, sources } = loadConfig({ file: resolve(command.file), env: process.env, cwd: process.cwd() });
  const text = command.isJson
    ? findingsToJson(findings)
    : formatFindings(findings, sources, { color: command.isColor, file: command.file });
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  return exitCodeFor(findings);
}
