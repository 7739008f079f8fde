/** Stores a variable in a `.env`: every other line stays, and a new file is its owner's alone. */
import { isUtf8 } from "node:buffer";
import { basename } from "node:path";
import { planEnvEdit } from "../edit/plan-env-edit.ts";
import { applySplices } from "../edit/splices.ts";
import { maxEnvBytes } from "../env-file.ts";
import { readBytes, readBytesNow } from "./disk-file.ts";
import { replaceFile } from "./replace-file.ts";
import { notWritable } from "./save-files.ts";

const tries = 3;

/** @throws GatewayError `config_not_writable`, `config_edit_refused` */
export async function setVariable(
  file: string,
  variable: { readonly name: string; readonly value: string },
): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- again only when another program wrote it meanwhile
      return await put(file, variable);
    } catch (failure) {
      if (!(failure instanceof ChangedMeanwhile) || round === tries) throw failure;
    }
  }
}

class ChangedMeanwhile extends Error {
  readonly code = "ECHANGED";
}

async function put(file: string, { name, value }: { readonly name: string; readonly value: string }): Promise<void> {
  const bytes = await readBytes(file);
  if (bytes !== null && (bytes.length > maxEnvBytes || !isUtf8(bytes) || bytes.includes(0)))
    throw notWritable(basename(file), new UnreadableError());
  const text = bytes?.toString("utf8") ?? "";
  const splices = planEnvEdit(text, name, value);
  if (splices.length === 0) return;
  const confirm = (): void => {
    const now = readBytesNow(file);
    if (now === null ? bytes !== null : bytes === null || !now.equals(bytes)) throw new ChangedMeanwhile();
  };
  try {
    await replaceFile(file, Buffer.from(applySplices(text, splices)), { mode: 0o600, confirm });
  } catch (failure) {
    throw failure instanceof ChangedMeanwhile ? failure : notWritable(basename(file), failure);
  }
}

class UnreadableError extends Error {
  readonly code = "ENOTTEXT";
}
