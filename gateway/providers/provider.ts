/**
 * What a provider is: pure functions between the client's dialect and the upstream's wire. No I/O, no clock, no state
 * but a stream tap's own.
 *
 * A provider never retries, never picks a deployment and never sees another provider.
 */
import type { Deployment } from "../contract/deployment.ts";
import type { ErrorCode } from "../contract/errors.ts";
import type { TokenUsage } from "../contract/usage.ts";

export type Operation = "chat" | "completion" | "embedding";

/** What the client asked, as far as a provider needs it. */
export interface ProviderInput {
  readonly operation: Operation;
  readonly deployment: Deployment;
  /** Upstream model with every `*` filled in. */
  readonly upstreamModel: string;
  /** The client's body, valid JSON with an object on top. */
  readonly body: Buffer;
  /** The same body, parsed. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly isStream: boolean;
}

export interface UpstreamRequest {
  readonly origin: string;
  readonly path: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

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
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A whole JSON answer, judged. */
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
  /** True when the end marker itself was relayed. */
  readonly hasEndMarker: boolean;
  readonly usage: TokenUsage;
  readonly malformedEvents: number;
  /** Set when the provider reported an error inside the stream, or sent garbage beyond the bound. */
  readonly error: ClassifiedError | null;
  /**
   * @param run  whole events, bytes as they came
   * @returns the bytes for the client; the same buffer when nothing had to change
   */
  feed(run: Buffer): Buffer;
}

export interface StreamTapOptions {
  /** `model` in the client's events; null leaves the provider's word. */
  readonly shownModel: string | null;
  /** The client did not ask for the usage event that we asked for. */
  readonly hidesUsage: boolean;
}

export interface Provider {
  toRequest(input: ProviderInput): UpstreamRequest;
  classifyError(reply: ErrorReply): ClassifiedError;
  judgeJson(operation: Operation, body: Buffer): JsonVerdict;
  openStreamTap(options: StreamTapOptions): StreamTap;
}
