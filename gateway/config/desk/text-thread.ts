/**
 * Work on the config's text so that no open stream waits for it: at once for usual files, for others in a thread that is
 * started when it is needed, ended when it takes too long, and gone again after a while.
 */
import { Worker } from "node:worker_threads";
import type { Disposable } from "../../base/disposable.ts";
import { GatewayError, type ErrorCode } from "../../contract/errors.ts";
import { textJobs, type TextJobName, type TextJobResults, type TextJobs } from "./text-jobs.ts";

/** What the thread answers to a job. */
export type TextAnswer =
  | { readonly result: TextJobResults[TextJobName] }
  | { readonly refused: Refusal }
  | { readonly failed: string };

export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
}

const idleMs = 60_000;
/** Characters, times how often they are gone through, that take some milliseconds. A load reads files: never at once. */
const quickLength: Readonly<Record<TextJobName, number>> = {
  secrets: 32 * 1024,
  lines: 32 * 1024,
  edit: 8 * 1024,
  read: 0,
};

export class TextThread implements Disposable {
  readonly #limitMs: number;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** @param limitMs  of one job */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** @throws GatewayError what the job throws, `request_too_large` when it takes longer than the limit */
  async run<Name extends TextJobName>(name: Name, ...input: TextJobs[Name]): Promise<TextJobResults[Name]> {
    if (isQuick(name, input)) return textJobs[name](...input);
    const answer = this.#last.then(() => this.#ask(name, input));
    this.#last = answer.catch(() => {});
    // The thread answers a job with this job's result.
    return answer as Promise<TextJobResults[Name]>;
  }

  async dispose(): Promise<void> {
    this.#rest();
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #ask(name: TextJobName, input: readonly unknown[]): Promise<TextJobResults[TextJobName]> {
    this.#rest();
    const worker = this.#worker ?? this.#start();
    try {
      const answer = await answerOf(worker, { name, input }, this.#limitMs);
      if ("result" in answer) return answer.result;
      if ("failed" in answer) throw new Error(answer.failed);
      const { code, message, hint } = answer.refused;
      throw new GatewayError(code, { message, ...(hint === null ? {} : { hint }) });
    } finally {
      this.#idle = setTimeout(() => void this.dispose(), idleMs).unref();
    }
  }

  #start(): Worker {
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    const worker = new Worker(new URL(`./text-worker.${extension}`, import.meta.url));
    worker.unref();
    worker.once("exit", () => {
      if (this.#worker === worker) this.#worker = null;
    });
    this.#worker = worker;
    return worker;
  }

  #rest(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }
}

function isQuick(name: TextJobName, input: readonly unknown[]): boolean {
  const length = input.reduce((sum: number, value) => sum + (typeof value === "string" ? value.length : 0), 0);
  const times = input.reduce((most: number, value) => Math.max(most, Array.isArray(value) ? value.length : 1), 1);
  return length * times < quickLength[name];
}

function answerOf(worker: Worker, job: object, limitMs: number): Promise<TextAnswer> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      worker.removeAllListeners("message");
      worker.removeAllListeners("error");
      worker.off("exit", gone);
      settle();
    };
    const gone = (): void => end(() => reject(new Error("the thread for the config's text ended")));
    const timer = setTimeout(() => {
      end(() => reject(tooSlow(limitMs)));
      void worker.terminate();
    }, limitMs);
    worker.once("message", (answer: TextAnswer) => end(() => resolve(answer)));
    worker.once("error", (failure) =>
      end(() => reject(failure instanceof Error ? failure : new Error(String(failure)))),
    );
    worker.once("exit", gone);
    worker.postMessage(job);
  });
}

function tooSlow(limitMs: number): GatewayError {
  return new GatewayError("request_too_large", {
    message: `The config took longer than ${limitMs / 1000} s to work on.`,
    hint: "Make the file smaller or simpler.",
  });
}
