/**
 * The order in which several files were changed, so that undo and redo go back and forth through all of them as one.
 *
 * Each file's model has its own stack; here stands only which file's turn it is. Changes in a row of one file are one run.
 */
interface Run {
  readonly file: string;
  /** Version of the file before the run, after all of it, and now: between the two while a part of it is undone. */
  readonly before: number;
  after: number;
  now: number;
}

export class UndoOrder {
  #done: Run[] = [];
  #undone: Run[] = [];

  edited(file: string, before: number, after: number): void {
    this.#undone = [];
    const last = this.#done.at(-1);
    if (last?.file === file) last.after = last.now = after;
    else this.#done.push({ file, before, after, now: after });
  }

  undone(file: string, version: number): void {
    const run = this.#done.findLast((done) => done.file === file);
    if (run === undefined) return;
    run.now = version;
    if (version !== run.before) return;
    this.#done = this.#done.filter((done) => done !== run);
    this.#undone.push(run);
  }

  redone(file: string, version: number): void {
    const begun = this.#done.findLast((run) => run.file === file);
    if (begun !== undefined && begun.now !== begun.after) {
      begun.now = version;
      return;
    }
    const run = this.#undone.findLast((undone) => undone.file === file);
    if (run === undefined) return;
    run.now = version;
    this.#undone = this.#undone.filter((undone) => undone !== run);
    this.#done.push(run);
  }

  /** Whose turn it is; null when nothing was changed. */
  get nextUndo(): string | null {
    return this.#done.at(-1)?.file ?? null;
  }

  get nextRedo(): string | null {
    const last = this.#done.at(-1);
    if (last !== undefined && last.now !== last.after) return last.file;
    return this.#undone.at(-1)?.file ?? null;
  }

  forget(file: string): void {
    this.#done = this.#done.filter((run) => run.file !== file);
    this.#undone = this.#undone.filter((run) => run.file !== file);
  }
}
