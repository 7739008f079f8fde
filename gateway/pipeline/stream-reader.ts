/**
 * An upstream stream between its first byte and its relay: framed, tapped, and held until someone takes it over.
 *
 * It ends exactly once, with or without an error, whatever order the faults come in.
 */
import type { GatewayError } from "../contract/errors.ts";
import type { UpstreamExchange, UpstreamHeaders } from "../upstream/client.ts";
import type { AnswerFraming, AnswerStream } from "./answer-wire.ts";
import { openFramer, type Framer } from "./open-framer.ts";

/** Large enough for an image inside one event. */
const maxEventBytes = 32 * 1024 * 1024;

/** Who takes a stream over once it has started. */
export interface StreamConsumer {
  onRun(run: Buffer): void;
  onEnd(): void;
  onFailure(error: GatewayError): void;
}

export interface StreamReply {
  readonly kind: "stream";
  readonly headers: UpstreamHeaders;
  /** For the client. */
  readonly contentType: string;
  readonly ping: Buffer | null;
  readonly stream: AnswerStream;
  readonly exchange: UpstreamExchange;
  /** Hands over what came so far and everything after it. */
  consume(consumer: StreamConsumer): void;
}

export interface StreamReaderInit {
  readonly headers: UpstreamHeaders;
  readonly contentType: string;
  readonly ping: Buffer | null;
  readonly framing: AnswerFraming;
  readonly stream: AnswerStream;
  readonly exchange: UpstreamExchange;
}

/** Frames a stream and turns it into the client's bytes; holds what comes until the relay takes over. */
export class StreamReader implements StreamReply {
  readonly kind = "stream";
  readonly headers: UpstreamHeaders;
  readonly contentType: string;
  readonly ping: Buffer | null;
  readonly stream: AnswerStream;
  readonly exchange: UpstreamExchange;
  readonly #framer: Framer;
  #consumer: StreamConsumer | null = null;
  #held: Buffer[] = [];
  #ending: { readonly error: GatewayError | null } | null = null;

  constructor(init: StreamReaderInit) {
    this.headers = init.headers;
    this.contentType = init.contentType;
    this.ping = init.ping;
    this.stream = init.stream;
    this.exchange = init.exchange;
    this.#framer = openFramer(init.framing, maxEventBytes);
  }

  push(chunk: Buffer): void {
    const run = this.#framer.push(chunk);
    if (run !== null) this.#pass(this.stream.feed(run));
  }

  /** The upstream ended: what is left of its last event, and what the decoder held back. */
  flush(): void {
    const rest = this.#framer.flush();
    if (rest !== null) this.#pass(this.stream.feed(rest));
    if (this.stream.error === null) this.#pass(this.stream.flush());
  }

  consume(consumer: StreamConsumer): void {
    this.#consumer = consumer;
    for (const run of this.#held) consumer.onRun(run);
    this.#held = [];
    if (this.#ending !== null) this.#tellEnd(consumer, this.#ending.error);
  }

  end(): void {
    this.#finish(null);
  }

  fail(error: GatewayError): void {
    this.#finish(error);
  }

  failAndAbort(error: GatewayError): void {
    this.exchange.abort();
    this.#finish(error);
  }

  #pass(out: Buffer): void {
    if (this.#ending !== null || out.length === 0) return;
    if (this.#consumer === null) this.#held.push(out);
    else this.#consumer.onRun(out);
  }

  #finish(error: GatewayError | null): void {
    if (this.#ending !== null) return;
    this.#ending = { error };
    if (this.#consumer !== null) this.#tellEnd(this.#consumer, error);
  }

  #tellEnd(consumer: StreamConsumer, error: GatewayError | null): void {
    if (error === null) consumer.onEnd();
    else consumer.onFailure(error);
  }
}
