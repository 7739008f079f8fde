/** `portico audit verify`: checks the audit log's chain, with or without a running gateway, and says what is wrong where. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { printable } from "../config/report.ts";
import type { AuditChain } from "../contract/audit.ts";
import { verifyAudit } from "../offline.ts";
import type { AuditVerifyCommand } from "./parse-command.ts";
import { userDataDirectory } from "./user-data-directory.ts";

/** @returns the exit code: 0 whole, 1 broken, 2 nothing to read */
export async function runAuditVerify({ data, anchor, isJson }: AuditVerifyCommand): Promise<number> {
  const directory = resolve(data ?? userDataDirectory());
  const folder = join(directory, "audit");
  if (!existsSync(folder)) {
    process.stderr.write(`There is no audit log in ${folder}. Name the gateway's data directory with --data.\n`);
    return 2;
  }
  try {
    const chain = await verifyAudit(directory, anchor);
    process.stdout.write(isJson ? `${JSON.stringify(chain, null, 2)}\n` : chainText(chain, folder));
    return chain.isWhole ? 0 : 1;
  } catch (failure) {
    process.stderr.write(`${folder} cannot be read: ${failure instanceof Error ? failure.message : String(failure)}\n`);
    return 2;
  }
}

function chainText(
  { isWhole, lines, files, firstAt, lastAt, digest, broken, notes }: AuditChain,
  folder: string,
): string {
  const count = `${lines} ${lines === 1 ? "line" : "lines"} in ${files} ${files === 1 ? "file" : "files"}`;
  const span = firstAt === null ? "" : `, ${firstAt} to ${String(lastAt)}`;
  const verdict = isWhole ? `The audit log is whole: ${count}${span}.` : "The audit log is BROKEN.";
  const fault = broken === null ? [] : [`${join(folder, broken.file)}:${broken.line}: ${broken.message}`];
  const before = isWhole ? [] : [`Whole before it: ${count}${span}.`];
  const end = digest === null ? [] : [`Digest of number ${lines}: ${digest}`];
  const said = [verdict, ...fault, ...before, ...end, ...notes.map((note) => `Note: ${note}`)];
  return said.map((line) => `${printable(line)}\n`).join("");
}
