/**
 * The last versions of each config file, by content: what the panel saved, what an API client saved, and what another
 * program wrote.
 *
 * One private file per version in the data directory, whose name says all about it, so there is no index to break. Law: a
 * history that is damaged or cannot be written never stops a save or a load.
 */
import { hash as digest } from "node:crypto";
import { mkdir, readdir, readFile, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../base/clock.ts";
import type { ConfigVersion } from "../../contract/config-files.ts";
import { contentHash } from "./desk-key.ts";
import type { LineChanges } from "./line-changes.ts";
import { replaceFile } from "./replace-file.ts";

export type SavedBy = ConfigVersion["by"];

export interface HistoryParts {
  /** Made when it is missing. */
  readonly folder: string;
  readonly key: Buffer;
  readonly clock: Pick<Clock, "wallMs">;
  readonly countLines: (before: string, after: string) => Promise<LineChanges>;
  /** Told when a version could not be kept. */
  readonly report: (failure: unknown) => void;
}

interface Version extends LineChanges {
  readonly name: string;
  readonly savedAt: number;
  readonly by: SavedBy;
  readonly hash: string;
}

const keptPerFile = 50;
const form = /^(\d{13,16})-(panel|api|outside)-([0-9a-f]{64})-(\d{1,9})-(\d{1,9})\.yaml$/;
const writers: readonly SavedBy[] = ["panel", "api", "outside"];

export class ConfigHistory {
  readonly #parts: HistoryParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  /** Keeps a version unless it is the newest one already; one at a time. Never rejects. */
  record(path: string, text: string, by: SavedBy): Promise<void> {
    const done = this.#last.then(() => this.#record(path, text, by)).catch(this.#parts.report);
    this.#last = done;
    return done;
  }

  /** @param files  name as findings have it -> absolute path. @returns newest first */
  async list(files: ReadonlyMap<string, string>): Promise<ConfigVersion[]> {
    await this.#last;
    const lists = [...files].map(async ([file, path]) => {
      const folder = this.#folderOf(path);
      const versions = (await versionsIn(folder)).map(async ({ name, savedAt, by, hash, added, removed }) => {
        const bytes = (await stat(join(folder, name)).catch(() => null))?.size ?? 0;
        const id = idOf(path, { savedAt, hash });
        return { id, file, savedAt, by, bytes, linesAdded: added, linesRemoved: removed };
      });
      return Promise.all(versions);
    });
    return (await Promise.all(lists)).flat().toSorted((left, right) => right.savedAt - left.savedAt);
  }

  /** @returns the version's text, null when it is not there or not what it was */
  async text(files: ReadonlyMap<string, string>, id: string): Promise<{ file: string; text: string } | null> {
    for (const [file, path] of files) {
      if (!id.startsWith(`${folderName(path)}.`)) continue;
      // oxlint-disable-next-line no-await-in-loop -- only the one file that the id names
      const text = await this.#textOf(path, (version) => idOf(path, version) === id);
      if (text !== null) return { file, text };
    }
    return null;
  }

  /** @returns the text with this hash, null when it is in no version */
  textOf(path: string, hash: string): Promise<string | null> {
    return this.#textOf(path, (version) => version.hash === hash);
  }

  /** Every text that is kept of a file. */
  async texts(path: string): Promise<string[]> {
    const folder = this.#folderOf(path);
    const texts = (await versionsIn(folder)).map(({ name }) => readFile(join(folder, name), "utf8").catch(() => ""));
    return Promise.all(texts);
  }

  async #record(path: string, text: string, by: SavedBy): Promise<void> {
    const { clock, countLines, key } = this.#parts;
    const folder = this.#folderOf(path);
    const hash = contentHash(key, Buffer.from(text));
    const versions = await versionsIn(folder);
    const newest = versions.at(-1);
    if (newest?.hash === hash) return;
    const before = newest === undefined ? "" : await readFile(join(folder, newest.name), "utf8").catch(() => "");
    const { added, removed } = await countLines(before, text);
    // Never two at one time: the names are the order.
    const savedAt = Math.max(Math.floor(clock.wallMs()), (newest?.savedAt ?? 0) + 1);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = `${String(savedAt).padStart(13, "0")}-${by}-${hash}-${added}-${removed}.yaml`;
    await replaceFile(join(folder, name), Buffer.from(text));
    const older = versions.filter((version) => version.hash !== hash);
    const over = [
      ...versions.filter((version) => version.hash === hash),
      ...older.slice(0, Math.max(0, older.length + 1 - keptPerFile)),
    ];
    await Promise.all(over.map((version) => unlink(join(folder, version.name))));
  }

  async #textOf(path: string, isWanted: (version: Version) => boolean): Promise<string | null> {
    await this.#last;
    const folder = this.#folderOf(path);
    const version = (await versionsIn(folder)).find(isWanted);
    if (version === undefined) return null;
    const bytes = await readFile(join(folder, version.name)).catch(() => null);
    if (bytes === null || contentHash(this.#parts.key, bytes) !== version.hash) return null;
    return bytes.toString("utf8");
  }

  #folderOf(path: string): string {
    return join(this.#parts.folder, folderName(path));
  }
}

function folderName(path: string): string {
  return digest("sha256", path).slice(0, 16);
}

function idOf(path: string, { savedAt, hash }: Pick<Version, "savedAt" | "hash">): string {
  return `${folderName(path)}.${savedAt}-${hash.slice(0, 16)}`;
}

/** Oldest first; what is not of our form is passed over. */
async function versionsIn(folder: string): Promise<Version[]> {
  const names = await readdir(folder).catch(() => []);
  const versions = names.flatMap((name) => {
    const [, savedAt, writer, hash, added, removed] = form.exec(name) ?? [];
    const by = writers.find((one) => one === writer);
    if (by === undefined || hash === undefined) return [];
    return [{ name, savedAt: Number(savedAt), by, hash, added: Number(added), removed: Number(removed) }];
  });
  return versions.toSorted((left, right) => left.savedAt - right.savedAt);
}
