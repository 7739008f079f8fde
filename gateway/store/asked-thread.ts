/** A worker thread that answers questions one by one; the first question starts it. */
import { Worker } from "node:worker_threads";
import { GatewayError } from "../contract/errors.ts";
import { threadUrl } from "./thread-url.ts";

interface Waiting {
  resolve(answer: unknown): void;
  reject(failure: Error): void;
}

export interface ThreadChoice {
  /** Of the file beside this one. */
  readonly name: string;
  readonly file: string;
  readonly heapMb: number;
  /** What else it is to know when it starts. */
  readonly more?: () => object;
}

export class AskedThread<Question> {
  readonly #choice: ThreadChoice;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #sequence = 0;

  constructor(choice: ThreadChoice) {
    this.#choice = choice;
  }

  /** @returns what the thread answers to this question; the caller knows its type by the question's kind */
  ask<Answer>(question: Question): Promise<Answer> {
    const worker = (this.#worker ??= this.#start());
    const sequence = ++this.#sequence;
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(sequence, { resolve: (answer) => resolve(answer as Answer), reject }); // by the question's kind
      worker.postMessage({ sequence, question });
    });
  }

  /** Says something that needs no answer; a thread that does not run yet needs not hear it. */
  tell(message: object): void {
    this.#worker?.postMessage(message);
  }

  async dispose(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
    this.#fail(
      new GatewayError("shutting_down", { message: "The gateway is stopping.", hint: "Ask again when it runs." }),
    );
  }

  #start(): Worker {
    const { name, file, heapMb, more } = this.#choice;
    const worker = new Worker(threadUrl(name), {
      workerData: { file, ...more?.() },
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 4 },
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
