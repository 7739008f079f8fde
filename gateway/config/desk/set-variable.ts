/** Stores a variable in a `.env`: every other line stays, and a new file is its owner's alone. */
import { isUtf8 } from "node:buffer";
import { basename } from "node:path";
import { GatewayError } from "../../contract/errors.ts";
import { planEnvEdit } from "../edit/plan-env-edit.ts";
import { applySplices } from "../edit/splices.ts";
import { maxEnvBytes } from "../env-file.ts";
import { obstacle, readBytes } from "./disk-file.ts";
import { ChangedMeanwhileError, replaceFile } from "./replace-file.ts";
import { codeOf, notWritable } from "./save-files.ts";

const tries = 3;

export interface SetVariable {
  readonly name: string;
  readonly value: string;
}

/** @throws GatewayError `config_not_writable`, `config_edit_refused` */
export async function setVariable(file: string, variable: SetVariable): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- again only when another program wrote it meanwhile
      return await put(file, variable);
    } catch (failure) {
      if (failure instanceof GatewayError) throw failure;
      if (!(failure instanceof ChangedMeanwhileError) || round === tries)
        throw notWritable(basename(file), codeOf(failure));
    }
  }
}

async function put(file: string, { name, value }: SetVariable): Promise<void> {
  const code = await obstacle(file);
  if (code !== null) throw notWritable(basename(file), code);
  const expected = await readBytes(file);
  if (expected !== null && (expected.length > maxEnvBytes || !isUtf8(expected) || expected.includes(0)))
    throw notWritable(basename(file), "ENOTTEXT");
  const text = expected?.toString("utf8") ?? "";
  const splices = planEnvEdit(text, name, value);
  if (splices.length === 0) return;
  await replaceFile(file, Buffer.from(applySplices(text, splices)), { mode: 0o600, expected });
}
