/** Asks the reader thread, which is started by the first question. */
import { Worker } from "node:worker_threads";
import type { ReaderQuestion } from "./answers.ts";
import type { ToReader } from "./messages.ts";
import { threadUrl } from "./thread-url.ts";

interface Waiting {
  resolve(answer: unknown): void;
  reject(failure: Error): void;
}

export class LogReader {
  readonly #file: string;
  readonly #waiting = new Map<number, Waiting>();
  #secrets: readonly string[];
  #worker: Worker | null = null;
  #sequence = 0;

  constructor(file: string, secrets: readonly string[]) {
    this.#file = file;
    this.#secrets = secrets;
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
    const worker = (this.#worker ??= this.#start());
    const sequence = ++this.#sequence;
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(sequence, { resolve: (answer) => resolve(answer as Answer), reject }); // by the question's kind
      worker.postMessage({ type: "ask", sequence, question } satisfies ToReader);
    });
  }

  async dispose(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
    this.#fail(new Error("the log is closed"));
  }

  /** A thread that does not run yet will know. */
  #tell(message: ToReader): void {
    this.#worker?.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(threadUrl("reader-thread"), {
      workerData: { file: this.#file, secrets: this.#secrets },
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
    });
    worker.unref();
    worker.on("message", ({ sequence, answer, problem }: { sequence: number; answer?: unknown; problem?: string }) => {
      const waiting = this.#waiting.get(sequence);
      this.#waiting.delete(sequence);
      if (problem === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(problem));
    });
    worker.on("error", (failure) => {
      this.#worker = null;
      this.#fail(failure instanceof Error ? failure : new Error(String(failure)));
    });
    return worker;
  }

  #fail(failure: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(failure);
    this.#waiting.clear();
  }
}
