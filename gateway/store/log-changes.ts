/** Changes that people make to the log, asked of the writer's thread one by one and answered in any order. */
import { GatewayError } from "../contract/errors.ts";
import type { ChangeAnswer, FromWriter, LogChange, ToWriter } from "./messages.ts";

interface Waiting {
  resolve(answer: ChangeAnswer): void;
  reject(failure: Error): void;
}

export class LogChanges {
  readonly #post: (message: ToWriter) => void;
  readonly #waiting = new Map<number, Waiting>();
  #sequence = 0;
  #closedBy: string | null = null;

  constructor(post: (message: ToWriter) => void) {
    this.#post = post;
  }

  ask(change: LogChange): Promise<ChangeAnswer> {
    if (this.#closedBy !== null) return Promise.reject(new Error(this.#closedBy));
    const sequence = ++this.#sequence;
    return new Promise((resolve, reject) => {
      this.#waiting.set(sequence, { resolve, reject });
      this.#post({ type: "change", sequence, change });
    });
  }

  answered({ sequence, answer, problem }: Extract<FromWriter, { type: "changed" }>): void {
    const waiting = this.#waiting.get(sequence);
    this.#waiting.delete(sequence);
    if (answer !== null) return waiting?.resolve(answer);
    const message = problem?.text ?? "The log was not changed.";
    waiting?.reject(
      problem?.isRefused === true ? new GatewayError("invalid_request", { message }) : new Error(message),
    );
  }

  /** Nobody will answer any more. */
  fail(reason: string): void {
    this.#closedBy = reason;
    for (const waiting of this.#waiting.values()) waiting.reject(new Error(reason));
    this.#waiting.clear();
  }
}
