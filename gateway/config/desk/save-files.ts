/**
 * Writes texts over the files they began from: all of them or none, and never over what another program wrote since.
 */
import { GatewayError } from "../../contract/errors.ts";
import { absentHash, contentHash } from "./desk-key.ts";
import { readBytes, readBytesNow } from "./disk-file.ts";
import { replaceFile } from "./replace-file.ts";

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

/** Another program wrote while we did. */
class ChangedMeanwhile extends Error {
  readonly code = "ECHANGED";
}

/** @throws GatewayError `config_not_writable`, with every file as it was */
export async function saveFiles(files: readonly FileToSave[], key: Buffer): Promise<SaveOutcome> {
  const present = await Promise.all(files.map(async (file) => ({ ...file, before: await readBytes(file.path) })));
  const changed = present.find(
    ({ before, bytes, baseHash }) => !isSame(before, bytes) && hashOf(before, key) !== baseHash,
  );
  if (changed !== undefined) return { changed };
  const written: SavedFile[] = [];
  for (const file of present.filter(({ before, bytes }) => !isSame(before, bytes))) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the first that fails stops the others
      await put(file.path, file.bytes, file.before);
      written.push(file);
    } catch (failure) {
      // oxlint-disable-next-line no-await-in-loop -- this is the end of the loop
      const stayed = await undo(written);
      if (failure instanceof ChangedMeanwhile && stayed.length === 0) return { changed: file };
      throw notWritable(file.file, failure, stayed);
    }
  }
  return { saved: present };
}

export function hashOf(bytes: Buffer | null, key: Buffer): string {
  return bytes === null ? absentHash : contentHash(key, bytes);
}

/** @param code  of the failed call; its words name the path, which the reader knows */
export function notWritable(file: string, failure: unknown, stayed: readonly string[] = []): GatewayError {
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "unknown";
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

async function put(path: string, bytes: Buffer, expected: Buffer | null): Promise<void> {
  await replaceFile(path, bytes, {
    confirm: () => {
      if (!isSame(readBytesNow(path), expected)) throw new ChangedMeanwhile();
    },
  });
}

/** @returns the files that could not be put back */
async function undo(written: readonly SavedFile[]): Promise<string[]> {
  const stayed: string[] = [];
  for (const { file, path, bytes, before } of written.toReversed()) {
    // A file that was not there stays: it is what the user wrote, and nothing is lost by it.
    // oxlint-disable-next-line no-await-in-loop -- few, and after a failure
    const isBack =
      before !== null &&
      (await put(path, before, bytes)
        .then(() => true)
        .catch(() => false));
    if (!isBack) stayed.push(file);
  }
  return stayed;
}

function isSame(left: Buffer | null, right: Buffer | null): boolean {
  return left === null || right === null ? left === right : left.equals(right);
}
