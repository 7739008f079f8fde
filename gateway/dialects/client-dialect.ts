/**
 * What a client dialect is: pure functions between a client's wire and the intermediate form.
 *
 * The inverse of a provider: it reads requests and writes answers, whole and streamed, and words errors as its SDKs
 * expect them. It never sees a deployment, a provider or the network.
 */
import type { Answer, AnswerEvent } from "../contract/answer.ts";
import type { Conversation, WireFamily } from "../contract/conversation.ts";
import type { GatewayError } from "../contract/errors.ts";

export type Fields = Readonly<Record<string, unknown>>;

export interface RenderContext {
  /** Ours; a dialect makes its ids from it where the provider gave none. */
  readonly requestId: string;
  /** The model's name that the client shall see. */
  readonly model: string;
  /** Epoch seconds. */
  readonly createdAt: number;
  /** The client asked for usage in the stream (OpenAI chat's `stream_options.include_usage`). */
  readonly wantsUsage: boolean;
  /** Reasoning goes into the text, between `<think>` and `</think>`. */
  readonly mergesReasoning: boolean;
  /** The client's body, for dialects that repeat parts of it in the answer (Responses). */
  readonly fields: Fields;
  /** Milliseconds since the request came, for dialects that report durations; absent = they leave them out. */
  readonly elapsedMs?: () => number;
}

/** Writes a stream's events; each call returns whole wire events, text ready to send ("" = nothing yet). */
export interface AnswerEncoder {
  encode(events: readonly AnswerEvent[]): string;
  /** Closes a complete answer: open blocks, held usage, end marker. */
  end(): string;
  /** Closes a broken one: the dialect's own error event, no sign of success. */
  fail(error: GatewayError): string;
}

export interface ClientDialect {
  readonly family: WireFamily;
  /** Of a streamed answer. */
  readonly streamContentType: string;
  /** Keeps an idle stream's connection alive without meaning; null = this dialect has nothing like it. */
  readonly ping: string | null;
  /**
   * Checks the fields this dialect is certain about; everything else passes as it is.
   *
   * @throws GatewayError `invalid_request` that names the field
   */
  check(fields: Fields): void;
  isStream(fields: Fields): boolean;
  /** @throws GatewayError `invalid_request` for what no target could be given */
  toConversation(fields: Fields): Conversation;
  /** @returns the JSON body of a whole answer */
  renderAnswer(answer: Answer, context: RenderContext): string;
  openEncoder(context: RenderContext): AnswerEncoder;
  /**
   * @param requestId  for dialects that say it in the body; null = not known here
   * @returns the JSON body of an error before the answer began
   */
  errorBody(error: GatewayError, requestId: string | null): string;
  /** @returns the event that ends a stream relayed untouched when it breaks */
  errorEvent(error: GatewayError, requestId: string | null): string;
}
