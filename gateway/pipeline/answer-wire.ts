/**
 * How one attempt's answer becomes bytes for the client: read whole, or as a stream.
 *
 * `send` speaks only to this: it does not know whether the bytes go through untouched or are translated.
 */
import type { GatewayError } from "../contract/errors.ts";
import type { TokenUsage } from "../contract/usage.ts";
import type { ClassifiedError, ErrorReply, StreamFraming } from "../providers/provider.ts";

/** `bytes`: no events at all, anything goes through as it comes. */
export type AnswerFraming = StreamFraming | "bytes";

export type WholeVerdict =
  | {
      readonly kind: "ok";
      readonly body: Buffer;
      /** null = the upstream's own. */
      readonly contentType: string | null;
      readonly usage: TokenUsage;
    }
  | { readonly kind: "invalid"; readonly reason: string }
  | { readonly kind: "error"; readonly error: ClassifiedError };

/** A streamed answer on its way to the client; a provider's tap, or a decoder and an encoder back to back. */
export interface AnswerStream {
  readonly hasStarted: boolean;
  readonly hasContent: boolean;
  readonly isComplete: boolean;
  readonly usage: TokenUsage;
  readonly malformedEvents: number;
  readonly error: ClassifiedError | null;
  /** @param run  whole events @returns the client's bytes */
  feed(run: Buffer): Buffer;
  /** The upstream ended: what was held back. Asked once, before `end`. */
  flush(): Buffer;
  /** @returns what a complete answer still owes the client */
  end(): Buffer;
  /** @returns the client's error event; null = this answer has none, and only a broken connection tells */
  fail(error: GatewayError): Buffer | null;
}

export interface AnswerWire {
  /** The client gets the provider's own bytes, but for the model's name and what it did not ask for. */
  readonly isUntouched: boolean;
  readonly framing: AnswerFraming;
  /** Of a stream for the client; null = the upstream's own. */
  readonly streamContentType: string | null;
  /** Keeps an idle stream alive; null = nothing can. */
  readonly ping: Buffer | null;
  classifyError(reply: ErrorReply): ClassifiedError;
  readWhole(body: Buffer, contentType: string): WholeVerdict;
  openStream(): AnswerStream;
}
