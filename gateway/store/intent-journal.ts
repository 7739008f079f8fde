/**
 * What began, on disk before a provider is called: one appended line per request, until its row is in the log.
 *
 * A line in the page cache survives the death of this process, which is what it is for; a commit would cost ten times as
 * much. All lines of one turn of the event loop go in one write, and the next write gathers while one is on its way.
 * Law: `append` resolves after its line was handed to the system, or when it cannot be (and `problem` says why).
 */
import { close, open, unlink, write } from "node:fs";
import { promisify } from "node:util";
import { journalName, lastSequence } from "./journal-files.ts";

const openFile = promisify(open);
const closeFile = promisify(close);
const rotateBytes = 4 * 1024 * 1024;

interface JournalFile {
  readonly path: string;
  readonly descriptor: Promise<number>;
  bytes: number;
  /** Lines whose rows are not in the log yet. */
  open: number;
  isClosed: boolean;
  /** Files with a line that says of one here that it is over: each waits for this one. */
  readonly outlivedBy: JournalFile[];
}

export class IntentJournal {
  /** The file beside which the journal's own stand. */
  readonly logFile: string;
  readonly #homes = new Map<string, JournalFile>();
  /** Where earlier lines of an id stand, when a later one came into another file. */
  readonly #earlier = new Map<string, JournalFile[]>();
  #file: JournalFile | null = null;
  #sequence: number | null = null;
  #lines: string[] = [];
  #waiters: (() => void)[] = [];
  #isWriting = false;
  #isScheduled = false;
  /** Why the last write failed; null when it did not. */
  problem: string | null = null;

  constructor(logFile: string) {
    this.logFile = logFile;
  }

  /** @param line  without a line end, redacted; a later one of the same id stands for both */
  append(id: string, line: string): Promise<void> {
    const file = (this.#file ??= this.#begin());
    const older = this.#homes.get(id);
    this.#homes.set(id, file);
    if (older !== undefined && older !== file) this.#earlier.set(id, [...(this.#earlier.get(id) ?? []), older]);
    file.open++;
    this.#lines.push(line);
    if (!this.#isScheduled && !this.#isWriting) {
      this.#isScheduled = true;
      setImmediate(() => this.#flush());
    }
    return new Promise((resolve) => {
      this.#waiters.push(() => {
        if (older !== undefined) this.#leave(older);
        resolve();
      });
    });
  }

  /** Adds a line that says that `id` is over. It outlives the lines it speaks of: without it they would count again. */
  async end(id: string, line: string): Promise<void> {
    const mark = `${id} over`;
    await this.append(mark, line);
    const [home, last] = [this.#homes.get(id), this.#homes.get(mark)];
    for (const file of new Set([home, ...(this.#earlier.get(id) ?? [])])) {
      if (file === undefined || last === undefined || file === last || file.isClosed) continue;
      last.open++;
      file.outlivedBy.push(last);
    }
    this.release(mark);
    this.release(id);
  }

  /** Its row is in the log, or was given up: the line is no longer needed. */
  release(id: string): void {
    const file = this.#homes.get(id);
    if (file === undefined) return;
    this.#homes.delete(id);
    this.#earlier.delete(id);
    this.#leave(file);
  }

  #leave(file: JournalFile): void {
    file.open--;
    this.#tidy(file);
  }

  /** Removes the files whose rows are all in the log; what is left is read at the next start. */
  async dispose(): Promise<void> {
    const files = new Set([...this.#homes.values(), ...(this.#file === null ? [] : [this.#file])]);
    for (const file of files) {
      if (file.isClosed) continue;
      file.isClosed = true;
      await closeFile(await file.descriptor).catch(() => null);
      if (file.open === 0) await promisify(unlink)(file.path).catch(() => null);
    }
  }

  #begin(): JournalFile {
    // A file that was left unread stays as it is.
    this.#sequence = (this.#sequence ?? lastSequence(this.logFile, process.pid)) + 1;
    const path = journalName(this.logFile, process.pid, this.#sequence);
    const descriptor = openFile(path, "a", 0o600);
    descriptor.catch(() => null); // every write of it says so
    return { path, descriptor, bytes: 0, open: 0, isClosed: false, outlivedBy: [] };
  }

  #flush(): void {
    this.#isScheduled = false;
    const file = this.#file;
    if (file === null || this.#lines.length === 0) return;
    const text = `${this.#lines.join("\n")}\n`;
    const waiters = this.#waiters;
    this.#lines = [];
    this.#waiters = [];
    this.#isWriting = true;
    const done = (failure: Error | null): void => {
      this.#isWriting = false;
      this.problem = failure === null ? null : `it cannot be written: ${failure.message}`;
      for (const go of waiters) go();
      file.bytes += text.length;
      if (file.bytes > rotateBytes && this.#file === file) this.#file = null;
      this.#tidy(file);
      this.#flush();
    };
    file.descriptor.then(
      (descriptor) => write(descriptor, text, done),
      (failure: unknown) => done(failure instanceof Error ? failure : new Error(String(failure))),
    );
  }

  #tidy(file: JournalFile): void {
    if (file.open > 0 || file === this.#file || file.isClosed) return;
    file.isClosed = true;
    const gone = (): void => file.outlivedBy.forEach((other) => this.#leave(other));
    file.descriptor.then(
      (descriptor) => close(descriptor, () => unlink(file.path, gone)),
      gone, // it was never opened
    );
  }
}
