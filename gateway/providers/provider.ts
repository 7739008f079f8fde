/**
 * What a provider is: pure functions between what a client asked and the upstream's wire. No I/O, no clock, no state
 * but a stream's own.
 *
 * A provider answers an operation in one of two ways: natively (the client speaks its dialect: bytes go through, only
 * what must differ is edited) or translated, over the intermediate form. It never retries, never picks a deployment
 * and never sees another provider.
 */
import type { Answer, AnswerEvent } from "../contract/answer.ts";
import type { Conversation } from "../contract/conversation.ts";
import type { Deployment } from "../contract/deployment.ts";
import type { ErrorCode } from "../contract/errors.ts";
import type { FormPart } from "../contract/form.ts";
import type { Operation } from "../contract/operations.ts";
import type { TokenUsage } from "../contract/usage.ts";

export type HeaderValues = Readonly<Record<string, string | string[] | undefined>>;

export interface UpstreamRequest {
  readonly origin: string;
  readonly path: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** What the network room adds before it dials, because it needs a clock or a token server; absent = nothing. */
  readonly signing?: UpstreamSigning;
}

export type UpstreamSigning =
  | {
      readonly kind: "aws-sigv4";
      readonly region: string;
      readonly service: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken: string | null;
    }
  /** A service account's or user's credentials as parsed JSON; becomes `authorization: Bearer`. */
  | { readonly kind: "google-oauth"; readonly credentials: Readonly<Record<string, unknown>> };

/** A provider's refusal in our words. */
export interface ClassifiedError {
  readonly code: ErrorCode;
  /** Status for the client. */
  readonly status: number;
  /** LiteLLM's exception class, which clients search for in messages. */
  readonly className: string;
  /** The provider's own text, cut; may still hold secrets: redact before use. */
  readonly text: string;
  readonly retryAfterMs: number | null;
}

export interface ErrorReply {
  readonly status: number;
  readonly headers: HeaderValues;
  readonly body: Buffer;
}

// ---- native: the client's dialect is the provider's own

export interface NativeInput {
  readonly operation: Operation;
  readonly deployment: Deployment;
  /** Upstream model with every `*` filled in. */
  readonly upstreamModel: string;
  /** The client's body as it came: JSON with an object on top, or multipart. */
  readonly body: Buffer;
  readonly contentType: string;
  /** Of a multipart body; null = JSON. */
  readonly formParts: readonly FormPart[] | null;
  /** The body's fields, parsed (of a multipart body: its text fields). */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The client's headers, for those that belong to the dialect (`anthropic-beta`). */
  readonly headers: HeaderValues;
  readonly isStream: boolean;
}

/** A whole answer, judged. */
export type JsonVerdict =
  | { readonly kind: "ok"; readonly usage: TokenUsage }
  | { readonly kind: "invalid"; readonly reason: string }
  | { readonly kind: "error"; readonly error: ClassifiedError };

/** How a stream stands after the last events it was fed. */
export interface StreamTap {
  /** True once an event arrived that a client can use; until then a fallback loses nothing. */
  readonly hasStarted: boolean;
  /** True once the first piece of content (text, tool call, reasoning) was seen. */
  readonly hasContent: boolean;
  /** True when the provider said that the answer is complete. */
  readonly isComplete: boolean;
  readonly usage: TokenUsage;
  readonly malformedEvents: number;
  /** Set when the provider reported an error inside the stream, or sent garbage beyond the bound. */
  readonly error: ClassifiedError | null;
  /**
   * @param run  whole events, bytes as they came
   * @returns the bytes for the client; the same buffer when nothing had to change
   */
  feed(run: Buffer): Buffer;
  /** @returns what a complete stream still owes the client (an end marker the provider left out) */
  end(): Buffer;
}

export interface StreamTapOptions {
  /** `model` in the client's events; null leaves the provider's word. */
  readonly shownModel: string | null;
  /** The client did not ask for the usage event that we asked for. */
  readonly hidesUsage: boolean;
}

