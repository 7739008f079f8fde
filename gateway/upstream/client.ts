/**
 * The only file that dials out.
 *
 * One undici pool per origin, used through `dispatch`: no promise, no web stream and no copy per chunk.
 * It never retries, never follows a redirect (a key must not travel to another origin) and never decompresses.
 */
import { Pool, type Dispatcher } from "undici";
import type { Disposable } from "../base/disposable.ts";
import { toUpstreamFailure, type UpstreamFailure } from "./failure.ts";

export type UpstreamMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface UpstreamCall {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path with query. */
  readonly path: string;
  readonly method: UpstreamMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export type UpstreamHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Told in order: head, data*, then exactly one of end or failure; nothing after an abort of ours. */
export interface UpstreamSink {
  onHead(status: number, headers: UpstreamHeaders): void;
  onData(chunk: Buffer): void;
  onEnd(): void;
  onFailure(failure: UpstreamFailure): void;
}

/** The running call's handle. */
export interface UpstreamExchange {
  pause(): void;
  resume(): void;
  /** Ends the call at once and closes its socket; the sink hears nothing more. */
  abort(): void;
}

export interface UpstreamClientOptions {
  readonly connectTimeoutMs: number;
}

export class UpstreamClient implements Disposable {
  readonly #pools = new Map<string, Pool>();
  readonly #options: UpstreamClientOptions;

  constructor(options: UpstreamClientOptions) {
    this.#options = options;
  }

  start(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const running = new RunningCall(sink);
    const { origin, path, method, headers, body } = call;
    // `reset: false` keeps the socket for the next call; undici drops it by itself when the answer was cut.
    this.#poolFor(origin).dispatch({ path, method, headers, body, reset: false }, running);
    return running;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
    this.#pools.clear();
  }

  #poolFor(origin: string): Pool {
    let pool = this.#pools.get(origin);
    if (pool === undefined) {
      pool = new Pool(origin, {
        connections: null,
        pipelining: 1,
        allowH2: false,
        keepAliveTimeout: 30_000,
        bodyTimeout: 0, // idle and total time are the pipeline's, per stream
        headersTimeout: 0,
        maxHeaderSize: 16_384,
        connect: { timeout: this.#options.connectTimeoutMs },
      });
      this.#pools.set(origin, pool);
    }
    return pool;
  }
}

const abortedByUs = new Error("aborted by the gateway");

class RunningCall implements Dispatcher.DispatchHandler, UpstreamExchange {
  readonly #sink: UpstreamSink;
  #controller: Dispatcher.DispatchController | null = null;
  #isOver = false;
  #wantsPause = false;

  constructor(sink: UpstreamSink) {
    this.#sink = sink;
  }

  pause(): void {
    this.#wantsPause = true;
    this.#controller?.pause();
  }

  resume(): void {
    this.#wantsPause = false;
    this.#controller?.resume();
  }

  abort(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#controller?.abort(abortedByUs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) controller.abort(abortedByUs); // aborted while it was still connecting
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: UpstreamHeaders): void {
    if (this.#isOver || status < 200) return;
    if (this.#wantsPause) controller.pause();
    this.#sink.onHead(status, headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#isOver) this.#sink.onData(chunk);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sink.onEnd();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sink.onFailure(toUpstreamFailure(error));
  }
}
