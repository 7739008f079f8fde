/**
 * One life of the gateway's process: ready -> start -> listening -> stop -> exit.
 *
 * It knows nothing of restarts. Every wait has a limit, and a process that keeps none of them is ended hard,
 * because a gateway left behind would keep the port and the keys.
 */
import { fromGatewaySchema, type FromGateway, type ToGateway } from "../gateway/contract/desktop.ts";
import type { Timers } from "./timers.ts";
import type { Words } from "./words.ts";

/** What the shell needs of a process; Electron's UtilityProcess has it as it is. */
export interface GatewayChild {
  readonly pid: number | undefined;
  postMessage(message: ToGateway): void;
  kill(): boolean;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
}

export type Listening = Extract<FromGateway, { type: "listening" }>;

/** `refused`: the gateway itself said why it cannot run (port taken, broken config); a retry would not help. */
export type Opening =
  | { readonly outcome: "listening"; readonly listening: Listening }
  | { readonly outcome: "refused" | "broken"; readonly message: string };

export interface SessionOptions {
  readonly child: GatewayChild;
  readonly start: Extract<ToGateway, { type: "start" }>;
  readonly timers: Timers;
  readonly words: Words;
  /** The gateway shows another certificate from now on (PEM). */
  readonly onCertificate: (pem: string) => void;
  /** Ends a process that no longer listens to anything. */
  readonly killHard: (pid: number) => void;
}

/** `stopMs` is the gateway's own 30 s of draining plus the time to tell open streams and close the database. */
export const sessionLimits = { readyMs: 15_000, listeningMs: 60_000, stopMs: 35_000, refusedExitMs: 500 } as const;

export class GatewaySession {
  /** Settles once: the gateway listens, or it does not and the process is on its way out. Never rejects. */
  readonly opening: Promise<Opening>;
  /** Exit code. Never rejects. */
  readonly exited: Promise<number>;
  readonly #options: SessionOptions;
  #isExited = false;
  #isStarted = false;
  #settle: (opening: Opening) => void = () => {};
  #cancelLimit: () => void = () => {};

  constructor(options: SessionOptions) {
    this.#options = options;
    this.opening = new Promise((resolve) => (this.#settle = resolve));
    this.exited = new Promise((resolve) => options.child.on("exit", (code) => this.#onExit(code, resolve)));
    options.child.on("message", (message) => this.#onMessage(message));
    this.#limit(sessionLimits.readyMs, options.words.noReady);
  }

  /** Asks for a graceful stop; after `limitMs` the process is ended hard. Resolves when it is gone. */
  async stop(limitMs: number = sessionLimits.stopMs): Promise<void> {
    this.#cancelLimit();
    if (this.#isExited) return;
    if (this.#isStarted) {
      this.#options.child.postMessage({ type: "stop" });
      this.#cancelLimit = this.#options.timers.after(limitMs, () => this.kill());
    } else {
      this.kill();
    }
    await this.exited;
  }

  kill(): void {
    const { child, killHard } = this.#options;
    if (this.#isExited) return;
    if (child.pid === undefined) child.kill();
    else killHard(child.pid);
  }

  #onMessage(raw: unknown): void {
    const parsed = fromGatewaySchema.safeParse(raw);
    if (!parsed.success) return;
    if (parsed.data.type === "ready") return this.#start();
    if (parsed.data.type === "listening") return this.#onListening(parsed.data);
    if (parsed.data.type === "certificate") return this.#options.onCertificate(parsed.data.pem);
    if (parsed.data.type === "failed") this.#onRefused(parsed.data.message);
  }

  #start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#options.child.postMessage(this.#options.start);
    this.#limit(sessionLimits.listeningMs, this.#options.words.noListening);
  }

  #onListening(listening: Listening): void {
    this.#cancelLimit();
    this.#settle({ outcome: "listening", listening });
  }

  #onRefused(message: string): void {
    this.#cancelLimit();
    this.#cancelLimit = this.#options.timers.after(sessionLimits.refusedExitMs, () => this.kill());
    this.#settle({ outcome: "refused", message });
  }

  #limit(limitMs: number, message: string): void {
    this.#cancelLimit();
    this.#cancelLimit = this.#options.timers.after(limitMs, () => {
      this.kill();
      this.#settle({ outcome: "broken", message });
    });
  }

  #onExit(code: number, resolve: (code: number) => void): void {
    this.#isExited = true;
    this.#cancelLimit();
    this.#settle({ outcome: "broken", message: this.#options.words.exited(code) });
    resolve(code);
  }
}
