/**
 * Writes texts over the files they began from: all of them or none, and never over what another program wrote since.
 */
import { GatewayError } from "../../contract/errors.ts";
import { absentHash, contentHash } from "./desk-key.ts";
import { obstacle, readBytes } from "./disk-file.ts";
import { ChangedMeanwhileError, isSame, replaceFile } from "./replace-file.ts";

export interface FileToSave {
  /** As findings name it. */
  readonly file: string;
  readonly path: string;
  readonly bytes: Buffer;
  readonly baseHash: string;
}

export interface SavedFile extends FileToSave {
  /** What was there before; null = nothing. */
  readonly before: Buffer | null;
}

export type SaveOutcome =
  | { readonly saved: readonly SavedFile[] }
  /** What differs from its base now; nothing was written. */
  | { readonly changed: FileToSave };

/** @throws GatewayError `config_not_writable`, with every file as it was */
export async function saveFiles(files: readonly FileToSave[], key: Buffer): Promise<SaveOutcome> {
  const present = await Promise.all(files.map(async (file) => ({ ...file, before: await readBytes(file.path) })));
  const changed = present.find(
    ({ before, bytes, baseHash }) => !isSame(before, bytes) && hashOf(before, key) !== baseHash,
  );
  if (changed !== undefined) return { changed };
  const toWrite = present.filter(({ before, bytes }) => !isSame(before, bytes));
  const obstacles = await Promise.all(toWrite.map(({ path }) => obstacle(path)));
  for (const [index, { file }] of toWrite.entries()) {
    const code = obstacles[index] ?? null;
    if (code !== null) throw notWritable(file, code);
  }
  const written: SavedFile[] = [];
  for (const file of toWrite) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the first that fails stops the others
      await replaceFile(file.path, file.bytes, { expected: file.before });
      written.push(file);
    } catch (failure) {
      // oxlint-disable-next-line no-await-in-loop -- this is the end of the loop
      const stayed = await undo(written);
      if (failure instanceof ChangedMeanwhileError && stayed.length === 0) return { changed: file };
      throw notWritable(file.file, codeOf(failure), stayed);
    }
  }
  return { saved: present };
}

export function hashOf(bytes: Buffer | null, key: Buffer): string {
  return bytes === null ? absentHash : contentHash(key, bytes);
}

/** The code of a failed call; its words name the path, which the reader knows. */
export function codeOf(failure: unknown): string {
  return failure instanceof Error && "code" in failure ? String(failure.code) : "unknown";
}

/** @param stayed  files that were written and could not be put back */
export function notWritable(file: string, code: string, stayed: readonly string[] = []): GatewayError {
  const [why, hint] = reasons.get(code) ?? [`it failed (${code})`, "Check the file, its folder and the disk."];
  const rest = stayed.length === 0 ? "" : ` These were saved and could not be put back: ${stayed.join(", ")}.`;
  return new GatewayError("config_not_writable", {
    message: `${file} cannot be saved: ${why}. It is as it was.${rest}`,
    hint,
    status: code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG" ? 507 : 403,
    param: "file",
  });
}

type Reason = readonly [why: string, hint: string];

const mayNot: Reason = [
  "this program may not write it or its folder",
  "Change their permissions, or edit it another way.",
];
const isFull: Reason = ["the disk is full", "Free some space."];
const reasons: ReadonlyMap<string, Reason> = new Map([
  ["EACCES", mayNot],
  ["EPERM", mayNot],
  ["EROFS", ["it is on a read-only file system", "Mount it writable, or edit it where it is."]],
  ["EBUSY", ["it is mounted or held as a single file", "Mount its folder instead of the file."]],
  ["ENOTTEXT", ["it is no UTF-8 text", "Save it as UTF-8."]],
  ["ENOENT", ["its folder is gone", "Make the folder again."]],
  ["ENOTFILE", ["it is no regular file", "Start the gateway with a file."]],
  ["ECHANGED", ["another program wrote it meanwhile", "Load it again."]],
  ["ENOSPC", isFull],
  ["EDQUOT", isFull],
  ["EFBIG", isFull],
]);

/** @returns the files that could not be put back */
async function undo(written: readonly SavedFile[]): Promise<string[]> {
  const stayed: string[] = [];
  for (const { file, path, bytes, before } of written.toReversed()) {
    // A file that was not there stays: it is what the user wrote, and nothing is lost by it.
    // oxlint-disable-next-line no-await-in-loop -- few, and after a failure
    const isBack = before !== null && (await isPutBack(path, before, bytes));
    if (!isBack) stayed.push(file);
  }
  return stayed;
}

async function isPutBack(path: string, before: Buffer, expected: Buffer): Promise<boolean> {
  return replaceFile(path, before, { expected }).then(
    () => true,
    () => false,
  );
}
