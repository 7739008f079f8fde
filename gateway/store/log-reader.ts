/** The log's reader thread as the store asks it, with what it must know of changes. */
import { AskedThread } from "./asked-thread.ts";
import type { ReaderQuestion } from "./answers.ts";
import type { ToldReader } from "./messages.ts";

export class LogReader {
  readonly #thread: AskedThread<ReaderQuestion>;
  #secrets: readonly string[];

  constructor(file: string, secrets: readonly string[]) {
    this.#secrets = secrets;
    const more = (): object => ({ secrets: this.#secrets });
    this.#thread = new AskedThread({ name: "reader-thread", file, heapMb: 64, more });
  }

  setSecrets(secrets: readonly string[]): void {
    this.#secrets = secrets;
    this.#tell({ type: "secrets", secrets });
  }

  /** Rows that are no longer in the log. */
  deleted(docs: readonly number[]): void {
    this.#tell({ type: "deleted", docs });
  }

  /** @returns what answers.ts answers to this question; the caller knows its type by the question's kind */
  ask<Answer>(question: ReaderQuestion): Promise<Answer> {
    return this.#thread.ask(question);
  }

  dispose(): Promise<void> {
    return this.#thread.dispose();
  }

  #tell(message: ToldReader): void {
    this.#thread.tell(message);
  }
}