/** `bytes`: anything goes through as it comes (speech). */
export type AnswerKind = "json" | "bytes";

export interface NativeRoute {
  readonly answers: AnswerKind;
  /** Of its streams; absent = `sse`. */
  readonly framing?: StreamFraming;
  toRequest(input: NativeInput): UpstreamRequest;
  /** @param body  a whole answer; for `bytes` only its start may be given */
  judge(body: Buffer, contentType: string): JsonVerdict;
  /** Absent when the operation never streams events. */
  openTap?(options: StreamTapOptions): StreamTap;
}

// ---- translated: over the intermediate form

/** How a translated stream is cut into events before they are decoded. */
export type StreamFraming = "sse" | "ndjson" | "aws-event-stream";

export interface TranslatedInput {
  readonly deployment: Deployment;
  readonly upstreamModel: string;
  readonly conversation: Conversation;
  /** Unsupported parameters are dropped instead of refused (the file's or the request's `drop_params`). */
  readonly dropParams: boolean;
  readonly headers: HeaderValues;
}

export interface TranslatedRequest {
  readonly request: UpstreamRequest;
  /** Client fields this target cannot express, by the client's name, e.g. `seed`, `messages[2].audio`; logged. */
  readonly dropped: readonly string[];
}

export type AnswerVerdict =
  | { readonly kind: "ok"; readonly answer: Answer }
  | { readonly kind: "invalid"; readonly reason: string }
  | { readonly kind: "error"; readonly error: ClassifiedError };

/** Turns a stream's events into the intermediate form; state is bounded by the number of open blocks. */
export interface AnswerDecoder {
  /** Set when an event said that the provider failed; nothing is decoded after it. */
  readonly error: ClassifiedError | null;
  /**
   * @param value  one event's data, parsed JSON of any shape
   * @param name  SSE's event name, or the event-stream's `:event-type`; null when there is none
   */
  decode(value: unknown, name: string | null): readonly AnswerEvent[];
  /** The upstream ended: what was held back. */
  end(): readonly AnswerEvent[];
}

export interface ChatTranslator {
  readonly framing: StreamFraming;
  /** @throws GatewayError `unsupported_params`, `invalid_request` */
  toRequest(input: TranslatedInput): TranslatedRequest;
  readAnswer(body: Buffer): AnswerVerdict;
  openDecoder(): AnswerDecoder;
}

export interface EmbeddingInput {
  readonly deployment: Deployment;
  readonly upstreamModel: string;
  readonly inputs: readonly string[];
  readonly dimensions: number | null;
  readonly dropParams: boolean;
  /** Client fields beyond OpenAI's. */
  readonly extra: Readonly<Record<string, unknown>>;
}

export type EmbeddingVerdict =
  | { readonly kind: "ok"; readonly vectors: readonly (readonly number[])[]; readonly usage: TokenUsage }
  | { readonly kind: "invalid"; readonly reason: string }
  | { readonly kind: "error"; readonly error: ClassifiedError };

export interface EmbeddingTranslator {
  toRequest(input: EmbeddingInput): TranslatedRequest;
  readAnswer(body: Buffer): EmbeddingVerdict;
}

export interface TokenCounter {
  toRequest(input: TranslatedInput): TranslatedRequest;
  /** @returns the count, or null when the answer holds none */
  readAnswer(body: Buffer): number | null;
}

export interface Provider {
  classifyError(reply: ErrorReply): ClassifiedError;
  /** @returns how the operation is answered in the client's own dialect; null = it must be translated, or cannot be had */
  native(operation: Operation, deployment: Deployment, upstreamModel?: string): NativeRoute | null;
  /** null = no generation can be had from it. */
  readonly chat: ChatTranslator | null;
  readonly embedding: EmbeddingTranslator | null;
  readonly counter: TokenCounter | null;
}
