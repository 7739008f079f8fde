/** `portico check`: loads a file as the gateway would and prints what the validator says, without starting anything. */
import { resolve } from "node:path";
import { loadConfig, type LoadResult } from "../config/load.ts";
import { exitCodeFor, findingsToJson, formatFindings, printable } from "../config/report.ts";
import type { OfflineChange } from "../offline.ts";
import type { CheckCommand } from "./parse-command.ts";

/** @returns the exit code: 0 no error, 1 errors, 2 not readable */
export async function runCheck(command: CheckCommand): Promise<number> {
  const checked = load(command.file);
  const { findings, sources } = checked;
  const changes = command.against === null ? null : await changesFrom(command.against, checked);
  const text = command.isJson
    ? findingsToJson(findings, changes)
    : formatFindings(findings, sources, { color: command.isColor, file: command.file });
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  if (changes !== null && !command.isJson) process.stdout.write(changesText(changes));
  return command.against !== null && changes === null ? 2 : exitCodeFor(findings);
}

function load(file: string): LoadResult {
  return loadConfig({ file: resolve(file), env: process.env, cwd: process.cwd() });
}

/** @returns null when one of the files cannot run, which is said */
async function changesFrom(against: string, { catalog }: LoadResult): Promise<readonly OfflineChange[] | null> {
  const other = load(against);
  if (catalog !== null && other.catalog !== null) {
    const { compareOffline } = await import("../offline.ts"); // a check alone needs none of it
    return compareOffline(other.catalog, catalog);
  }
  const words = formatFindings(other.findings, other.sources, { color: false, file: against });
  process.stderr.write(other.catalog === null ? `${words}\n` : "Nothing is compared: the file cannot run.\n");
  return null;
}

const words = {
  removed: "is gone",
  renamed: "is renamed",
  provider_changed: "means another provider",
  model_changed: "means another model",
} as const;

function changesText(changes: readonly OfflineChange[]): string {
  if (changes.length === 0) return "Every name means what it meant.\n";
  return changes
    .map(({ alias, change, to, before, after }) => {
      const now = to ?? after.join(", ");
      return `${printable(`${alias} ${words[change]}: ${before.join(", ")}${now === "" ? "" : ` -> ${now}`}`)}\n`;
    })
    .join("");
}
