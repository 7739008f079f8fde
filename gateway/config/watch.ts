/**
 * Tells when a config really changed: whichever way an editor saves, once per pause, never on half a file.
 *
 * A change counts when the bytes of the watched files differ from the last told ones and stayed the same for 50 ms.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { watch, type FSWatcher } from "chokidar";
import type { Disposable } from "../base/disposable.ts";

export interface WatchOptions {
  readonly files: readonly string[];
  /** Called one at a time; a change during a call leads to one more. */
  readonly reload: () => Promise<void>;
}

export interface ConfigWatcher extends Disposable {
  setFiles(files: readonly string[]): void;
}

const settleMs = 50;

export function watchConfig(options: WatchOptions): ConfigWatcher {
  return new Watcher(options);
}

class Watcher implements ConfigWatcher {
  readonly #reload: () => Promise<void>;
  readonly #watcher: FSWatcher;
  #files: readonly string[];
  #told: Promise<string>;
  #timer: NodeJS.Timeout | null = null;
  #isBusy = false;
  #isDirty = false;
  #isOver = false;

  constructor({ files, reload }: WatchOptions) {
    this.#reload = reload;
    this.#files = files;
    this.#told = fingerprint(files);
    this.#watcher = watch([...files], { ignoreInitial: true, atomic: false });
    this.#watcher.on("all", () => this.#stir());
    // A folder that cannot be watched leaves the running config as it is.
    this.#watcher.on("error", () => {});
  }

  setFiles(files: readonly string[]): void {
    const added = files.filter((file) => !this.#files.includes(file));
    const removed = this.#files.filter((file) => !files.includes(file));
    this.#files = files;
    if (added.length > 0) this.#watcher.add(added);
    if (removed.length > 0) this.#watcher.unwatch(removed);
  }

  async dispose(): Promise<void> {
    this.#isOver = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  #stir(): void {
    if (this.#isOver) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#settle(), settleMs);
  }

  async #settle(): Promise<void> {
    if (this.#isBusy) {
      this.#isDirty = true;
      return;
    }
    this.#isBusy = true;
    try {
      const before = await fingerprint(this.#files);
      await new Promise((resolve) => setTimeout(resolve, settleMs));
      const after = await fingerprint(this.#files);
      if (before !== after) this.#stir();
      else if (after !== (await this.#told)) {
        this.#told = Promise.resolve(after);
        await this.#reload();
      }
    } finally {
      this.#isBusy = false;
      if (this.#isDirty) {
        this.#isDirty = false;
        this.#stir();
      }
    }
  }
}

async function fingerprint(files: readonly string[]): Promise<string> {
  const digest = createHash("sha256");
  for (const file of files) {
    digest.update(file).update("\0");
    try {
      digest.update(await readFile(file));
    } catch {
      digest.update("absent");
    }
    digest.update("\0");
  }
  return digest.digest("hex");
}
