/**
 * Tells when a config really changed: whichever way an editor saves, once per pause, never on half a file.
 *
 * A change counts when the bytes of the watched files differ from the last told ones and stayed the same for 50 ms.
 */
import { watch, type FSWatcher } from "chokidar";
import type { Disposable } from "../base/disposable.ts";
import { fingerprint } from "./fingerprint.ts";

export interface WatchOptions {
  readonly files: readonly string[];
  /** Of the files as they were loaded: what differs from it is a change, even one from before the watching began. */
  readonly loaded: string;
  /** Called one at a time; a change during a call leads to one more. @returns the fingerprint of what it loaded */
  readonly reload: () => Promise<string>;
}

export interface ConfigWatcher extends Disposable {
  setFiles(files: readonly string[]): void;
  /**
   * For changes of our own: no reload begins while `work` runs, and what it changed is loaded before this resolves.
   *
   * @throws what `work` throws
   */
  change<Result>(work: () => Promise<Result>): Promise<Result>;
}

const settleMs = 50;

export function watchConfig(options: WatchOptions): ConfigWatcher {
  return new Watcher(options);
}

class Watcher implements ConfigWatcher {
  readonly #reload: () => Promise<string>;
  readonly #watcher: FSWatcher;
  #files: readonly string[];
  #loaded: string;
  #timer: NodeJS.Timeout | null = null;
  /** The load or change that runs now. */
  #busy: Promise<unknown> | null = null;
  #isDirty = false;
  #isOver = false;

  constructor({ files, loaded, reload }: WatchOptions) {
    this.#reload = reload;
    this.#files = files;
    this.#loaded = loaded;
    this.#watcher = watch([...files], { ignoreInitial: true, atomic: false });
    this.#watcher.on("all", () => this.#stir());
    // What was saved while the watcher was starting fired no event.
    this.#watcher.on("ready", () => this.#stir());
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

  async change<Result>(work: () => Promise<Result>): Promise<Result> {
    // oxlint-disable-next-line no-await-in-loop -- another change may have been first
    while (this.#busy !== null) await this.#busy;
    return this.#alone(async () => {
      try {
        return await work();
      } finally {
        await this.#reloadIfChanged(await fingerprint(this.#files));
      }
    });
  }

  async #settle(): Promise<void> {
    if (this.#busy !== null) {
      this.#isDirty = true;
      return;
    }
    try {
      await this.#alone(async () => {
        const before = await fingerprint(this.#files);
        await new Promise((resolve) => setTimeout(resolve, settleMs));
        const after = await fingerprint(this.#files);
        if (before === after) await this.#reloadIfChanged(after);
        else this.#stir();
      });
    } catch {
      // A load that failed tells its reason itself; the next save tries again.
    }
  }

  async #reloadIfChanged(present: string): Promise<void> {
    if (present !== this.#loaded && !this.#isOver) this.#loaded = await this.#reload();
  }

  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const running = work();
    this.#busy = running.catch(() => {});
    try {
      return await running;
    } finally {
      this.#busy = null;
      if (this.#isDirty) {
        this.#isDirty = false;
        this.#stir();
      }
    }
  }
}
