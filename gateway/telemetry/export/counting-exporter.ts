/** An exporter that counts what its receiver took and what was lost on the way, and says when that changes. */
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace";

type Done = Parameters<SpanExporter["export"]>[1];
type Result = Parameters<Done>[0];

/** The SDK's codes of a result. */
const success = 0;
const failed = 1;

export interface ExportWatcher {
  /** They left the queue. */
  sending(spans: readonly ReadableSpan[]): void;
  took(spans: readonly ReadableSpan[]): void;
  /** @param why  what the receiver or the network said */
  lost(spans: readonly ReadableSpan[], why: string): void;
}

export class CountingExporter implements SpanExporter {
  readonly #inner: SpanExporter;
  readonly #watcher: ExportWatcher;

  constructor(inner: SpanExporter, watcher: ExportWatcher) {
    this.#inner = inner;
    this.#watcher = watcher;
  }

  export(spans: ReadableSpan[], done: Done): void {
    this.#watcher.sending(spans);
    const end = (result: Result): void => {
      if (result.code === success) this.#watcher.took(spans);
      else this.#watcher.lost(spans, whyOf(result.error));
      done(result);
    };
    try {
      this.#inner.export(spans, end);
    } catch (failure) {
      end({ code: failed, error: failure instanceof Error ? failure : new Error(String(failure)) });
    }
  }

  async shutdown(): Promise<void> {
    await this.#inner.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.#inner.forceFlush?.();
  }
}

/** @returns a status code before the words, and what the receiver wrote to it after them, where there are such */
export function whyOf(error: Error | undefined): string {
  if (error === undefined) return "the receiver did not take them";
  const code = "code" in error && (typeof error.code === "number" || typeof error.code === "string") ? error.code : "";
  const wrote = "data" in error && typeof error.data === "string" ? error.data.trim() : "";
  const text = error.message === "" ? error.name : error.message;
  const named = code === "" || text.includes(String(code)) ? text : `${code} ${text}`;
  return (wrote === "" || text.includes(wrote) ? named : `${named}: ${wrote}`).slice(0, 500);
}
