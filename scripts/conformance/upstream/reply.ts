/**
 * What a speaker says, before it becomes bytes: a whole answer, a failure or the parts of a stream.
 *
 * A stream comes in parts so that each fault can leave one out, whatever the dialect.
 */
import type { JsonObject } from "../json.ts";

export interface StreamParts {
  readonly type: string;
  readonly start: readonly string[];
  readonly content: readonly string[];
  readonly finish: readonly string[];
  readonly usage: readonly string[];
  readonly done: readonly string[];
  /** The dialect's own way to fail inside a stream. */
  readonly error: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly type?: string;
}

/** One call, as far as an answer depends on it. */
export interface Asked {
  readonly path: string;
  readonly body: JsonObject;
  readonly raw: string;
  /** `fault:NAME` in the text, or what the model's name stands for. */
  readonly fault: string;
}

/** One provider's dialect: it answers, streams and fails in its own words. */
export interface Speaker {
  answer(asked: Asked): Reply;
  /** null: this route never streams. */
  stream(asked: Asked): StreamParts | null;
  failure(status: number, message: string): JsonObject;
}

export function json(body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { body: JSON.stringify(body), headers };
}

export function sse(value: unknown, event?: string): string {
  return `${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(value)}\n\n`;
}
